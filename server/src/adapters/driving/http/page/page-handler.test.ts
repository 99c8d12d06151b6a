import type { Context } from 'aws-lambda';
import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../../../testing/recording-observer.ts';
import { toHttpApiEvent } from '../http-api-event.ts';
import { createPageHandler, type PagePorts } from './page-handler.ts';

const handler = createPageHandler({
  readIndex: () => Promise.resolve('<head></head>'),
  clock: new FakeClock(),
  observer: new RecordingObserver(),
} as unknown as PagePorts);

async function statusOf(path: string): Promise<number | undefined> {
  return (await handler(toHttpApiEvent({ method: 'GET', target: path }), {} as Context)).statusCode;
}

// If the slashes were counted again from each slash, this would take hours.
test('a path with a million slashes is answered as any other path that leads nowhere', async () => {
  const slashes = '/'.repeat(1_000_000);
  expect(await statusOf(`${slashes}x`)).toBe(404);
  expect(await statusOf(`/x${slashes}`)).toBe(404);
  expect(await statusOf(`/x${slashes}x`)).toBe(404);
});

test('slashes at the end of a page lead to the page', async () => {
  expect(await statusOf('/movies//')).toBe(301);
});
