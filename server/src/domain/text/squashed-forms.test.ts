import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { titleTerms } from './fold-text.ts';
import { squashedForms, squashedQuery } from './squashed-forms.ts';

const squashed = (typed: string) => squashedQuery(titleTerms(typed));

describe('the squashed forms', () => {
  test.each([
    ['The Godfather', ['godfather']],
    ["Wayne's World", ['waynesworld', 'wayneworld']],
    ['Rocky IV', ['rocky4', 'rockyiv']],
    ['Fast & Furious', ['fastfurious', 'fastandfurious', 'fastnfurious']],
    ["It's a Wonderful Life", ['itsawonderfullife']],
    ['And', ['and', 'n']],
  ])('of %j are %j', (title, forms) => {
    expect(squashedForms(title)).toEqual(forms);
  });

  test.each([
    ["Wayne's World", 'wayne world'],
    ["Wayne's World", 'waynes world'],
    ['La La Land', 'lalaland'],
    ['Deadpool', 'dead pool'],
    ['Spider-Man 3', 'spider-man three'],
    ['Nine to Five', '9 to 5'],
    ['9 to 5', 'nine to five'],
    ['Rocky IV', 'rocky four'],
    ["Ocean's Eleven", 'oceans 11'],
    ["Ocean's Eleven", 'ocean 11'],
    ['101 Dalmatians', 'one hundred and one dalmatians'],
    ['2001: A Space Odyssey', 'two thousand and one: a space odyssey'],
    ['Nineteen Eighty-Four', '1984'],
    ['20,000 Leagues Under the Sea', 'twenty thousand leagues under the sea'],
    ['Mr. Smith Goes to Washington', 'mister smith goes to washington'],
    ['Kill Bill: Volume 2', 'kill bill vol. 2'],
    ['Batman v Superman', 'batman vs superman'],
    ['Batman v Superman', 'batman versus superman'],
    ['Kramer vs. Kramer', 'kramer v kramer'],
    ['Kramer vs. Kramer', 'kramer v. kramer'],
    ['Star Trek V: The Final Frontier', 'star trek 5 the final frontier'],
    ['Star Trek V: The Final Frontier', 'star trek v the final frontier'],
    ['Rocky V', 'rocky five'],
    ['A.I. Artificial Intelligence', 'ai artificial intelligence'],
    ['R.S.V.P.', 'rsvp'],
    ['RSVP', 'r.s.v.p.'],
    ['Rock and Roll', "rock'n'roll"],
    ["Rock'n'Roll", 'rock & roll'],
    ['Fast & Furious', 'fast furious'],
    ['Fast & Furious', 'fast and furious'],
    ['Fast & Furious', 'fastandfurious'],
    ["Rock 'n' Roll High School", 'rock and roll high school'],
    ["Rock 'n' Roll High School", "rock'n'roll high school"],
    ['Rock and Roll', 'rocknroll'],
    ['8½', '8 1/2'],
    ['8½', 'eight and a half'],
    ['9½ Weeks', 'nine and a half weeks'],
    ['Thirty-Three and a Third', '33⅓'],
    ['The Thing', 'thing'],
    ['Thing', 'the thing'],
    ['The N the', 'the n the'],
  ])('of %j include the squashed query %j', (title, typed) => {
    expect(squashedForms(title)).toContain(squashed(typed));
  });

  test.each([
    ["Wayne's World", 'wayne worlds'],
    ['Rocky IV', 'rocky five'],
    ['Rocky IV', 'rocky'],
    ['Fast & Furious', 'fast or furious'],
    ['Boss', 'bos'],
    ['Five', 'versus'],
    ['Versus', 'five'],
    ['Rocky V', 'rocky versus'],
    ['Batman v Superman', 'batman 5 superman'],
    ['Star Trek V: The Final Frontier', 'star trek versus the final frontier'],
    ['I', 'a.i.'],
    ['8½', '812'],
    ['812', '8½'],
    ['12', '½'],
    ['Twelve', '½'],
    ['Half', '½'],
    ["It's", 'it'],
  ])('of %j do not include the squashed query %j', (title, typed) => {
    expect(squashedForms(title)).not.toContain(squashed(typed));
  });

  test('are distinct, and the first equals the squashed query for the title itself', () => {
    const words = fc.constantFrom('the', 'a', "Wayne's", '&', 'n', 'II', 'nine', 'Mister', '8½', 'É', '千と', 'vs.');
    const anyTitle = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.array(words, { maxLength: 5 }).map((title) => title.join(' ')),
    );
    fc.assert(
      fc.property(anyTitle, (title) => {
        const forms = squashedForms(title);
        expect(forms[0]).toBe(squashed(title));
        expect(new Set(forms).size).toBe(forms.length);
      }),
    );
  });
});

test.each(['a v ', 'A V ', 'a vs ', 'a versus '])('a title of 100 times %j has few forms', (versus) => {
  expect(squashedForms(`${versus.repeat(100)}b`).length).toBeLessThan(20);
});
