import type { Problem } from './api-types.gen.ts';

/**
 * Why there is no answer: the API said so (`problem`), it could not be reached (`unreachable`), it took too long
 * (`timeout`), or what came is not what the API answers (`garbage`: a proxy's page, half a JSON).
 */
type ApiErrorKind = 'problem' | 'unreachable' | 'timeout' | 'garbage';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** What the API says of it; absent unless `kind` is `problem`. */
  readonly problem: Problem | undefined;

  constructor(kind: ApiErrorKind, message: string, status = 0, problem?: Problem, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }

  /** Whether the same request may well succeed a moment later. */
  get isWorthRepeating(): boolean {
    if (this.problem?.code === 'provider-not-configured') return false;
    return this.kind === 'unreachable' || this.status >= 500;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}
