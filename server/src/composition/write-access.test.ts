import { describe, expect, test } from '@jest/globals';
import { decideWriteAccess } from './write-access.ts';

const GOOD = { issuer: 'https://id.example.org', audience: 'api', clientId: 'page', scope: 'openid films:write' };
const LOOPBACK = { ...GOOD, issuer: 'http://127.0.0.1:4000' };

describe('the accepted tokens', () => {
  test('are those of the configured issuer', () => {
    expect(decideWriteAccess(GOOD, true)).toEqual({
      kind: 'tokens',
      expected: { issuer: GOOD.issuer, audience: 'api' },
      signIn: GOOD,
    });
  });

  test('do not depend on the client id, because only the page needs the client id (for signing in)', () => {
    expect(decideWriteAccess({ ...GOOD, clientId: undefined }, true)).toMatchObject({ kind: 'tokens' });
  });

  test('include those of an issuer on loopback when the product serves this machine alone', () => {
    expect(decideWriteAccess(LOOPBACK, false)).toMatchObject({ kind: 'tokens' });
  });
});

describe('no tokens are accepted, and the error names the remedy', () => {
  test.each([
    ['without an issuer', { ...GOOD, issuer: undefined }, true, 'Set MARQUEE_OIDC_ISSUER'],
    [
      'without an issuer, even when the product serves this machine alone',
      { ...GOOD, issuer: undefined },
      false,
      'Set MARQUEE_OIDC_ISSUER',
    ],
    ['with an issuer on loopback when other machines can reach the product', LOOPBACK, true, 'loopback'],
    [
      'with a loopback issuer in another spelling of localhost',
      { ...GOOD, issuer: 'https://LOCALHOST.:8443/' },
      true,
      'loopback',
    ],
    ['with an issuer that is not a URL', { ...GOOD, issuer: 'id.example.org' }, true, 'is not a URL'],
    ['with an issuer without TLS', { ...GOOD, issuer: 'http://id.example.org' }, false, 'https://'],
    ['without an audience', { ...GOOD, audience: undefined }, true, 'MARQUEE_OIDC_AUDIENCE'],
  ])('%s', (_name, settings, servesOthers, remedy) => {
    const access = decideWriteAccess(settings, servesOthers);
    expect(access.kind).toBe('refused');
    expect(access.kind === 'refused' ? access.reason : '').toContain(remedy);
  });
});
