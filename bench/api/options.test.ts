import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

test.each(['http://localhost:3030', 'http://127.0.0.1:3030/', 'http://[::1]:3030'])('accepts %s as a target', (url) => {
  expect(readOptions(['--url', url]).url).toBe(url.replace(/\/$/, ''));
});

test.each(['http://example.org', 'http://127.0.0.1.example.org', 'http://10.0.0.1'])(
  'rejects %s unless --i-own-this-host is given',
  (url) => {
    expect(() => readOptions(['--url', url])).toThrow('is not this machine');
    expect(readOptions(['--url', url, '--i-own-this-host']).url).toBe(url);
  },
);

test('rejects an invalid number and names its option', () => {
  expect(() => readOptions(['--rate', 'fast'])).toThrow('--rate');
});
