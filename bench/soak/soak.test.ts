import { expect, test } from '@jest/globals';
import type { Film } from '../../server/src/domain/film.ts';
import { slopeOf, soakFaults, type SoakMinute, type SoakReport } from './soak-report.ts';
import { SoakPlans } from './soak-requests.ts';

const FILMS = Array.from({ length: 30 }, (_, i) => ({
  id: `film-${String(i)}-1990`,
  version: 1,
  attributes: { title: `Film ${String(i)}`, year: 1990, cast: ['A B'], genres: ['Noir'] },
})) as unknown as Film[];

test('the plan deletes every film that it creates, later', () => {
  const plan = new SoakPlans(FILMS, 1, 'token', 50).plan(1_000, 'run');
  const idsOf = (method: string) => plan.flatMap((one, at) => (one.method === method ? [{ one, at }] : []));
  const created = idsOf('POST').map(({ one, at }) => ({ id: (JSON.parse(one.body ?? '') as { id: string }).id, at }));
  const deletedAt = new Map(idsOf('DELETE').map(({ one, at }) => [one.path.replace('/v1/films/', ''), at]));
  expect(plan).toHaveLength(1_000);
  expect(created).toHaveLength(25);
  expect(deletedAt.size).toBe(25);
  expect(created.filter(({ id, at }) => !((deletedAt.get(id) ?? 0) - at > 400))).toEqual([]);
});

const MINUTE: SoakMinute = {
  ...{ sent: 1, sentLate: 0, errors: 0, p50Micros: 1_000, p99Micros: 5_000, maxMicros: 9_000 },
  ...{ residentBytes: 400_000_000, usedBytes: 70_000_000 },
};
const report = (minutes: SoakMinute[], errors = {}): SoakReport => ({
  ...{ at: '', node: '', films: 1, load: 0, maximum: 10, perSecond: 7, minutes, errors },
});

test('a run is wrong if requests fail, a minute is slow, or the memory grows', () => {
  expect(slopeOf([1, 3, 5, 7])).toBe(2);
  expect(
    soakFaults(report([MINUTE, { ...MINUTE, p99Micros: 9_900, residentBytes: 410_000_000, usedBytes: 75_000_000 }])),
  ).toEqual([]);
  expect(soakFaults(report([MINUTE], { 'GET /: status 500': 2 }))).toEqual(['2 times: GET /: status 500']);
  expect(soakFaults(report([MINUTE, { ...MINUTE, p99Micros: 10_100 }]))).toHaveLength(1);
  expect(soakFaults(report([MINUTE, { ...MINUTE, residentBytes: 430_000_000 }]))).toHaveLength(1);
});

test('a run is wrong if each of 25 writes a second leaks 1 kB, although that is little beside the whole memory', () => {
  const leaking = Array.from({ length: 10 }, (_, minute) => {
    const leaked = minute * 60 * 25 * 1024;
    return { ...MINUTE, residentBytes: MINUTE.residentBytes + leaked, usedBytes: MINUTE.usedBytes + leaked };
  });
  expect(soakFaults(report(leaking))).toEqual([
    expect.stringMatching(/^the memory used by JavaScript grew by 14\.\d %$/),
  ]);
});
