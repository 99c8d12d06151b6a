import type { MoviesAnswered } from '../../../ports/observer.ts';

/**
 * The header Cache-Status (RFC 9211). It says `hit`, or why the request was forwarded to the provider, and for how many
 * seconds the answer is still fresh (negative if it is stale).
 *
 *     Marquee; hit; ttl=97; detail=memory
 *     Marquee; fwd=miss; ttl=120; stored; collapsed
 *     Marquee; fwd=stale; ttl=-30; detail=provider-unavailable
 */
export function formatCacheStatus(served: MoviesAnswered): string {
  const { status, tier, collapsed, stored, expiresAtMs, nowMs, failure } = served;
  const ttl = `ttl=${String(Math.floor((expiresAtMs - nowMs) / 1_000))}`;
  const shared = collapsed ? ['collapsed'] : [];
  switch (status) {
    case 'hit':
      return ['Marquee', 'hit', ttl, `detail=${tier}`].join('; ');
    case 'miss':
      return ['Marquee', 'fwd=miss', ttl, ...(stored ? ['stored'] : []), ...shared].join('; ');
    case 'stale':
      return ['Marquee', 'fwd=stale', ttl, ...shared, `detail=${failure ?? 'provider'}`].join('; ');
  }
}
