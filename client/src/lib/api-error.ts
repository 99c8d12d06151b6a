import type { Problem } from './api-types.gen.ts';
import { texts } from './texts.ts';

/**
 * Why there is no answer: the API reported a problem (`problem`), could not be reached (`unreachable`) or took too long
 * (`timeout`), or the answer is not one that the API gives (`garbage`: a proxy's page or truncated JSON).
 */
type ApiErrorKind = 'problem' | 'unreachable' | 'timeout' | 'garbage';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** What the API reported; absent unless `kind` is `problem`. */
  readonly problem: Problem | undefined;

  constructor(kind: ApiErrorKind, message: string, status = 0, problem?: Problem, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }

  /** Whether the same request may succeed a moment later. */
  get isWorthRepeating(): boolean {
    return this.kind === 'unreachable' || this.status >= 500;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** What the page says about an error that it does not handle in another way. */
export function messageOf(error: unknown): string {
  return isApiError(error) ? error.message : texts.errors.unexpected;
}
