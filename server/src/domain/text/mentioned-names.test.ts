import { expect, test } from '@jest/globals';
import { mentionedNames, stemsOfName } from './mentioned-names.ts';

test.each<[text: string, names: string[]]>([
  ['In Tokyo, James Bond meets Tiger Tanaka.', ['tokyo', 'jame bond', 'tiger tanaka']],
  ['It is based on a novel by J. K. Rowling and on Dr. No.', ['jk rowl', 'dr']],
  ['The film was made by Walt Disney Pictures. Pixar made it. "Brave" is its title.', ['walt disney pictur']],
  ['a film of the Fast & Furious series, as The Lord of the Rings', ['fast furious', 'lord ring']],
  ['an X-Men film and Disney’s Muppets', ['x men', 'disney muppet']],
  ['a film (Ocean’s Eleven) and (Alien)', ['ocean 11', 'alien']],
  ['a novel by A. A. Milne, released in November 2011', ['aa miln']],
  ['It was made for Walt Disney. Tim Burton directed it.', ['walt disney', 'burton']],
  ['a war film set in World War II, distributed by 20th Century Fox', ['world war 2', '20th centuri fox']],
  ['in the 20th century, with Guillermo del Toro and the 1st of May', ['guillermo del toro']],
  ['a film by Disney/Pixar, and Dr. and the Wolf', ['disney', 'pixar', 'dr wolf']],
  ['set in March Madness, with Milo O’shea', ['march mad', 'milo oshea']],
  ['a film (set in a town) Tokyo Story', ['tokyo stori']],
  ['nobody and nothing, 七人の侍', []],
  ['', []],
])('%p mentions %p', (text, names) => {
  expect(mentionedNames(text).map((name) => name.join(' '))).toEqual(names);
});

test('a text with a word that names do not have is no name', () => {
  expect(stemsOfName(['lord', 'of', 'the', 'rings'])).toEqual(['lord', 'ring']);
  expect(stemsOfName(['j', 'k', 'rowling'])).toEqual(['jk', 'rowl']);
  expect(stemsOfName(['jk', 'rowling'])).toEqual(['jk', 'rowl']);
  expect(stemsOfName(['world', 'war', 'two'])).toEqual(['world', 'war', '2']);
  expect(stemsOfName(['twentieth', 'century', 'fox'])).toEqual(['20th', 'centuri', 'fox']);
  expect(stemsOfName(['july'])).toEqual([]);
  expect(stemsOfName(['july', 'rain'])).toEqual(['juli', 'rain']);
  expect(stemsOfName(['jaws'])).toEqual(['jaw']);
  expect(stemsOfName(['she', 'the', 'man'])).toEqual([]);
  expect(stemsOfName(['blue', 'lagoon'], (word) => (word === 'lagoon' ? undefined : word))).toEqual([]);
});

test('no word of a text with too many words for a name is stemmed', () => {
  const stemmed: string[] = [];
  const stemOf = (word: string) => {
    stemmed.push(word);
    return word;
  };
  expect(stemsOfName(['the', 'man', 'who', 'knew', 'much'], stemOf, 3)).toEqual([]);
  expect(stemmed).toEqual([]);
  expect(stemsOfName(['lord', 'of', 'the', 'gold', 'rings'], stemOf, 3)).toEqual(['lord', 'gold', 'rings']);
});
