import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { Config } from './api-types.gen.ts';
import { pageConfigQuery } from './page-config.ts';
import { useSession } from './session/use-session.ts';

/** The external provider of movies: its name, and how to credit it. */
export type MovieProvider = Config['movies'];

/** The provider, if movies can be searched there; `undefined` otherwise, and while that is unknown. */
export function useMovieProvider(): MovieProvider | undefined {
  const movies = useKnownProvider();
  return movies?.isConfigured === true ? movies : undefined;
}

/**
 * The provider, if it is not configured and the user is signed in; `undefined` otherwise. Only those who run this
 * installation can configure it, so visitors are not told.
 */
export function useUnconfiguredProvider(): MovieProvider | undefined {
  const movies = useKnownProvider();
  return useSession() && movies?.isConfigured === false ? movies : undefined;
}

// Nobody waits for this value, so React shows it with low priority, after everything that is already being rendered.
function useKnownProvider(): MovieProvider | undefined {
  return useDeferredValue(useQuery(pageConfigQuery).data?.movies);
}
