import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize, titleKey } from './fold-text.ts';
import { genreTokens, nameTokens, titleForms, titleTokens } from './searchable-words.ts';

const terms = (title: string) => titleTokens(title).map(({ term }) => term);

describe('the searchable words', () => {
  test.each([
    ['The Godfather', ['the', 'godfather']],
    ['Spider-Man', ['spider', 'man', 'spiderman']],
    ['M*A*S*H', ['m', 'a', 's', 'h', 'mash']],
    ['E.T. the Extra-Terrestrial', ['e', 't', 'the', 'extra', 'terrestrial', 'et', 'extraterrestrial']],
    ['Rocky II', ['rocky', 'ii', '2', 'two']],
    ['Toy Story 3', ['toy', 'story', '3', 'three', 'iii']],
    ['Three Men and a Baby', ['three', 'men', 'and', 'a', 'baby', '3']],
    ['21 Jump Street', ['21', 'jump', 'street', 'twenty', 'one', 'xxi', 'st']],
    ['Twenty-One', ['twenty', 'one', '21', 'twentyone']],
    ['The 7th Voyage', ['the', '7th', 'voyage', 'seventh']],
    ['Seventh Heaven', ['seventh', 'heaven', '7th']],
    ['Dune: Part 1', ['dune', 'part', '1', 'pt', 'one', 'i']],
    ['Part I', ['part', 'i', 'pt', '1', 'one']],
    ['Mr. Smith', ['mr', 'smith', 'mister']],
    ['Mister Roberts', ['mister', 'roberts', 'mr']],
    ['Mean Streets', ['mean', 'streets']],
    ['St. Elmo’s Fire', ['st', 'elmos', 'fire', 'saint', 'street', 'elmo']],
    ['Number 17', ['number', '17', 'no', 'seventeen', 'xvii']],
    ['No Way Out', ['no', 'way', 'out']],
    ['Batman v Superman', ['batman', 'v', 'superman', 'vs', 'versus']],
    ['Rocky V', ['rocky', 'v', '5', 'five']],
    ['V for Vendetta', ['v', 'for', 'vendetta', '5']],
    ['Kramer vs. Kramer', ['kramer', 'vs', 'kramer', 'versus', 'v']],
    ['Batman V Superman', ['batman', 'v', 'superman', 'vs', 'versus', '5', 'five']],
    ['Star Trek V: The Final', ['star', 'trek', 'v', 'the', 'final', '5', 'five']],
    ['Miss V from Moscow', ['miss', 'v', 'from', 'moscow', '5', 'five']],
    ['Lola Versus', ['lola', 'versus', 'vs']],
    ["Rock'n'Roll", ['rock', 'n', 'roll', 'and', 'rocknroll']],
    ['H. G. Wells', ['h', 'g', 'wells', 'hg']],
    ["Rock 'n' Roll", ['rock', 'n', 'roll', 'and']],
    ["Wayne's World", ['waynes', 'world', 'wayne']],
    ['Wayneʼs World', ['waynes', 'world', 'wayne']],
    ["The Oakland A's", ['the', 'oakland', 'as', 'a']],
    ["It's Alive", ['its', 'alive']],
    ["Don't Look Now", ['dont', 'look', 'now']],
    ["'S Wonderful", ['s', 'wonderful']],
    ['8½', ['8', '1/2', 'eight', 'viii', 'and', 'n', 'a', 'half', 'one', '81/2']],
    ['Two and a Half Men', ['two', 'and', 'a', 'half', 'men', '2', '1/2']],
    ['七人の侍', ['七人', '人の', 'の侍', '七', '人', 'の', '侍']],
    ['千と', ['千と', '千', 'と']],
    ['I, Robot', ['i', 'robot']],
    ['Malcolm X', ['malcolm', 'x', '10']],
    ['1917', ['1917']],
    ['a-b-c-d-e-f-g-h-i', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']],
  ])('of the title %s', (title, expected) => {
    expect(terms(title)).toEqual(expected);
  });

  test('of a name include compounds, but not the other numerals', () => {
    expect(nameTokens('Jean-Claude Van Damme').map(({ term }) => term)).toEqual([
      'jean',
      'claude',
      'van',
      'damme',
      'jeanclaude',
    ]);
    expect(nameTokens('Malcolm X').map(({ term }) => term)).toEqual(['malcolm', 'x']);
  });

  test.each([
    ['J. K. Simmons', ['j', 'k', 'simmons', 'jk']],
    ['J.K. Simmons', ['j', 'k', 'simmons', 'jk']],
    ['W.C. Fields', ['w', 'c', 'fields', 'wc']],
    ['Samuel L. Jackson', ['samuel', 'l', 'jackson']],
    ['Salt-N-Pepa', ['salt', 'n', 'pepa', 'saltnpepa', 'and']],
    ['N Sync', ['n', 'sync']],
    ['Bel N', ['bel', 'n']],
  ])('of the name %s include joined initials', (name, expected) => {
    expect(nameTokens(name).map(({ term }) => term)).toEqual(expected);
  });

  test('of a name in a script without spaces include each character', () => {
    expect(nameTokens('宮崎').map(({ term }) => term)).toEqual(['宮崎', '宮', '崎']);
  });

  test.each([
    ['Science Fiction', ['science', 'fiction', 'sci', 'fi', 'scifi']],
    ['Fantasy, Science Fiction', ['fantasy', 'science', 'fiction', 'sci', 'fi', 'scifi']],
    ['Popular Science', ['popular', 'science']],
    ['Drama', ['drama']],
  ])('of the genre %s', (genre, expected) => {
    expect(genreTokens(genre).map(({ term }) => term)).toEqual(expected);
  });

  test.each([
    ["In Wayne's World", 'wayne', 'Wayne'],
    ['The Twenty-One Jumps', '21', 'Twenty-One'],
    ['Rocky III', '3', 'III'],
    ['Spider-Man', 'spiderman', 'Spider-Man'],
  ])('of the title %s stand where the title has them: %s', (title, word, part) => {
    const token = titleTokens(title).find(({ term }) => term === word);
    expect(title.slice(token?.start, token?.end)).toBe(part);
  });

  test('of a title have positions inside the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (title) => {
        for (const { start, end } of titleTokens(title)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(title.length);
        }
      }),
    );
  });
});

describe('the title forms', () => {
  test.each([
    ['The Godfather', 'the', ['godfather']],
    ['Rocky II', '', ['rocky ii', 'rocky 2']],
    ['Spider-Man 2', '', ['spider man 2', 'spider man ii', 'spiderman 2', 'spiderman ii']],
    ['Rocky V', '', ['rocky v', 'rocky 5']],
    ['b-c-d-e-f-g-h-i', '', ['b c d e f g h i', 'bcdefghi']],
    ['b-c-d-e-f-g-h-i-j', '', ['b c d e f g h i j']],
    ['The', '', ['the']],
    ['A.I. Rising', '', ['ai rising']],
    ['A.D.', '', ['ad']],
    ['Batman v Superman', '', ['batman v superman']],
    ['Boyz n the Hood', '', ['boyz and the hood', 'boyz n the hood']],
    ["Rock'n'Roll", '', ['rock and roll', 'rock n roll', 'rocknroll']],
    ['!!!', '', ['!!!']],
    ['', '', ['']],
  ])('of %s', (title, article, keys) => {
    const forms = titleForms(title);
    expect(forms.article).toBe(article);
    expect(forms.keys.map(({ key }) => key).sort()).toEqual(keys.toSorted());
  });

  test('begin with the title as it is, and consist of searchable words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (title) => {
        const { keys } = titleForms(title);
        expect(keys[0]?.key).toBe(titleKey(title));
        const found = new Set(['', ...terms(title)]);
        for (const word of titleKey(title).split(' ')) expect(found).toContain(word);
      }),
    );
  });
});

test('splits ASCII text like any other text', () => {
  const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
  const wordy = fc
    .array(fc.constantFrom('a', 'n', 'B', '7', "'", '&', '+', ' ', '-', '.', '/', '1'))
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.oneof(ascii, wordy), (text) => {
      // A non-ASCII letter at the end makes the code take its other branch.
      expect(tokenize(`a ${text}.`)).toEqual(tokenize(`a ${text}. é`).slice(0, -1));
    }),
    { numRuns: 200 },
  );
});
