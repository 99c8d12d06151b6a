import { describe, expect, test } from '@jest/globals';
import { factsOf } from './film-facts.ts';

const film = { id: 'm-1931', title: 'M', year: 1931, cast: ['Peter Lorre'], genres: ['Crime'] };

describe('facts from unknown attributes of a film', () => {
  test('have plain names, no matter how the attribute’s name is written', () => {
    const facts = factsOf({ ...film, director: 'Fritz Lang', running_time: 111, filmFormat: '35 mm' });
    expect(facts).toEqual([
      { name: 'Director', values: ['Fritz Lang'] },
      { name: 'Running time', values: ['111'] },
      { name: 'Film format', values: ['35 mm'] },
    ]);
  });

  test('show lists as lists and objects by their names, leave out blanks, and are limited to 24', () => {
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`a${String(index)}`, index]));
    expect(
      factsOf({
        ...film,
        country: ['Germany', 'France'],
        box: { office: 1, isHit: false },
        empty: {},
        note: ' ',
        restored: true,
      }),
    ).toEqual([
      { name: 'Country', values: ['Germany', 'France'] },
      { name: 'Box', values: ['Office: 1', 'Is hit: No'] },
      { name: 'Restored', values: ['Yes'] },
    ]);
    expect(factsOf({ ...film, ...many }).length).toBe(24);
  });

  test('do not repeat what the page shows elsewhere', () => {
    expect(factsOf({ ...film, extract: 'A city hunts.', href: 'M', thumbnail: 'https://example.org/m.jpg' })).toEqual(
      [],
    );
  });
});
