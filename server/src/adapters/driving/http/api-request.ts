/** A request as routes see it: parsed, checked and free of any runtime. */
export type ApiRequest<Query = unknown> = {
  /** From the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** As the route's schema gives it. */
  readonly query: Query;
  /** A header's value, or `undefined`. */
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
