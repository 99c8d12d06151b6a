import type { MovieProvider } from '../../ports/movie-provider.ts';

/** `unknown`: this instance has not read the key of the provider yet. */
export const MOVIES_STATES = ['ready', 'unknown', 'not-configured', 'breaker-open'] as const;

export type MoviesState = (typeof MOVIES_STATES)[number];

/** The state of live movie search on this instance. */
export function moviesState(provider: Pick<MovieProvider, 'refusal' | 'hasKey'>): MoviesState {
  const refusal = provider.refusal();
  if (!refusal) return provider.hasKey() ? 'ready' : 'unknown';
  return refusal.kind === 'not-configured' ? 'not-configured' : 'breaker-open';
}
