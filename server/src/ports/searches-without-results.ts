import type { SearchWithoutResults } from '../domain/searches-without-results.ts';

/**
 * Counts the searches that found no film. A text is stored only once enough requests had it: see
 * {@link withRequest} in domain/searches-without-results.ts. Nothing about the person who searched is stored.
 */
export interface SearchesWithoutResults {
  /**
   * Counts a request, unless another one with this text was counted within the last minute.
   *
   * @throws MarqueeError `upstream-unavailable` if the request may not have been counted
   */
  add(text: string, nowMs: number): Promise<void>;

  /**
   * @returns the texts that enough requests had, those with the most requests first
   * @throws MarqueeError `upstream-unavailable`
   */
  list(nowMs: number): Promise<readonly SearchWithoutResults[]>;
}
