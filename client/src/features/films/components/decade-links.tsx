import { Link } from 'react-router';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.tsx';
import { paths } from '../../../config/paths.ts';
import { formatCount } from '../../../lib/format-count.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { decadeBars, decadeSpan } from '../decade-bars.ts';
import { texts } from '../home-texts.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import { texts as filmTexts } from '../texts.ts';
import './discover.css';

const HIGHEST_PX = 112;

/** The catalogue as a bar chart with one bar per decade. Each bar links to the films of its decade. */
export function DecadeLinks({ decades }: { readonly decades: readonly FacetCount[] }) {
  const span = decadeSpan(decades);
  const bars = span ? decadeBars(decades, span[0], span[1]).filter(({ count }) => count > 0) : [];
  return (
    <ul className="decades" aria-label={texts.decades}>
      {bars.map(({ decade, count, height }) => (
        <li key={decade}>
          <Link to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, yearFrom: decade, yearTo: decade + 9 }))}>
            {/* The visible texts are not a part of the name that one sentence makes of them (WCAG 2.5.3). */}
            <VisuallyHidden>{texts.filmsOf(count, decade)}</VisuallyHidden>
            <small aria-hidden="true">{formatCount(count)}</small>
            <span className="decade-bar" style={{ height: height * HIGHEST_PX }} />
            <span aria-hidden="true">{filmTexts.decade(decade)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
