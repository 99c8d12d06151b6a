/** A request as routes see it: parsed, checked and independent of the runtime. */
export type ApiRequest<Query = unknown> = {
  /** Parameters of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The query string, as parsed by the route's schema. */
  readonly query: Query;
  /** The value of a header; `undefined` if it is absent. */
  readonly header: (name: string) => string | undefined;
  /** Subject of the request's token; `undefined` on public routes and when the token names none. */
  readonly subject: string | undefined;
  /** Parsed JSON on routes that take a body. */
  readonly body: unknown;
};

export type ApiResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: object | string;
};
