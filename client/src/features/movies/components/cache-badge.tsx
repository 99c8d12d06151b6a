import Chip from '@mui/material/Chip';
import { useSyncExternalStore } from 'react';
import { Themed } from '../../../components/mui/themed.tsx';
import type { CacheInfo } from '../../../lib/api-types.gen.ts';
import { formatCount } from '../../../lib/format-count.ts';
import type { Cached } from '../api/movies.ts';
import { formatAge } from '../format-age.ts';

type CacheBadgeProps = { readonly answer: Cached<{ readonly cache: CacheInfo }> };

/**
 * Shows whether the answer came from the cache or the provider, how old it is, and how often the cache has served it.
 */
export function CacheBadge({ answer: { value, ageSec, receivedAtMs } }: CacheBadgeProps) {
  const nowMs = useSeconds();
  const age = formatAge(ageSec + Math.max(0, (nowMs - receivedAtMs) / 1_000));
  const { status, hits } = value.cache;
  const label = {
    miss: `Updated ${age} ago`,
    hit: `From the cache, updated ${age} ago, served ${timesOf(hits)}`,
    stale: `Saved results, updated ${age} ago, served ${timesOf(hits)}`,
  }[status];
  return (
    <Themed>
      <Chip
        size="small"
        variant="outlined"
        color={status === 'stale' ? 'warning' : 'default'}
        label={label}
        data-cache={status}
        sx={{ fontVariantNumeric: 'tabular-nums', maxWidth: '100%' }}
      />
    </Themed>
  );
}

function timesOf(hits: number): string {
  return hits === 1 ? 'once' : `${formatCount(hits)} times`;
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
