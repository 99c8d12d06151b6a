/** Everything worth telling the operator, as data. Values are safe to log: no secrets, no bodies, no tokens. */
export type MarqueeEvent =
  | { readonly type: 'request-failed'; readonly requestId: string; readonly route: string; readonly error: unknown }
  | { readonly type: 'catalogue-loaded'; readonly films: number; readonly tookMs: number }
  | { readonly type: 'catalogue-refresh-failed'; readonly error: unknown }
  | { readonly type: 'batch-retried'; readonly table: string; readonly unprocessed: number; readonly attempt: number };

/** Where events go. Never throws and never waits: telling must not change what is told about. */
export interface Observer {
  observe(event: MarqueeEvent): void;
}
