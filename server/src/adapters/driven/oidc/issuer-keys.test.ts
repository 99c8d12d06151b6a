import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { makeKey, startTestIssuer, type TestIssuer } from '../../../../testing/api/test-issuer.ts';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../../testing/recording-observer.ts';
import { OidcTokenVerifier } from './oidc-token-verifier.ts';

let issuer: TestIssuer;
let clock: FakeClock;
let observer: RecordingObserver;
let verifier: OidcTokenVerifier;

beforeEach(async () => {
  issuer = await startTestIssuer();
  clock = new FakeClock(Date.now());
  observer = new RecordingObserver();
  verifier = new OidcTokenVerifier({ issuer: issuer.issuer, audience: 'urn:test:api' }, clock, observer);
});

afterEach(() => issuer.close());

const outcomeOf = (token: string) =>
  verifier.verify(token).then(
    () => 'accepted',
    (error: unknown) => (error as { code: string }).code,
  );
const keyRequests = () => issuer.requests.filter((url) => url === '/keys').length;

describe('IssuerKeys', () => {
  test('concurrent tokens share one request for the keys, which are then kept', async () => {
    const token = await issuer.token();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => outcomeOf(token)));
    expect(new Set(outcomes)).toEqual(new Set(['accepted']));
    clock.advance(599_000);
    await outcomeOf(await issuer.token({ exp: Math.floor(clock.nowMs() / 1000) + 60 }));
    expect(issuer.requests).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  test('requests the keys again after ten minutes, so that a token signed with a revoked key is refused', async () => {
    const token = await issuer.token();
    expect(await outcomeOf(token)).toBe('accepted');
    issuer.show(await makeKey('other'));
    expect(await outcomeOf(token)).toBe('accepted');
    clock.advance(600_000);
    expect(await outcomeOf(token)).toBe('invalid-token');
  });

  test('keeps using old keys while the issuer does not answer, and retries twice a minute', async () => {
    const token = await issuer.token();
    await outcomeOf(token);
    issuer.answerWith(500);
    clock.advance(600_000);
    const before = issuer.requests.length;
    for (let second = 0; second < 60; second += 1) {
      expect(await outcomeOf(token)).toBe('accepted');
      clock.advance(1_000);
    }
    expect(issuer.requests.length - before).toBe(2);
    issuer.answerWith(200);
    clock.advance(30_000);
    expect(await outcomeOf(token)).toBe('accepted');
    expect(observer.events.at(-1)).toMatchObject({ type: 'issuer-keys-loaded', keys: 1 });
  });

  test('requests the keys again at once for an unknown key, and so accepts a key that the issuer has just published', async () => {
    await outcomeOf(await issuer.token());
    const second = await makeKey('second');
    issuer.show(issuer.key, second);
    expect(await outcomeOf(await issuer.token({}, {}, second))).toBe('accepted');
    expect(await outcomeOf(await issuer.token())).toBe('accepted');
    expect(keyRequests()).toBe(2);
  });

  test('a flood of unknown keys causes five requests, then one every ten seconds; a token whose key may not be requested yet gets 503 and not 401', async () => {
    const good = await issuer.token();
    await outcomeOf(good);
    const key = await makeKey('k');
    const flood = await Promise.all(
      Array.from({ length: 40 }, (_, i) => issuer.token({}, {}, { ...key, kid: `k${String(i)}` })),
    );
    const outcomes = [];
    for (const token of flood) outcomes.push(await outcomeOf(token));
    expect(outcomes.filter((outcome) => outcome === 'invalid-token')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'issuer-unavailable')).toHaveLength(36);
    expect(await outcomeOf(good)).toBe('accepted');
    expect(keyRequests()).toBe(5);
    const again = await verifier.verify(flood[39] ?? '').catch((error: unknown) => error);
    expect(again).toMatchObject({ kind: 'upstream-unavailable', retryAfterSec: 10 });
    clock.advance(10_000);
    issuer.show(issuer.key, { ...key, kid: 'k39' });
    expect(await outcomeOf(flood[39] ?? '')).toBe('accepted');
    expect(keyRequests()).toBe(6);
  });

  test('does not request a key again within five seconds of finding that the issuer does not have it', async () => {
    const stranger = await makeKey('stranger');
    const token = await issuer.token({}, {}, stranger);
    for (let i = 0; i < 20; i += 1) expect(await outcomeOf(token)).toBe('invalid-token');
    expect(keyRequests()).toBe(1);
    clock.advance(5_000);
    issuer.show(stranger);
    expect(await outcomeOf(token)).toBe('accepted');
  });

  test('a token from another issuer, or one whose algorithm is not accepted, causes no request at all', async () => {
    for (const [claims, header] of [
      [{ iss: 'https://elsewhere.test' }, {}],
      [{ iss: undefined }, {}],
    ] as const) {
      expect(await outcomeOf(await issuer.token(claims, header))).toBe('invalid-token');
    }
    const claims = { iss: issuer.issuer, aud: 'urn:test:api', exp: Math.floor(Date.now() / 1000) + 60 };
    const secret = new TextEncoder().encode(await exportSPKI(issuer.key.publicKey));
    const hmac = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: issuer.key.kid }).sign(secret);
    expect(await outcomeOf(await hmac)).toBe('invalid-token');
    expect(await outcomeOf(new UnsecuredJWT(claims).encode())).toBe('invalid-token');
    expect(await outcomeOf('a.b.c')).toBe('invalid-token');
    expect(await outcomeOf('')).toBe('invalid-token');
    expect(issuer.requests).toEqual([]);
  });

  test('a token that does not name its key is accepted if the issuer has one key, and otherwise refused with the reason', async () => {
    const unnamed = () => issuer.token({}, { kid: undefined });
    expect(await outcomeOf(await unnamed())).toBe('accepted');
    const several = await startTestIssuer();
    several.show(several.key, await makeKey('second'));
    const strict = new OidcTokenVerifier({ issuer: several.issuer, audience: 'urn:test:api' }, clock, observer);
    await expect(strict.verify(await several.token())).resolves.toBeDefined();
    await expect(strict.verify(await several.token({}, { kid: undefined }))).rejects.toMatchObject({
      code: 'invalid-token',
      message: 'The token does not name its key (kid), and the issuer has several keys that could fit.',
    });
    await several.close();
  });

  test('uses configured keys without a request to the issuer', async () => {
    const { issuer: url, key } = issuer;
    const known = { ...(await exportJWK(key.publicKey)), kid: key.kid };
    const expected = { issuer: url, audience: 'urn:test:api', keys: [known] };
    const token = await issuer.token();
    await issuer.close();
    await expect(new OidcTokenVerifier(expected, clock, observer).verify(token)).resolves.toBeDefined();
  });

  test('a slash at the end of the issuer makes no difference', async () => {
    const slashed = new OidcTokenVerifier({ issuer: `${issuer.issuer}/`, audience: 'urn:test:api' }, clock, observer);
    await expect(slashed.verify(await issuer.token())).resolves.toMatchObject({ subject: 'somebody' });
    await expect(slashed.verify(await issuer.token({ iss: `${issuer.issuer}/` }))).resolves.toBeDefined();
  });
});
