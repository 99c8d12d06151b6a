import { expect, test } from '@jest/globals';
import { FakeClock } from '../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../testing/recording-observer.ts';
import { ProviderCalls } from './provider-calls.ts';
import { ProviderFailure } from './provider-failure.ts';

const SETTINGS = {
  callsPerSecond: 1_000,
  policies: { tryTimeoutMs: 60_000, backoffMs: 1, breakerFailures: 5, breakerOpenMs: 60_000, concurrency: 10 },
  withoutKey: 'There is no key.',
  keyRemedy: 'Replace the key.',
  faultOfKey: () => undefined,
};

const SECRET = {
  isConfigured: () => true,
  isKnown: () => true,
  read: () => Promise.resolve('key'),
  readAfterRefusal: () => Promise.resolve('key'),
};

function makeCalls() {
  const clock = new FakeClock();
  const deps = { secret: SECRET, clock, random: () => 0.5, observer: new RecordingObserver() };
  return { clock, calls: new ProviderCalls(SETTINGS, deps) };
}

test.each([
  [true, 'stays closed'],
  [false, 'opens'],
])('if other calls are answered meanwhile is %s, the breaker %s when many texts get no answer', async (isAnswering) => {
  const { clock, calls } = makeCalls();
  const { signal } = new AbortController();
  for (let text = 0; text < 8; text += 1) {
    const late = async (): Promise<never> => {
      clock.advance(1);
      if (isAnswering) await calls.make('another', () => Promise.resolve('found'), signal);
      throw new ProviderFailure('timeout');
    };
    await expect(calls.make(`text ${String(text)}`, late, signal)).rejects.toThrow();
  }
  expect(calls.refusal()?.code).toBe(isAnswering ? undefined : 'provider-breaker-open');
});
