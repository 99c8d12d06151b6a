import { queryOptions } from '@tanstack/react-query';
import { getJson } from './api-client.ts';
import type { Config } from './api-types.gen.ts';

/** How users sign in. It does not change while the page is open. */
export type SignInConfig = NonNullable<Config['oidc']>;

export const pageConfigQuery = queryOptions({
  queryKey: ['config'] as const,
  queryFn: ({ signal }) => getJson<Config>('/v1/config', {}, { signal }),
  staleTime: Infinity,
  gcTime: Infinity,
});
