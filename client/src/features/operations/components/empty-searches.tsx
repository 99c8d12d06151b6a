import type { Status } from '../../../lib/api-types.gen.ts';
import { formatDateAndTime } from '../format-time.ts';
import { texts } from '../texts.ts';
import { StatusCard } from './status-card.tsx';

/** What people searched for and did not find. */
export function EmptySearches({ searches }: { readonly searches: Status['searchesWithoutResults'] }) {
  const { title, off, unread, none, hint, counted } = texts.emptySearches;
  return (
    <StatusCard title={title} className="status-wide">
      {searches === undefined && <p>{off}</p>}
      {searches === null && <p>{unread}</p>}
      {searches && <p className="status-quiet">{searches.length === 0 ? none : hint}</p>}
      {searches && searches.length > 0 && (
        <ol className="status-searches">
          {searches.map(({ text, requests, lastAt }) => (
            <li key={text}>
              {/* Anybody may have typed this: it may be long, and its direction must not change what follows. */}
              <bdi title={text}>{text}</bdi>
              <span className="status-quiet">{counted(requests, formatDateAndTime(lastAt))}</span>
            </li>
          ))}
        </ol>
      )}
    </StatusCard>
  );
}
