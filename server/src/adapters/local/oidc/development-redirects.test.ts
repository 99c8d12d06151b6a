import { describe, expect, test } from '@jest/globals';
import { isRedirectUri, pageOrigin } from './development-redirects.ts';

const ISSUER = 'http://127.0.0.1:4444';

describe('isRedirectUri', () => {
  test.each([
    'http://localhost:3030/',
    'http://localhost/signed-in',
    'https://localhost:5173/callback',
    'http://127.0.0.1:3030/signed-in',
    'http://marquee.localhost:3030/signed-in',
  ])('accepts %s, which is a page on this machine', (uri) => {
    expect(isRedirectUri(uri, ISSUER)).toBe(true);
  });

  test.each([
    ...['javascript://localhost/', 'javascript://localhost/?%0Aalert(1)//', 'javascript:alert(1)', 'data:text/html,x'],
    ...['ftp://localhost/', 'file://localhost/', 'blob:http://localhost/signed-in', 'intent://localhost/', 'http:/'],
    ...['http://user@localhost:3030/', 'http://user:pass@localhost:3030/', 'http://localhost:3030@evil.test/'],
    ...['http://localhost:3030/#', 'http://localhost:3030/#x', 'http://localhost:3030/?', 'http://localhost:3030/?a=b'],
    ...[
      'http://*.localhost:3030/',
      'http://*/',
      'http://localhost:*/',
      'http://localhost.:3030/',
      'http://.localhost/',
    ],
    ...['http://localhost.evil.test/signed-in', 'http://notlocalhost/', 'http://evil.test/', 'https://example.org/'],
    ...['http://127.1/', 'http://127.0.0.2/', 'http://2130706433/', 'http://0.0.0.0/', 'http://[::1]/', 'http://[::]/'],
    ...['HTTP://localhost/', 'http://LOCALHOST/', 'http://localhost:80/', 'http:\\\\localhost/', 'http:localhost/'],
    ...['http://localhost/elsewhere', 'http://localhost//signed-in', 'http://localhost/signed-in/', 'http://localhost'],
    ...['http://localhost/%73igned-in', 'http://localhost/%2573igned-in', 'http://localhost/x/../signed-in'],
    ...[' http://localhost/', 'http://localhost/\n', 'http://local\thost/', 'http://localhost%2f@evil.test/'],
    ...['http://127.0.0.1:4444/callback', 'http://localhost:4444/signed-in', 'http://a.localhost:4444/', ''],
  ])('refuses %j', (uri) => {
    expect(isRedirectUri(uri, ISSUER)).toBe(false);
  });
});

test('accepts page origins on this machine, except the issuer’s own origin', () => {
  expect(pageOrigin('http://localhost:3030', ISSUER)).toBe('http://localhost:3030');
  for (const origin of ['null', 'https://evil.test', 'http://localhost.evil.test', ISSUER, 'http://localhost:4444']) {
    expect(pageOrigin(origin, ISSUER)).toBeUndefined();
  }
});
