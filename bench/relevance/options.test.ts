import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

/** Any file that exists. */
const FILE = import.meta.filename;
const read = (...args: string[]) => readOptions(['--data', FILE, '--shared-titles', FILE, ...args]);

test('measures all rows and engines with seed 1 by default', () => {
  const { rows, engines, seed, queries, check, save } = read();
  expect(rows).toContain('shared-title');
  expect(engines[0]).toBe('marquee');
  expect({ seed, queries, check, save }).toEqual({ seed: 1, queries: 400, check: false, save: false });
});

test('reads every option', () => {
  const args = '--rows typo,movie --engines sqlite --queries 20 --seed 7 --misses 3 --budget-s 2 --save --check';
  expect(read(...args.split(' '))).toEqual({
    rows: ['typo', 'movie'],
    engines: ['sqlite'],
    queries: 20,
    seed: 7,
    misses: 3,
    budgetMs: 2_000,
    save: true,
    check: true,
    data: FILE,
    sharedTitles: FILE,
  });
});

test.each([
  [['--rows', 'typo,nope'], 'There is no row nope. Known: split-title,'],
  [['--engines', 'nope'], 'There is no engine nope. Known: marquee,'],
  [['--queries', '0'], '--queries must be a whole number from 1.'],
  [['--seed', 'x'], '--seed must be a whole number from 0.'],
  [['--data', '/nowhere'], 'There is no file /nowhere.'],
  [['--shared-titles', '/nowhere'], 'There is no file /nowhere. Name the shared titles with --shared-titles.'],
])('refuses %j', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});

test('needs no file of shared titles if that row is not measured', () => {
  expect(read('--rows', 'typo', '--shared-titles', '/nowhere').rows).toEqual(['typo']);
});
