import { describe, expect, test } from '@jest/globals';
import {
  errorCode,
  filmIdTaken,
  filmNotFound,
  invalidFilm,
  invalidParameter,
  invalidToken,
  isMarqueeError,
  issuerUnavailable,
  MarqueeError,
  movieNotFound,
  personNotFound,
  storeUnavailable,
  synopsesUnavailable,
  upstreamTimeout,
  versionConflict,
  writeOutcomeUnknown,
} from './errors.ts';

const CAUSE = new Error('connect ECONNREFUSED 10.0.0.7:8000');

describe('the errors that clients see', () => {
  // The kind decides the status of the answer. Clients compare the code, so neither may change.
  test.each([
    ['not-found', 'film-not-found', () => filmNotFound('jaws-1975'), 'jaws-1975'],
    ['not-found', 'person-not-found', () => personNotFound('Ann Lee'), 'Ann Lee'],
    ['not-found', 'movie-not-found', () => movieNotFound(578), '578'],
    ['conflict', 'film-id-taken', () => filmIdTaken('jaws-1975'), 'jaws-1975'],
    ['precondition-failed', 'version-conflict', () => versionConflict('jaws-1975'), 'jaws-1975'],
    [
      'bad-request',
      'invalid-parameter',
      () => invalidParameter('limit', 'must be 1 to 100'),
      '"limit" must be 1 to 100.',
    ],
    ['invalid', 'invalid-film', () => invalidFilm([{ pointer: '/year', detail: 'is required' }]), 'errors'],
    ['upstream-unavailable', 'store-unavailable', () => storeUnavailable(CAUSE), 'Try again.'],
    ['upstream-unavailable', 'synopses-unavailable', () => synopsesUnavailable(5), 'Try again.'],
    ['upstream-unavailable', 'upstream-timeout', () => upstreamTimeout(CAUSE), 'Try again.'],
    ['upstream-unavailable', 'issuer-unavailable', () => issuerUnavailable(5, CAUSE), 'Try again.'],
    [
      'upstream-unavailable',
      'write-outcome-unknown',
      () => writeOutcomeUnknown(CAUSE),
      'Read the film before you try again.',
    ],
    ['unauthenticated', 'invalid-token', () => invalidToken('The token has expired.'), 'The token has expired.'],
  ])('%s: %s says what is wrong, and what to do', (kind, code, make, part) => {
    const error = make();
    expect(error).toMatchObject({ kind, code, name: 'MarqueeError' });
    expect(error.message).toContain(part);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    expect(isMarqueeError(error)).toBe(true);
  });

  test.each([
    [() => filmIdTaken('x'), [{ pointer: '/id', detail: expect.stringContaining('is taken') }]],
    [
      () => versionConflict('x'),
      [{ input: 'expected-version', detail: expect.stringContaining('read the film again') }],
    ],
    [() => invalidParameter('limit', 'must be 1 to 100'), [{ parameter: 'limit', detail: 'must be 1 to 100' }]],
    [() => invalidFilm([{ pointer: '/year', detail: 'is required' }]), [{ pointer: '/year', detail: 'is required' }]],
    [() => filmNotFound('x'), []],
  ])('name the place of each fault: %s', (make, faults) => {
    expect(make().faults).toEqual(faults);
  });

  test('list at most 20 faults, so that a hostile document does not make a large answer', () => {
    const faults = Array.from({ length: 30 }, (_, i) => ({ pointer: `/cast/${String(i)}`, detail: 'must be a text' }));
    expect(invalidFilm(faults).faults).toEqual(faults.slice(0, 20));
  });

  test.each([
    ['synopses', () => synopsesUnavailable(7), 7],
    ['token issuer', () => issuerUnavailable(30, CAUSE), 30],
    ['film store', () => storeUnavailable(CAUSE), undefined],
  ])('say when to try again if that is known: %s', (_what, make, retryAfterSec) => {
    expect(make().retryAfterSec).toBe(retryAfterSec);
  });

  test.each([
    () => storeUnavailable(CAUSE),
    () => writeOutcomeUnknown(CAUSE),
    () => upstreamTimeout(CAUSE),
    () => issuerUnavailable(1, CAUSE),
  ])('keep the cause for the log, and out of the message: %s', (make) => {
    const error = make();
    expect(error.cause).toBe(CAUSE);
    expect(error.message).not.toContain('ECONNREFUSED');
  });

  test('have no cause at all if there is none, so that the log does not show "cause: undefined"', () => {
    expect(Object.hasOwn(filmNotFound('x'), 'cause')).toBe(false);
  });
});

describe('an error of Marquee', () => {
  test('is recognized across two copies of the code', () => {
    expect(isMarqueeError(Object.assign(new Error('from another bundle'), { brand: 'marquee-error' }))).toBe(true);
  });

  test.each([
    ['another error', new Error('x')],
    ['an error of another brand', Object.assign(new Error('x'), { brand: 'other' })],
    ['an object that is not an error', { brand: 'marquee-error', message: 'x' }],
    ['nothing', undefined],
  ])('is not %s', (_what, value) => {
    expect(isMarqueeError(value)).toBe(false);
  });
});

test.each([
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
  [{ code: 'ENOENT' }, 'ENOENT'],
  [new MarqueeError('conflict', 'film-id-taken', 'Taken.'), 'film-id-taken'],
  [Object.assign(new Error('x'), { code: 11_000 }), undefined],
  [new Error('x'), undefined],
  ['ECONNRESET', undefined],
  [null, undefined],
  [undefined, undefined],
])('the code of the thrown value %j is %s', (thrown, code) => {
  expect(errorCode(thrown)).toBe(code);
});
