import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { paths } from '../../../config/paths.ts';
import type { Film, FilmSummary } from '../../../lib/api-types.gen.ts';
import { factsOf } from '../film-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { EMPTY_SEARCH, formatSearch, type SearchState } from '../search-state.ts';

const Columns = styled('article')(({ theme }) => ({
  display: 'grid',
  gap: 24,
  gridTemplateColumns: 'minmax(0, 1fr)',
  [theme.breakpoints.up('sm')]: { gridTemplateColumns: 'minmax(180px, 300px) minmax(0, 1fr)', gap: 40 },
}));

const Chips = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  '& > li': { maxWidth: '100%' },
});

/** A title of ten thousand characters must not push the film off the screen. */
const clampedLines = (lines: number) =>
  ({ display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: lines, overflow: 'hidden' }) as const;

const Facts = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  gap: '6px 20px',
  margin: 0,
  '& dt': { color: (theme.vars ?? theme).palette.text.secondary, maxWidth: '30vw', overflowWrap: 'anywhere' },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
}));

/** Shown of a cast of five hundred. */
const MAX_CAST = 60;

type FilmDetailsProps = {
  /** The film, or the little that is known of it while it is on its way. */
  readonly film: Film | FilmSummary;
  readonly isComplete: boolean;
  /** What can be done with the film: share, edit, delete. */
  readonly actions: ReactNode;
  /** What others know of it. */
  readonly children: ReactNode;
};

/** All that the catalogue knows of a film; what is a person or a genre leads to their films. */
export function FilmDetails({ film, isComplete, actions, children }: FilmDetailsProps) {
  const heading = useHeadingFocus(film.id);
  const extract = 'extract' in film && typeof film.extract === 'string' ? film.extract : undefined;
  const href = 'href' in film && typeof film.href === 'string' ? film.href : undefined;
  return (
    <Columns>
      <Box sx={{ width: { xs: 'min(56vw, 260px)', sm: 'auto' }, mx: { xs: 'auto', sm: 0 } }}>
        <Poster title={film.title} year={film.year} image={posterImageOf(film)} isFirst />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3, alignContent: 'start' }}>
        <header>
          <Typography
            ref={heading}
            variant="h1"
            dir="auto"
            tabIndex={-1}
            sx={{ overflowWrap: 'anywhere', outline: 'none', ...clampedLines(6) }}
          >
            {film.title}
          </Typography>
          <Typography component="div" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 1.5 }}>
            <SearchChip label={String(film.year)} change={{ yearFrom: film.year, yearTo: film.year }} />
            {film.genres?.map((genre) => (
              <SearchChip key={genre} label={genre} change={{ genres: [genre] }} />
            ))}
          </Typography>
        </header>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{actions}</Box>
        {isComplete ? (
          extract !== undefined && (
            <Typography
              dir="auto"
              sx={{
                fontSize: '1.0625rem',
                lineHeight: 1.65,
                maxWidth: '68ch',
                whiteSpace: 'pre-line',
                overflowWrap: 'anywhere',
              }}
            >
              {extract}
            </Typography>
          )
        ) : (
          <Skeleton variant="rounded" height={110} />
        )}
        <Cast names={film.cast ?? []} />
        {isComplete && <MoreFacts film={film} />}
        {href !== undefined && (
          <a href={wikipediaUrl(href)} rel="noreferrer" style={{ justifySelf: 'start', color: 'inherit' }}>
            {film.title.length > 80 ? 'This film' : <bdi>{film.title}</bdi>} on Wikipedia
          </a>
        )}
        {children}
      </Box>
    </Columns>
  );
}

function Cast({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <section>
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        Cast
      </Typography>
      <Chips aria-label="Cast">
        {[...new Set(names)].slice(0, MAX_CAST).map((name) => (
          <li key={name}>
            <SearchChip label={name} change={{ cast: [name] }} />
          </li>
        ))}
      </Chips>
      {names.length > MAX_CAST && <Typography sx={{ mt: 1 }}>and {names.length - MAX_CAST} more</Typography>}
    </section>
  );
}

function MoreFacts({ film }: { readonly film: Film | FilmSummary }) {
  const facts = factsOf(film);
  if (facts.length === 0) return null;
  return (
    <Facts>
      {facts.map(({ name, values }) => (
        <FactRow key={name} name={name} values={values} />
      ))}
    </Facts>
  );
}

function FactRow({ name, values }: ReturnType<typeof factsOf>[number]) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{values.join(', ')}</dd>
    </>
  );
}

/** Leads to all films that have this. */
function SearchChip({ label, change }: { readonly label: string; readonly change: Partial<SearchState> }) {
  return (
    <Chip
      component={Link}
      clickable
      to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, ...change }))}
      label={<bdi>{label}</bdi>}
      sx={{ maxWidth: '100%' }}
    />
  );
}

/** @param href name of the page as it stands in the address, with underscores */
function wikipediaUrl(href: string): string {
  return `https://en.wikipedia.org/wiki/${encodeURIComponent(href)}`;
}
