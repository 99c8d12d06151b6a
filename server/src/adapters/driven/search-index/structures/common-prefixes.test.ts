import { afterEach, expect, jest, test } from '@jest/globals';
import { CommonPrefixes } from './common-prefixes.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('takes off the longest shared beginning, and nothing if no beginning is shared', () => {
  const urls = ['https://a.example/x/1', 'https://a.example/x/2', 'https://a.example/y/3', 'no slash'];
  const prefixes = CommonPrefixes.of(urls);
  expect(urls.map((url) => prefixes.list[prefixes.numberFor(url)])).toEqual([
    'https://a.example/x/',
    'https://a.example/x/',
    'https://a.example/',
    '',
  ]);
});

test('there are never more prefixes than one byte can number', () => {
  const urls = Array.from({ length: 1_000 }, (_, i) => `https://${String(i % 500)}.example/x`);
  expect(CommonPrefixes.of(urls).list.length).toBeLessThanOrEqual(256);
});

test('a URL of 2,000 slashes takes few steps', () => {
  const urls = Array.from({ length: 10 }, (_, i) => `https://a.example/${String(i)}/${'/'.repeat(2_000)}`);
  const cut = jest.spyOn(String.prototype, 'slice');
  const prefixes = CommonPrefixes.of(urls);
  const shared = urls.map((url) => prefixes.list[prefixes.numberFor(url)]);
  expect(cut.mock.calls.length).toBeLessThan(100 * urls.length);
  expect(new Set(shared)).toEqual(new Set(['https://a.example/']));
});
