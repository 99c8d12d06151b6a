import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { pageConfigQuery } from './page-config.ts';
import { useSession } from './session/use-session.ts';

const SCOPE = 'operations:read';

/**
 * Whether the user may read the status page: it is open on the machine that runs Marquee, and elsewhere to those who
 * have the scope. Issuers may put a name before the scope, such as `marquee/operations:read`.
 */
export function useMayReadStatus(): boolean {
  const isOpen = useDeferredValue(useQuery(pageConfigQuery).data?.isStatusOpen === true);
  const scopes = useSession()?.scopes ?? [];
  return isOpen || scopes.some((scope) => scope.split('/').at(-1) === SCOPE);
}
