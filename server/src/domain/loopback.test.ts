import { describe, expect, test } from '@jest/globals';
import { foreignHost, isLoopbackHost, isLoopbackUrl } from './loopback.ts';

describe('names of this machine', () => {
  test.each([
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      '127.0.0.1',
      '127.9.8.7',
      '127.255.0.10',
      '127.1',
      '2130706433',
      '0x7f.1',
    ],
    ...['::1', '[::1]', '::ffff:127.0.0.1', '::ffff:127.0.1.1', '0:0:0:0:0:0:0:1'],
  ])('include %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  test.each([
    'example.org',
    'localhost.example.org',
    'notlocalhost',
    '128.0.0.1',
    '10.0.0.1',
    '0.0.0.0',
    '::',
    '::2',
    'a b',
    '',
  ])('do not include %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  test('are recognized in a URL', () => {
    expect(isLoopbackUrl('https://user@localhost:1/x')).toBe(true);
    expect(isLoopbackUrl('https://localhost@example.org/')).toBe(false);
    for (const host of ['0.0.0.0', '0', '[::]', '[::ffff:0.0.0.0]', '127.1']) {
      expect(isLoopbackUrl(`http://${host}:1/`)).toBe(true);
    }
    for (const host of ['10.0.0.0', '0.0.0.0.example.org', '[::1:0:0]']) {
      expect({ host, isLoopback: isLoopbackUrl(`http://${host}:1/`) }).toEqual({ host, isLoopback: false });
    }
    expect(isLoopbackUrl('nonsense')).toBeUndefined();
  });
});

describe('the host that a request names', () => {
  test.each([
    ...[
      'localhost',
      'localhost:3030',
      'LocalHost:1',
      'localhost.',
      'localhost.:3030',
      'a.localhost:3030',
      'localhost:',
    ],
    ...['127.0.0.1', '127.0.0.1:3030', '127.1:80', '[::1]', '[::1]:3030', '[::ffff:127.0.0.1]:3030'],
    ...['2130706433', '0x7f.1:3030', 'localhost:65535'],
  ])('%s means this machine', (host) => {
    expect(foreignHost([host], '/v1/films')).toBeUndefined();
  });

  test.each([
    ...['evil.test', 'evil.test:3030', 'localhost.evil.test', 'notlocalhost', '127.0.0.1.evil.test', '0.0.0.0:3030'],
    ...['10.0.0.1', '[::2]', '[::]'],
  ])('%j means another machine', (host) => {
    expect(foreignHost([host], '/v1/films')).toEqual({
      code: 'misdirected-request',
      detail: expect.stringMatching(/^must name this machine: localhost/),
    });
  });

  test('must be present exactly once, as a host with an optional port', () => {
    const malformed = [
      ...['user@localhost', 'localhost:80:80', 'localhost:port', 'localhost/', 'local host', '::1'],
      ...['', ':3030', 'localhost:99999', '[::1]:65536'],
    ];
    const lists = [[], ['localhost', 'localhost'], ['localhost', 'evil.test'], ...malformed.map((host) => [host])];
    for (const hosts of [...lists, ['localhost, evil.test']]) {
      expect({ hosts, error: foreignHost(hosts, '/') }).toEqual({
        hosts,
        error: { code: 'invalid-host', detail: expect.stringMatching(/^must be present exactly once/) },
      });
    }
  });

  test('is checked both in Host and in a target in absolute form', () => {
    expect(foreignHost(['localhost'], 'http://localhost:3030/v1/films')).toBeUndefined();
    expect(foreignHost(['localhost'], 'HTTP://evil.test/v1/films')).toMatchObject({ code: 'misdirected-request' });
    expect(foreignHost(['evil.test'], 'http://localhost/')).toMatchObject({ code: 'misdirected-request' });
    expect(foreignHost(['localhost'], 'http://localhost@evil.test/')).toMatchObject({ code: 'invalid-host' });
    expect(foreignHost(['localhost'], '*')).toBeUndefined();
  });
});
