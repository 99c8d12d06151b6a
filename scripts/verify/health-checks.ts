import type { Check } from './check.ts';
import { expectThat, type Json } from './expect.ts';
import type { Marquee } from './marquee.ts';

type Health = Json & {
  readonly status: string;
  readonly version: string;
  readonly degraded: readonly { readonly reason: string }[];
};

export const HEALTH_CHECKS: readonly Check[] = [
  {
    name: 'health',
    // Right after an import the index is being rebuilt, which counts as degraded.
    expected: 'GET /v1/health answers the status ok or degraded, and a version',
    async run(marquee) {
      const { status, version, degraded } = await healthOf(marquee);
      expectThat(['ok', 'degraded'].includes(status), `the status is ${status}`);
      expectThat(typeof version === 'string', 'there is no version');
      const reasons = degraded.map(({ reason }) => reason).join(', ');
      return `${status}${reasons === '' ? '' : ` (${reasons})`}, version ${version}`;
    },
  },
];

export async function healthOf(marquee: Marquee): Promise<Health> {
  return (await marquee.get('/v1/health')) as Health;
}
