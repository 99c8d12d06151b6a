import { useSyncExternalStore } from 'react';
import type { CacheInfo } from '../../../lib/api-types.gen.ts';
import { useSession } from '../../../lib/session/use-session.ts';
import type { Cached } from '../api/movies.ts';
import { formatAge } from '../format-age.ts';
import { texts } from '../texts.ts';
import './cache-badge.css';

type CacheBadgeProps = { readonly answer: Cached<{ readonly cache: CacheInfo }> };

/**
 * Shows how old an answer is. Users who are signed in also see whether it came from the cache, and how often the cache
 * has served it.
 */
export function CacheBadge({ answer: { value, ageSec, receivedAtMs } }: CacheBadgeProps) {
  const nowMs = useSeconds();
  const isOperator = useSession() !== undefined;
  const age = formatAge(ageSec + Math.max(0, (nowMs - receivedAtMs) / 1_000));
  const { status, hits } = value.cache;
  const label = status === 'stale' ? texts.saved(age) : texts.updated(age);
  return (
    <span className="cache-badge" data-cache={status}>
      {isOperator && status !== 'miss' ? texts.served(label, hits) : label}
    </span>
  );
}

/** The current time, updated every second. */
function useSeconds(): number {
  return useSyncExternalStore(
    (onChange) => {
      const timer = setInterval(onChange, 1_000);
      return () => {
        clearInterval(timer);
      };
    },
    () => Math.floor(Date.now() / 1_000) * 1_000,
  );
}
