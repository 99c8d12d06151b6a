import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { SourceRecord } from './enrichment-source.ts';
import { FilmMatcher, type Match } from './film-matcher.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

type Film = [title: string, year: number];
type Row = [id: string, titles: string | string[], year: number, votes?: number];

/** Matches films, whose ids are their title and year, with records that have their own id as their only value. */
function match(films: readonly Film[], records: readonly Row[]): Match[] {
  const matcher = new FilmMatcher();
  for (const [title, year] of films) {
    matcher.addFilm({ id: `${title} ${String(year)}`, version: 1, attributes: { title, year } });
  }
  for (const [id, titles, year] of records) matcher.offer({ id, titles: [titles].flat(), year });
  for (const [id, , , votes = 0] of records) {
    matcher.setVotes(id, votes);
    matcher.set(id, { imdbId: id });
  }
  return matcher.matches();
}

const outcomes = (films: readonly Film[], records: readonly Row[]) =>
  match(films, records).map((one) => (one.outcome === 'matched' ? one.record : one.outcome));

test('finds a film by its title and year, in any spelling of the title', () => {
  const records: Row[] = [
    ['tt1', 'Amélie', 2001],
    ['tt2', 'SPIDER MAN', 2002],
    ['tt3', 'Rosemary’s Baby', 1968],
    ['tt4', 'Fast and Furious', 2009],
  ];
  const films: Film[] = [
    ['Amelie', 2001],
    ['Spider-Man', 2002],
    ["Rosemary's Baby", 1968],
    ['Fast & Furious', 2009],
    ['Heat', 1995],
  ];
  expect(outcomes(films, records)).toEqual(['tt1', 'tt2', 'tt3', 'tt4', 'unmatched']);
});

test('finds a film by the original title too', () => {
  expect(outcomes([['Das Boot', 1981]], [['tt1', ['The Boat', 'Das Boot'], 1981]])).toEqual(['tt1']);
});

describe('a record of the year before or after', () => {
  const jaws: Film[] = [['Jaws', 1975]];

  test('is taken if the film’s own year has no such record', () => {
    expect(match(jaws, [['tt1', 'Jaws', 1976]])).toMatchObject([{ record: 'tt1', year: 1976, isOtherYear: true }]);
    expect(outcomes(jaws, [['tt1', 'Jaws', 1974]])).toEqual(['tt1']);
    expect(outcomes(jaws, [['tt1', 'Jaws', 1973]])).toEqual(['unmatched']);
  });

  test.each([
    ['is taken instead of a little-known namesake in the film’s own year', 12, 5_000, 'tt2'],
    ['is taken instead of a namesake without votes in the film’s own year', 0, 100, 'tt2'],
    ['is not taken if it has less than ten times the votes of a namesake in the film’s own year', 501, 5_000, 'tt1'],
    ['is not taken if it has less than 100 votes and the film’s own year has a namesake', 0, 99, 'tt1'],
  ])('%s', (_what, ownVotes, otherVotes, chosen) => {
    const records: Row[] = [
      ['tt1', 'Jaws', 1975, ownVotes],
      ['tt2', 'Jaws', 1976, otherVotes],
    ];
    expect(outcomes(jaws, records)).toEqual([chosen]);
  });

  test('is not taken if it is another film of the catalogue', () => {
    const films: Film[] = [
      ['Carrie', 1951],
      ['Carrie', 1952],
    ];
    expect(outcomes(films, [['tt1', 'Carrie', 1952, 900]])).toEqual(['unmatched', 'tt1']);
  });
});

test('of several records, the one with the most votes is the film', () => {
  const records: Row[] = [
    ['tt1', 'Heat', 1995, 20],
    ['tt2', 'Heat', 1995, 700_000],
    ['tt3', 'Heat', 1995],
  ];
  expect(outcomes([['Heat', 1995]], records)).toEqual(['tt2']);
});

describe('a film is ambiguous', () => {
  test('if several records have the same number of votes', () => {
    const records: Row[] = [
      ['tt1', 'Heat', 1995, 20],
      ['tt2', 'Heat', 1995, 20],
    ];
    const [one] = match([['Heat', 1995]], records);
    expect(one).toMatchObject({ outcome: 'ambiguous', reason: expect.stringContaining('tt1 and tt2 have') as unknown });
  });

  test('if another film fits its record as well', () => {
    const films: Film[] = [
      ['Carmen', 1915],
      ['CARMEN', 1915],
    ];
    const [one] = match(films, [['tt1', 'Carmen', 1915, 9]]);
    expect(one).toMatchObject({ outcome: 'ambiguous', reason: 'tt1 may also be CARMEN 1915' });
  });

  test('if more than 1,000 records fit', () => {
    const records = Array.from({ length: 1_100 }, (_, i): Row => [`tt${String(i)}`, 'Untitled', 2010, i]);
    expect(outcomes([['Untitled', 2010]], records)).toEqual(['ambiguous']);
    const matcher = new FilmMatcher();
    matcher.addFilm({ id: 'untitled', version: 1, attributes: { title: 'Untitled', year: 2010 } });
    for (const [id] of records) matcher.offer({ id, titles: ['Untitled'], year: 2010 });
    expect(records.filter(([id]) => matcher.has(id))).toHaveLength(1_001);
  });

  test('but not because of records that have no values, or that have the same values', () => {
    const matcher = new FilmMatcher();
    matcher.addFilm({ id: 'heat', version: 1, attributes: { title: 'Heat', year: 1995 } });
    const record = (id: string): SourceRecord => ({ id, titles: ['Heat'], year: 1995 });
    for (const id of ['a', 'b', 'c']) matcher.offer(record(id));
    for (const id of ['b', 'c']) matcher.set(id, { plot: 'A thief meets a detective.' });
    expect(matcher.matches()).toMatchObject([{ outcome: 'matched', values: { plot: 'A thief meets a detective.' } }]);
  });
});

test('alternative titles leave out repeats, the film’s own title and what cannot be stored, and are at most 100', () => {
  const matcher = new FilmMatcher();
  matcher.addFilm({ id: 'heat', version: 1, attributes: { title: 'Heat', year: 1995 } });
  matcher.offer({ id: 'tt1', titles: ['HEAT'], year: 1995 });
  matcher.set('tt1', { imdbId: 'tt1' });
  const titles = ['Fuego contra fuego', 'HEAT', ' Fuego Contra Fuego! ', '', ' ', '\u0001', 'x'.repeat(501), 'ヒート'];
  for (const title of titles) matcher.addTitle('tt1', title);
  const alternatives = () => {
    const [one] = matcher.matches();
    return one?.outcome === 'matched' ? one.values['alternativeTitles'] : undefined;
  };
  expect(alternatives()).toEqual(['Fuego contra fuego', 'ヒート']);
  for (let i = 0; i < 200; i += 1) matcher.addTitle('tt1', `Title ${String(i)}`);
  expect(alternatives()).toHaveLength(100);
});

test('records that cannot be a film are not kept', () => {
  const matcher = new FilmMatcher();
  matcher.addFilm({ id: 'heat', version: 1, attributes: { title: 'Heat', year: 1995 } });
  matcher.offer({ id: 'tt1', titles: ['Heat'], year: 1990 });
  matcher.offer({ id: 'tt2', titles: ['Cold'], year: 1995 });
  expect(['tt1', 'tt2'].map((id) => matcher.has(id))).toEqual([false, false]);
  matcher.set('tt1', { imdbId: 'tt1' });
  expect(matcher.matches()).toMatchObject([{ outcome: 'unmatched' }]);
});

test('thousands of films of one title take steps that grow with their number, and not with its square', () => {
  const FILMS = 2_000;
  const matcher = new FilmMatcher();
  for (let i = 0; i < FILMS; i += 1) {
    matcher.addFilm({ id: `batman-${String(i)}`, version: 1, attributes: { title: 'Batman', year: 1989 } });
  }
  const filter = jest.spyOn(Array.prototype, 'filter');
  for (const id of ['tt1', 'tt2', 'tt3']) {
    matcher.offer({ id, titles: ['Batman'], year: 1989 });
    matcher.set(id, { imdbId: id });
    matcher.setVotes(id, id === 'tt2' ? 9 : 0);
  }
  const matches = matcher.matches();
  const steps = filter.mock.contexts.reduce<number>((sum, list) => sum + (list as readonly unknown[]).length, 0);
  expect(steps).toBeLessThan(20 * FILMS);
  const reasonOf = (i: number) => (matches[i] as { readonly reason: string }).reason;
  expect(reasonOf(1)).toBe('tt2 may also be batman-0, batman-2, batman-3');
  expect(reasonOf(FILMS - 1)).toBe('tt2 may also be batman-0, batman-1, batman-2');
});
