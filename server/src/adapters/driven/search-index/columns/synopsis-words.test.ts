import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Film } from '../../../../domain/film.ts';
import { SynopsisWords } from './synopsis-words.ts';
import { Segment } from '../store/segment.ts';
import { buildSnapshot } from '../store/build-snapshot.ts';
import { SectionFile } from '../structures/sections.ts';

const STEMS = ['shark', 'ship', 'ghost', 'robot', 'train', 'wolf'];
const SHARE_OF_BEST = 0.4;

/** Two films are scored together, so that few films have many blocks. */
const BLOCK = 2;

function indexOf(synopses: readonly (readonly string[])[]) {
  const films = synopses.map((words, i): Film => {
    const attributes = { title: `T${String(i)}`, year: 2000, extract: words.join(' ') };
    return { id: `t${String(i)}`, version: 1, attributes };
  });
  const { bytes, synopses: second } = buildSnapshot(films);
  const segment = new Segment(new SectionFile(bytes), []);
  return { segment, own: new SynopsisWords(new SectionFile(second), films.length, BLOCK) };
}

const word = fc.record({
  standIns: fc.array(
    fc.record({ stem: fc.constantFrom(...STEMS), weight: fc.double({ min: 0.01, max: 9, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  isRequired: fc.boolean(),
});

test('films that may be left out change neither the best score nor the films that match nor those with all words', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(...STEMS), { maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(11), { maxLength: 3 }),
      (synopses, words, retired) => {
        const { segment, own } = indexOf(synopses);
        for (const film of retired) if (film < segment.size) segment.retire(film);
        const weight = words.reduce((sum, { standIns }) => sum + Math.max(...standIns.map((one) => one.weight)), 0);
        const found = (leastFor: (best: number) => number) => {
          const scores = own.scores({ words, weight }, { live: segment.live, leastFor });
          const least = SHARE_OF_BEST * own.bestScore;
          const scored = [...own.scored].map((film) => [film, scores[film]!] as const).sort(([a], [b]) => a - b);
          return {
            scored: scored.length,
            best: own.bestScore,
            highest: Math.max(0, ...scored.map(([, score]) => score)),
            matching: scored.filter(([, score]) => score >= least),
            hasAllWords: own.hasAllWords,
          };
        };
        const { scored, ...all } = found(() => 0);
        const { scored: fewer, ...some } = found((best) => SHARE_OF_BEST * best);
        leftOut += scored - fewer;
        expect(all.best).toBe(all.highest);
        expect(some).toEqual(all);
      },
    ),
    { numRuns: 300 },
  );
  expect(leftOut).toBeGreaterThan(0);
});
