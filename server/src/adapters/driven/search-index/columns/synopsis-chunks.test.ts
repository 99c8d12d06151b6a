import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mentionedNames } from '../../../../domain/text/mentioned-names.ts';
import { chunkTerms, stemOf, stemsOf } from '../../../../domain/text/stems.ts';
import { SynopsisChunks } from './synopsis-chunks.ts';

const PIECES = [
  ...[
    'James',
    'Bond',
    'McCoy',
    'X-Men',
    'J.',
    'Ødegaard',
    'the',
    'of',
    'von',
    'sharks',
    "shark's",
    'Amélie’s',
    'don’t',
  ],
  ...[
    '20th',
    '1st',
    'B2nd',
    "rock'n'roll",
    '8½',
    '1/2',
    '七人の侍',
    '???',
    '&',
    '+',
    '-',
    '/',
    "'",
    '’',
    's',
    'n',
    'é',
    'Σ',
  ],
  ...['.', ',', '(', '"', '”', '!', ' ', ' ', ' ', '  ', '\n', '\u0301', '𝐀'],
];
const anySynopsis = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 20 })
  .map((pieces) => pieces.join(''));

function namesOf(chunks: SynopsisChunks, film: number): string[][] {
  return chunks.namesOf(film).map((stems) => stems.map((stem) => chunks.nameStems[stem]!));
}

test('the chunks of a synopsis have its stems and its names', () => {
  fc.assert(
    fc.property(fc.array(anySynopsis, { maxLength: 3 }), (synopses) => {
      const chunks = new SynopsisChunks(synopses.map((synopsis) => ({ synopsis })));
      for (const [film, synopsis] of synopses.entries()) {
        expect(namesOf(chunks, film)).toEqual(mentionedNames(synopsis));
        const terms = [...chunks.numbers.subarray(chunks.starts[film], chunks.starts[film + 1])].flatMap((chunk) =>
          chunkTerms(chunks.chunks[chunk]!),
        );
        const stems = terms.flatMap((term) => stemOf(term) ?? []);
        // A synopsis of symbols only has one stem, and its chunks have none.
        if (stems.length > 0) expect(stems).toEqual(stemsOf(synopsis));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('an ordinal belongs to a name if a capital letter follows', () => {
  const synopsis = 'In the 20th century, 20th Century Fox and the 1st of May';
  expect(namesOf(new SynopsisChunks([{ synopsis }]), 0)).toEqual([['20th', 'centuri', 'fox']]);
});
