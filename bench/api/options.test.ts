import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

test.each(['http://localhost:3030', 'http://127.0.0.1:3030/', 'http://[::1]:3030'])(
  '%s may be put under load',
  (url) => {
    expect(readOptions(['--url', url]).url).toBe(url.replace(/\/$/, ''));
  },
);

test.each(['http://example.org', 'http://127.0.0.1.example.org', 'http://10.0.0.1'])(
  '%s only when it is owned',
  (url) => {
    expect(() => readOptions(['--url', url])).toThrow('is not this machine');
    expect(readOptions(['--url', url, '--i-own-this-host']).url).toBe(url);
  },
);

test('numbers that are none are refused by name', () => {
  expect(() => readOptions(['--rate', 'fast'])).toThrow('--rate');
});
