import { Client, errors, type ClientOptions } from '@opensearch-project/opensearch';
import { circuitBreaker, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { isMarqueeError, MarqueeError } from '../../../domain/errors.ts';
import type { Clause } from './clauses.ts';

/** A search takes about 10 ms. A node that needs longer than this is ill, and the reader is told to come back. */
const SEARCH_LIMIT_MS = 2_000;
/**
 * After this share of the limit, OpenSearch ends a search and answers `timed_out`. So only a node that does not work
 * gives no answer.
 */
const NODE_SHARE = 0.75;
/** Building an index and changing aliases happens in the background. */
const ADMIN_LIMIT_MS = 30_000;
/** After this many failures in a row, requests fail at once, until one request is tried again. */
const FAILURES = 5;
const HALF_OPEN_AFTER_MS = 5_000;
/** The index has not been built yet, or was lost. The next check builds it. */
const NO_INDEX = 'index_not_found_exception';
/** What a client is told to wait. */
const RETRY_AFTER_SEC = 5;

/** The values of a film by which it is sorted; `null` for an attribute that it lacks. */
export type SortKeys = readonly (string | number | boolean | null)[];

export type SearchBody = {
  readonly query: Clause;
  readonly size: number;
  readonly track_total_hits?: boolean;
  readonly track_scores?: boolean;
  readonly sort?: readonly Readonly<Record<string, unknown>>[];
  readonly search_after?: SortKeys | undefined;
  readonly aggs?: Readonly<Record<string, unknown>>;
  readonly suggest?: Readonly<Record<string, unknown>>;
  readonly _source?: boolean | readonly string[];
};

type SearchHit<Source> = {
  readonly _id: string;
  readonly _score: number | null;
  readonly _source: Source;
  readonly sort?: SortKeys;
  readonly matched_queries?: readonly string[];
};

/** Counts of values. */
export type Bucket = { readonly key: string; readonly doc_count: number } & Readonly<Record<string, Aggregation>>;
export type Aggregation = {
  readonly doc_count?: number;
  readonly buckets?: readonly Bucket[];
} & Readonly<Record<string, unknown>>;

export type SearchAnswer<Source = unknown> = {
  readonly total: number;
  readonly best: number;
  readonly hits: readonly SearchHit<Source>[];
  readonly aggregations: Readonly<Record<string, Aggregation>>;
  readonly suggest: Readonly<Record<string, readonly { readonly options: readonly Suggested[] }[]>>;
};

type Suggested = { readonly text: string; readonly score: number; readonly freq: number };

type RawAnswer = {
  readonly timed_out: boolean;
  readonly _shards: { readonly total: number; readonly successful: number; readonly failed: number };
  readonly hits: {
    readonly total?: { readonly value: number };
    readonly max_score: number | null;
    readonly hits: readonly SearchHit<unknown>[];
  };
  readonly aggregations?: SearchAnswer['aggregations'];
  readonly suggest?: SearchAnswer['suggest'];
  readonly error?: { readonly type?: string };
  readonly status?: number;
};

export type BulkItem = { readonly status: number; readonly error?: { readonly type: string; readonly reason: string } };

/**
 * The requests to OpenSearch. An answer that is late, or that lacks a shard, is a failure: half of the films would look
 * like all of them. After some failures of the node in a row, requests fail at once for a while. A search
 * that the node could not finish does not count, because a few costly texts would otherwise stop the searches of everybody.
 */
export class SearchNode {
  readonly #client: Client;
  readonly #limitMs: number;
  readonly #breaker = circuitBreaker(
    handleWhen(
      (error) =>
        isMarqueeError(error) && error.kind.startsWith('upstream-') && !(error.cause instanceof UnfinishedSearch),
    ),
    { halfOpenAfter: HALF_OPEN_AFTER_MS, breaker: new ConsecutiveBreaker(FAILURES) },
  );

  /** @param options `requestTimeout` is the time limit for a search */
  constructor(options: ClientOptions) {
    this.#limitMs = options.requestTimeout ?? SEARCH_LIMIT_MS;
    // A repeated search would wait a second time. A late or lost edit comes again from the list of changes.
    this.#client = new Client({ maxRetries: 0, ...options, requestTimeout: this.#limitMs });
  }

  async search<Source>(index: string, body: SearchBody): Promise<SearchAnswer<Source>> {
    const [answer] = await this.searchAll<Source>(index, [body]);
    return answer!;
  }

  /** Several searches in one request. All see one state of the index only if nothing is refreshed in between. */
  searchAll<Source>(index: string, bodies: readonly SearchBody[]): Promise<readonly SearchAnswer<Source>[]> {
    return this.#guarded(async () => {
      const timeout = `${String(Math.ceil(this.#limitMs * NODE_SHARE))}ms`;
      const lines = bodies.flatMap((body) => [{ index }, { timeout, ...body }]);
      const { responses } = await this.#request<{ responses: readonly RawAnswer[] }>('POST', '/_msearch', lines, {});
      return responses.map((raw) => readAnswer(raw) as SearchAnswer<Source>);
    });
  }

  /** @param isAlias if there is no such alias, nothing is written; otherwise OpenSearch would make an index */
  bulk(index: string, lines: readonly object[], limitMs: number, isAlias: boolean): Promise<readonly BulkItem[]> {
    return this.#guarded(async () => {
      const { items } = await this.#request<{ items: readonly Record<string, BulkItem>[] }>(
        'POST',
        `/${index}/_bulk`,
        lines,
        { limitMs, ...(isAlias && { query: { require_alias: 'true' } }) },
      );
      return items.map((item) => Object.values(item)[0]!);
    });
  }

  get<Source>(index: string, ids: readonly string[], limitMs: number): Promise<ReadonlyMap<string, Source>> {
    return this.#guarded(async () => {
      const { docs } = await this.#request<{ docs: readonly { _id: string; found?: boolean; _source: Source }[] }>(
        'POST',
        `/${index}/_mget`,
        { ids },
        { limitMs, query: { _source: 'deleted,fame' } },
      );
      return new Map(docs.filter(({ found }) => found).map(({ _id, _source }) => [_id, _source]));
    });
  }

  /** Creating and deleting indices, aliases and the like. */
  admin<T>(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    return this.#guarded(() => this.#request<T>(method, path, body, { limitMs: ADMIN_LIMIT_MS }));
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #guarded<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await this.#breaker.execute(ask);
    } catch (error) {
      throw isBrokenCircuitError(error) ? searchUnavailable(error) : error;
    }
  }

  async #request<T>(
    method: string,
    path: string,
    body: object | undefined,
    { limitMs, query }: { readonly limitMs?: number; readonly query?: Record<string, string> },
  ): Promise<T> {
    const parameters = {
      method,
      path,
      ...(query && { querystring: query }),
      ...(Array.isArray(body) ? { bulkBody: body as Record<string, unknown>[] } : body && { body }),
    };
    try {
      const response: { readonly body: unknown } = await this.#client.transport.request(
        parameters,
        limitMs === undefined ? {} : { requestTimeout: limitMs },
      );
      return response.body as T;
    } catch (error) {
      throw translated(error);
    }
  }
}

const QUEUE_FULL = 429;
const NO_SHARD = 503;

/** The node answered, but it did not finish this search. */
class UnfinishedSearch extends Error {}

function readAnswer(raw: RawAnswer): SearchAnswer {
  const { timed_out, _shards, hits, aggregations = {}, suggest = {}, error, status } = raw;
  if (error !== undefined) {
    if (error.type === NO_INDEX) throw searchUnavailable(error);
    if (status === QUEUE_FULL) throw searchUnavailable(new UnfinishedSearch('rejected', { cause: error }));
    // A query that OpenSearch cannot run may have the status 500.
    throw status === NO_SHARD ? searchUnavailable(error) : refused(error);
  }
  if (_shards.failed > 0 || _shards.successful < _shards.total) {
    throw searchUnavailable(new Error(`shards: ${String(_shards.successful)} of ${String(_shards.total)}`));
  }
  if (timed_out) throw searchUnavailable(new UnfinishedSearch('timed out'));
  return { total: hits.total?.value ?? 0, best: hits.max_score ?? 0, hits: hits.hits, aggregations, suggest };
}

function translated(error: unknown): unknown {
  if (!(error instanceof errors.OpenSearchClientError)) return error;
  if (!(error instanceof errors.ResponseError)) return searchUnavailable(error);
  return error.statusCode === QUEUE_FULL
    ? searchUnavailable(new UnfinishedSearch('rejected', { cause: error }))
    : failureOf(error.statusCode, error);
}

/** @param cause the answer of a request, or of one item of it */
export function failureOf(status: number, cause: unknown): MarqueeError {
  // 429: its queues or its disk are full. 5xx: the node, a shard or a proxy before it is ill.
  return status === 429 || status >= 500 ? searchUnavailable(cause) : refused(cause);
}

function searchUnavailable(cause: unknown): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'search-unavailable', 'Search is not available. Try again.', {
    cause,
    retryAfterSec: RETRY_AFTER_SEC,
  });
}

/** The engine is reachable but refuses the request: an index or a permission is missing, or the request is wrong. */
function refused(cause: unknown): MarqueeError {
  return new MarqueeError('misconfigured', 'search-refused', 'The search engine refused the request.', { cause });
}
