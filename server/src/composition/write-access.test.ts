import { describe, expect, test } from '@jest/globals';
import { decideWriteAccess } from './write-access.ts';

const GOOD = { issuer: 'https://id.example.org', audience: 'api', clientId: 'page', scope: 'openid films:write' };
const LOOPBACK = { ...GOOD, issuer: 'http://127.0.0.1:4000' };

describe('whose tokens are good', () => {
  test('those of the issuer that the settings name', () => {
    expect(decideWriteAccess(GOOD, true)).toEqual({
      kind: 'tokens',
      expected: { issuer: GOOD.issuer, audience: 'api' },
      signIn: GOOD,
    });
  });

  test('without a client id the page signs nobody in, and tokens are good all the same', () => {
    expect(decideWriteAccess({ ...GOOD, clientId: undefined }, true)).toMatchObject({ kind: 'tokens' });
  });

  test('those of an issuer on loopback where the product serves this machine alone', () => {
    expect(decideWriteAccess(LOOPBACK, false)).toMatchObject({ kind: 'tokens' });
  });
});

describe('nobody’s tokens are good, and the remedy is told', () => {
  test.each([
    ['without an issuer', { ...GOOD, issuer: undefined }, true, 'Set MARQUEE_OIDC_ISSUER'],
    ['without an issuer on this machine', { ...GOOD, issuer: undefined }, false, 'Set MARQUEE_OIDC_ISSUER'],
    ['with an issuer on loopback that serves others', LOOPBACK, true, 'loopback'],
    ['with localhost spelt otherwise', { ...GOOD, issuer: 'https://LOCALHOST.:8443/' }, true, 'loopback'],
    ['with an issuer that is no URL', { ...GOOD, issuer: 'id.example.org' }, true, 'is no URL'],
    ['with an issuer without TLS', { ...GOOD, issuer: 'http://id.example.org' }, false, 'https://'],
    ['without an audience', { ...GOOD, audience: undefined }, true, 'MARQUEE_OIDC_AUDIENCE'],
  ])('%s', (_name, settings, servesOthers, remedy) => {
    const access = decideWriteAccess(settings, servesOthers);
    expect(access.kind).toBe('refused');
    expect(access.kind === 'refused' ? access.reason : '').toContain(remedy);
  });
});
