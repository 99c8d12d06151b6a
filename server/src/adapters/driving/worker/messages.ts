/** A request of the page to the API in its web worker. */
export type WorkerRequest = {
  /** The answer has the same number. */
  readonly id: number;
  readonly method: string;
  /** Path and query string, such as `/v1/films?q=jaws`. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

export type WorkerAnswer = {
  readonly id: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

/** The first message of the page, before any request. */
export type WorkerStart = {
  /** The address of the folder with the files of the preview, with a slash at its end. */
  readonly folder: string;
};
