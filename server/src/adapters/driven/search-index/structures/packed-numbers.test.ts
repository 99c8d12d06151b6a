import { expect, test } from '@jest/globals';
import { readNumbers, writeNumbers } from './packed-numbers.ts';
import { SectionFile, SectionWriter } from './sections.ts';

test.each([
  ['two bytes', [0, 7, 65_535], Uint16Array],
  ['four bytes if one of them needs more than two', [65_536, 7, 4_294_967_295], Uint32Array],
  ['two bytes if there are none', [], Uint16Array],
])('numbers are kept in %s', (_how, numbers, kind) => {
  const sections = new SectionWriter();
  writeNumbers(sections, 'films', numbers);
  const read = readNumbers(new SectionFile(sections.finish()), 'films');
  expect([...read]).toEqual(numbers);
  expect(read).toBeInstanceOf(kind);
});
