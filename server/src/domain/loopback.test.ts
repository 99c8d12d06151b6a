import { describe, expect, test } from '@jest/globals';
import { isLoopbackHost, isLoopbackUrl } from './loopback.ts';

describe('this machine by its very name', () => {
  test.each([
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      '127.0.0.1',
      '127.9.8.7',
      '127.1',
      '2130706433',
      '0x7f.1',
    ],
    ...['::1', '[::1]', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1'],
  ])('%s is', (host) => {
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
  ])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  test('in a URL', () => {
    expect(isLoopbackUrl('https://user@localhost:1/x')).toBe(true);
    expect(isLoopbackUrl('https://localhost@example.org/')).toBe(false);
    for (const host of ['0.0.0.0', '0', '[::]', '[::ffff:0.0.0.0]', '127.1']) {
      expect(isLoopbackUrl(`http://${host}:1/`)).toBe(true);
    }
    expect(isLoopbackUrl('nonsense')).toBeUndefined();
  });
});
