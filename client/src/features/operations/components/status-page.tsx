import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { SignInButton } from '../../../components/ui/sign-in-button.tsx';
import { useDocumentTitle } from '../../../components/ui/use-document-title.ts';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { useSteadyError } from '../../../components/ui/use-steady-error.ts';
import { isApiError } from '../../../lib/api-error.ts';
import type { Status } from '../../../lib/api-types.gen.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import { statusQuery } from '../api/status.ts';
import { formatDateAndTime } from '../format-time.ts';
import { texts } from '../texts.ts';
import { EmptySearches } from './empty-searches.tsx';
import { MoviesStatus } from './movies-status.tsx';
import { Facts, StatusCard } from './status-card.tsx';
import { StatusTable } from './status-table.tsx';
import './status.css';

const NO_SCOPE = 'insufficient-scope';

/** What operators need to know about this installation. */
export function StatusPage() {
  useDocumentTitle(texts.title);
  const query = useQuery(statusQuery(useSession()));
  const { data, refetch } = query;
  const steadyError = useSteadyError(query, 'status');
  // A refusal also replaces values that were shown before.
  const error = query.error ?? steadyError;
  if (isApiError(error) && error.status === 401) {
    return (
      <Notice title={texts.scope.signIn} heading="h1" actions={<SignInButton look="filled" />}>
        {texts.scope.needs}
      </Notice>
    );
  }
  // A gateway in front of the API refuses a token without a problem document.
  if (isApiError(error) && error.status === 403 && (error.problem?.code ?? NO_SCOPE) === NO_SCOPE) {
    return (
      <Notice title={texts.scope.denied} heading="h1">
        {texts.scope.needs} {texts.scope.ask}
      </Notice>
    );
  }
  if (data) return <Shown status={data} isOld={query.error !== null} />;
  if (error) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  return <div aria-busy="true" />;
}

function Shown({ status, isOld }: { readonly status: Status; readonly isOld: boolean }) {
  const heading = useHeadingFocus('status');
  const { environment, at, versions, settings } = status;
  return (
    <div className="status">
      <header>
        <h1 className="heading-1" ref={heading} tabIndex={-1}>
          {texts.title}
        </h1>
        <p className="status-quiet">{texts.asOf(environment, formatDateAndTime(at))}</p>
        {/* Present from the start, so that screen readers announce the change. */}
        <p role="status">{isOld && texts.notRefreshed}</p>
      </header>
      <Health degraded={status.degraded} versions={versions} />
      <Objectives objectives={status.objectives} />
      <MoviesStatus movies={status.movies} atMs={Date.parse(at)} />
      <Search search={status.search} />
      <Imports imports={status.imports} />
      <EmptySearches searches={status.searchesWithoutResults} />
      <StatusCard title={texts.settings.title} className="status-wide status-settings">
        <p className="status-quiet">{texts.settings.hint}</p>
        <Facts entries={settings.map(({ name, isSet }) => [name, isSet ? texts.settings.set : texts.settings.unset])} />
      </StatusCard>
    </div>
  );
}

function Health({ degraded, versions }: Pick<Status, 'degraded' | 'versions'>) {
  return (
    <StatusCard title={texts.health.title}>
      {degraded.length === 0 && <p>{texts.health.well}</p>}
      {degraded.map(({ reason, detail, since }) => (
        <p key={reason}>
          {detail} {since !== undefined && texts.health.since(formatDateAndTime(since))}
        </p>
      ))}
      <Facts
        entries={[
          [texts.versions.product, versions.product],
          [texts.versions.node, versions.node],
          ...(versions.functionVersion === undefined
            ? []
            : ([[texts.versions.functionVersion, versions.functionVersion]] as const)),
        ]}
      />
    </StatusCard>
  );
}

function Objectives({ objectives }: Pick<Status, 'objectives'>) {
  const { names, value, states, covered, columns, title } = texts.objectives;
  return (
    <StatusCard title={title}>
      <StatusTable
        label={title}
        columns={columns}
        rows={objectives.map(({ name, unit, target, value: now, state, coveredSec }) => [
          names[name] ?? name,
          value(unit, target),
          now === undefined
            ? ''
            : [value(unit, now), ...(coveredSec === undefined ? [] : [covered(coveredSec)])].join(' '),
          states[state],
        ])}
      />
    </StatusCard>
  );
}

function Search({ search: { films, tailLength, snapshot } }: Pick<Status, 'search'>) {
  const { search } = texts;
  const ofSnapshot: readonly (readonly [string, string])[] =
    snapshot.state === 'published'
      ? [
          [search.snapshot, snapshot.name ?? ''],
          [search.format, snapshot.format ?? ''],
          [search.age, search.ageOf(snapshot.ageSec ?? 0)],
        ]
      : [[search.snapshot, search.states[snapshot.state]]];
  return (
    <StatusCard title={search.title}>
      <Facts
        entries={[
          [search.films, films === null ? search.states.unknown : formatCount(films)],
          ...ofSnapshot,
          [search.tail, formatCount(tailLength)],
        ]}
      />
    </StatusCard>
  );
}

function Imports({ imports }: Pick<Status, 'imports'>) {
  const { title, none, unread, outcome, cleaned, when } = texts.imports;
  return (
    <StatusCard title={title}>
      {imports === null && <p>{unread}</p>}
      {imports?.length === 0 && <p>{none}</p>}
      {imports?.map((one) => (
        <div key={`${one.finishedAt} ${one.location}`} className="status-import">
          <h3 className="heading-3">{one.location}</h3>
          <p className="status-quiet">{when(formatDateAndTime(one.finishedAt), one.tookMs)}</p>
          <p>{outcome(one.counts)}</p>
          <p>{cleaned(one.cleaned)}</p>
        </div>
      ))}
    </StatusCard>
  );
}
