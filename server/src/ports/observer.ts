import type { MovieOperation } from '../domain/movie-request.ts';

/**
 * How a request for movies was answered. The log, the answers and the tests all read this record.
 *
 * - `hit`: from the cache, fresh
 * - `miss`: from the provider
 * - `stale`: an old answer from the cache, because the provider failed
 */
export type MoviesAnswered = {
  readonly type: 'movies-answered';
  readonly operation: MovieOperation;
  readonly status: 'hit' | 'miss' | 'stale';
  readonly tier: 'memory' | 'store' | 'provider';
  /** Whether the request shared the call of another request of this instance. */
  readonly collapsed: boolean;
  /** Whether the answer is now in the shared store. */
  readonly stored: boolean;
  /** How often this request has been answered from the cache. Includes this answer unless `status` is `miss`. */
  readonly hits: number;
  /** When the request was answered, in milliseconds since the epoch. */
  readonly nowMs: number;
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
  /** Code of the error because of which a stale answer was given. */
  readonly failure?: string | undefined;
};

/** All events that matter to the operator, as data. Values are safe to log: no secrets, no bodies, no tokens. */
export type MarqueeEvent =
  /** `route` is a template such as `GET /v1/films/{id}`, so that no value of a request gets into logs and metrics. */
  | {
      readonly type: 'request-answered';
      readonly requestId: string;
      readonly route: string;
      readonly status: number;
      readonly tookMs: number;
    }
  | { readonly type: 'request-failed'; readonly requestId: string; readonly route: string; readonly error: unknown }
  | {
      readonly type: 'catalogue-loaded';
      readonly from: 'snapshot' | 'table';
      readonly films: number;
      readonly tookMs: number;
    }
  | { readonly type: 'catalogue-refresh-failed'; readonly error: unknown }
  /** An instance has read the latest changes. At most one event a second, and only while something needs search. */
  | {
      readonly type: 'catalogue-refreshed';
      /** When the current snapshot was published, in milliseconds since the epoch. Absent: there is no snapshot. */
      readonly publishedAtMs: number | undefined;
      /** The number of films that changed since the loaded snapshot (the length of the tail). */
      readonly changed: number;
    }
  | {
      readonly type: 'import-row-left-aside';
      readonly location: string;
      readonly row: number;
      readonly outcome: 'bad' | 'kept';
      readonly reason: string;
    }
  | {
      readonly type: 'import-finished';
      readonly location: string;
      readonly counts: Readonly<Record<string, number>>;
      /** How often each rule of the import applied, by the rule's id. Rules that did not apply are left out. */
      readonly cleaned: Readonly<Record<string, number>>;
      /** How search finds the films: see `Findable` in application/films/bulk-import.ts. */
      readonly findable: { readonly by: string };
      readonly tookMs: number;
    }
  /** The import succeeded, but its report could not be kept for the status page. */
  | { readonly type: 'import-report-lost'; readonly location: string; readonly error: unknown }
  | { readonly type: 'import-failed'; readonly location: string; readonly error: unknown }
  | {
      readonly type: 'export-finished';
      /** The name of the file. */
      readonly name: string;
      readonly films: number;
      /** Number of deleted films. */
      readonly deleted: number;
      readonly tookMs: number;
    }
  | MoviesAnswered
  | {
      readonly type: 'provider-called';
      readonly operation: MovieOperation;
      /** `found`, `not-found`, or the code of the error. */
      readonly outcome: string;
      readonly tookMs: number;
    }
  | { readonly type: 'provider-breaker-changed'; readonly state: 'open' | 'half-open' | 'closed' }
  | {
      readonly type: 'cache-store-failed';
      readonly during: 'read' | 'generation' | 'lease' | 'put' | 'purge';
      /** Number of failures since the last event of this type. They were counted but not reported. */
      readonly suppressed: number;
      readonly error: unknown;
    }
  | { readonly type: 'cache-entry-too-large'; readonly operation: MovieOperation; readonly bytes: number }
  | { readonly type: 'cache-hits-lost'; readonly hits: number }
  | {
      readonly type: 'cache-purged';
      readonly scope: 'all' | 'query' | 'sweep';
      readonly deleted: number;
      /** Whether the purge is not finished and another message continues it. */
      readonly continues: boolean;
    }
  /** A purge was taken from the queue. `waitedMs` is the time since it was put there. */
  | { readonly type: 'purge-received'; readonly waitedMs: number }
  | { readonly type: 'snapshot-unusable'; readonly name: string; readonly error: unknown }
  | { readonly type: 'signed-read-unusable'; readonly error: unknown }
  /** Edits did not reach the search engine in time. They come again from the list of changes. */
  | { readonly type: 'search-edits-late'; readonly films: number; readonly error: unknown }
  /** An answer lacks the snippets of this many films, because their synopses could not be read in time. */
  | { readonly type: 'snippets-lost'; readonly films: number; readonly error: unknown }
  /** A search that found nothing may not have been counted. The error does not have its text. */
  | { readonly type: 'search-count-lost'; readonly error: unknown }
  | {
      readonly type: 'snapshot-published';
      readonly name: string;
      readonly films: number;
      /** Absent for the index of a search engine, which is not a file. */
      readonly bytes?: number;
      /** The time from the start of the rebuild. */
      readonly tookMs: number;
    }
  /**
   * A check whether a rebuild is due has ended, and so has the rebuild if one was due. `lagMs` is the age of the
   * current snapshot if films still wait for the next one, otherwise 0.
   */
  | { readonly type: 'snapshot-checked'; readonly lagMs: number }
  | { readonly type: 'snapshot-overtaken'; readonly name: string }
  | { readonly type: 'snapshot-rebuild-failed'; readonly error: unknown }
  | { readonly type: 'batch-retried'; readonly table: string; readonly unprocessed: number; readonly attempt: number }
  /** The local store cannot write, for example because the disk is full. It accepts no write until it has recovered. */
  | { readonly type: 'store-writes-failed'; readonly error: unknown }
  | { readonly type: 'store-writes-recovered' }
  | { readonly type: 'store-indexes-repaired'; readonly entries: number }
  | { readonly type: 'films-lost'; readonly loss: string }
  /** The status was answered without this part. */
  | {
      readonly type: 'status-read-failed';
      readonly what: 'films' | 'metrics' | 'snapshot' | 'imports' | 'searches';
      readonly error: unknown;
    }
  | { readonly type: 'writes-refused'; readonly reason: string }
  | { readonly type: 'issuer-keys-loaded'; readonly issuer: string; readonly keys: number }
  | { readonly type: 'issuer-keys-failed'; readonly issuer: string; readonly error: unknown };

/** Receives events. It never throws and never waits, because reporting an event must not change what happens. */
export interface Observer {
  observe(event: MarqueeEvent): void;
}
