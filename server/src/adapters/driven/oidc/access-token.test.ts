import { describe, expect, test } from '@jest/globals';
import { isAccessToken } from './access-token.ts';
import { scopesOf } from './token-scopes.ts';

describe('isAccessToken', () => {
  test.each([
    ['RFC 9068', { typ: 'at+jwt' }, {}, true],
    ['RFC 9068, with the full media type', { typ: 'application/AT+JWT' }, {}, true],
    ['Auth0 and Entra, whose tokens do not say what they are', { typ: 'JWT' }, { scp: 'films:write' }, true],
    ['no type at all', {}, {}, true],
    ['Cognito’s access token', {}, { token_use: 'access' }, true],
    ['Keycloak’s access token, which may carry a nonce', { typ: 'JWT' }, { typ: 'Bearer', nonce: 'n' }, true],
    ['Cognito’s ID token', {}, { token_use: 'id', scope: 'films:write' }, false],
    ['Keycloak’s ID token', { typ: 'JWT' }, { typ: 'ID' }, false],
    ['Keycloak’s refresh token', { typ: 'JWT' }, { typ: 'Refresh' }, false],
    ['an ID token, recognized by its nonce', { typ: 'JWT' }, { nonce: 'n' }, false],
    ['an ID token, recognized by the hash of an access token', {}, { at_hash: 'h' }, false],
    ['a logout token', { typ: 'logout+jwt' }, {}, false],
    ['a token bound to a key', { typ: 'at+jwt' }, { cnf: { jkt: 'x' } }, false],
  ])('%s', (_name, header, payload, expected) => {
    expect(isAccessToken({ alg: 'RS256', ...header }, payload)).toBe(expected);
  });
});

describe('the scopes of a token', () => {
  test.each([
    [{ scope: 'films:write cache:purge' }, ['films:write', 'cache:purge']],
    [{ scope: ' films:write  ' }, ['films:write']],
    [{ scope: ['films:write'] }, ['films:write']],
    [{ scp: 'films:write' }, ['films:write']],
    [{ scp: ['films:write', 7, null] }, ['films:write']],
    [{ scope: 'https://api.example.org/films:write marquee/cache:purge' }, ['films:write', 'cache:purge']],
    [{ scope: 7, scp: { a: 1 } }, []],
    [{}, []],
  ])('%j', (claims, expected) => {
    expect([...scopesOf(claims as Parameters<typeof scopesOf>[0])]).toEqual(expected);
  });
});
