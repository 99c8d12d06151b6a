import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { Film, FilmAttributes } from '../../src/domain/film.ts';
import { FILM_SORTS, type Explanation, type FilmQuery, type FilmSearchResult } from '../../src/domain/film-query.ts';
import { termsOf } from '../../src/domain/text/fold-text.ts';
import type { IndexAnswer } from '../../src/ports/film-search.ts';
import { alternativeTitlesContract } from './alternative-titles.contract.ts';
import { declaredAttributesContract } from './declared-attributes.contract.ts';
import { mentionedNamesContract } from './mentioned-names.contract.ts';
import { promisedTests, type Exception } from './promised-tests.ts';
import type { TestedSearch } from './tested-search.ts';

const EVERYTHING: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 100, facets: [] };

const FILMS: Record<string, FilmAttributes> = {
  'the-godfather-1972': {
    title: 'The Godfather',
    year: 1972,
    cast: ['Marlon Brando', 'Al Pacino'],
    genres: ['Crime', 'Drama'],
  },
  'the-godfather-part-ii-1974': {
    title: 'The Godfather Part II',
    year: 1974,
    cast: ['Al Pacino', 'Robert De Niro'],
    genres: ['Crime', 'Drama'],
  },
  'godfather-of-harlem-2019': {
    title: 'Godfather of Harlem',
    year: 2019,
    cast: ['Forest Whitaker'],
    genres: ['Crime'],
  },
  'tokyo-godfathers-2003': {
    title: 'Tokyo Godfathers',
    year: 2003,
    cast: ['Tōru Emori'],
    genres: ['Animated', 'Drama'],
  },
  'heat-1995': {
    title: 'Heat',
    year: 1995,
    cast: ['Al Pacino', 'Robert De Niro', 'Val Kilmer'],
    genres: ['Crime', 'Thriller'],
  },
  'amelie-2001': { title: 'Amélie', year: 2001, cast: ['Audrey Tautou'], genres: ['Comedy', 'Romance'] },
  'al-2000': { title: 'Al', year: 2000 },
};

async function* inBatches(films: readonly Film[], size = 3): AsyncGenerator<readonly Film[]> {
  for (let i = 0; i < films.length; i += size) yield await Promise.resolve(films.slice(i, i + size));
}

/**
 * The contract of every FilmSearch. See ports/film-search.ts.
 *
 * @param exceptions what the engine does not promise
 * @param runs how many times properties are tested, as a share of the usual number
 */
export function filmSearchContract(
  makeSearch: (declared?: DeclaredAttributes) => TestedSearch,
  exceptions: readonly Exception[] = [],
  runs = 1,
): void {
  const test = promisedTests(exceptions);
  declaredAttributesContract(makeSearch, exceptions);
  mentionedNamesContract(loaded, exceptions);
  alternativeTitlesContract(makeSearch, exceptions);

  async function loaded(films: Record<string, FilmAttributes> = FILMS): Promise<TestedSearch> {
    const search = makeSearch();
    await search.load(inBatches(Object.entries(films).map(([id, attributes]) => ({ id, version: 1, attributes }))));
    return search;
  }

  async function find(search: TestedSearch, query: Partial<FilmQuery>): Promise<IndexAnswer> {
    const result = await search.search({ ...EVERYTHING, ...query });
    expect(result.highlights).toHaveLength(result.items.length);
    return result;
  }

  const ids = ({ items }: FilmSearchResult) => items.map(({ id }) => id);

  describe('FilmSearch', () => {
    test('lists the ids of all films in parts, without deleted films and with later edits', async () => {
      const search = await loaded();
      await search.apply([
        { id: 'al-2000', version: 2, changedAtMs: 1 },
        { id: 'heat-1995', version: 2, changedAtMs: 2, attributes: { title: 'Heat', year: 1995 } },
        { id: 'new-2020', version: 1, changedAtMs: 3, attributes: { title: 'New', year: 2020 } },
      ]);
      const parts = await Promise.all([0, 3, 6, 9].map((from) => search.ids(from, 3)));
      expect(parts.map(({ length }) => length)).toEqual([3, 3, 1, 0]);
      const expected = [...Object.keys(FILMS).filter((id) => id !== 'al-2000'), 'new-2020'];
      expect(parts.flat().toSorted()).toEqual(expected.toSorted());
    });

    test.each<[string, Partial<FilmQuery>, string[]]>([
      [
        'the exact title comes first, then titles that start with the query, then titles that contain the words',
        { q: 'godfather' },
        ['the-godfather-1972', 'godfather-of-harlem-2019', 'the-godfather-part-ii-1974', 'tokyo-godfathers-2003'],
      ],
      ['the last word may be unfinished', { q: 'part i' }, ['the-godfather-part-ii-1974']],
      ['words may be spread over title, cast and genre', { q: 'heat pacino crime' }, ['heat-1995']],
      [
        'a year at the end is a preference',
        { q: 'pacino crime 1995' },
        ['heat-1995', 'the-godfather-1972', 'the-godfather-part-ii-1974'],
      ],
      ['case and diacritics do not matter', { q: 'AMELIE tautou' }, ['amelie-2001']],
      [
        'case and diacritics do not matter in the query either',
        { q: 'gódfather hárlem' },
        ['godfather-of-harlem-2019'],
      ],
      ['the parameter title searches titles only', { title: 'al' }, ['al-2000']],
      ['a year in the parameter title must be in the title', { title: 'heat 1995' }, []],
      ['a year', { year: 1974 }, ['the-godfather-part-ii-1974']],
      [
        'a range of years is inclusive; without words the newest come first',
        { yearFrom: 1995, yearTo: 2001 },
        ['amelie-2001', 'al-2000', 'heat-1995'],
      ],
      [
        'a cast member by parts of the name',
        { cast: ['niro'], sort: 'year' },
        ['the-godfather-part-ii-1974', 'heat-1995'],
      ],
      [
        'several cast members must all be in the film',
        { cast: ['Al Pacino', 'robert de niro'], sort: '-year' },
        ['heat-1995', 'the-godfather-part-ii-1974'],
      ],
      ['the words of one cast filter must be one person’s', { cast: ['Al Niro'] }, []],
      [
        'the film must have all of several genres',
        { genres: ['crime', 'DRAMA'], sort: 'year' },
        ['the-godfather-1972', 'the-godfather-part-ii-1974'],
      ],
      [
        'the film must have at least one of some genres',
        { anyGenres: ['ROMANCE', 'thriller'], sort: 'year' },
        ['heat-1995', 'amelie-2001'],
      ],
      [
        'the film must have none of some genres',
        { notGenres: ['crime', 'animated'], sort: 'year' },
        ['al-2000', 'amelie-2001'],
      ],
      [
        'the three ways to choose genres apply together',
        { genres: ['crime'], anyGenres: ['drama', 'thriller'], notGenres: ['Thriller'], sort: 'year' },
        ['the-godfather-1972', 'the-godfather-part-ii-1974'],
      ],
      ['genres that no film has find nothing', { anyGenres: ['Opera', '!!!'] }, []],
      ['a genre is matched whole', { genres: ['Rom'] }, []],
      [
        'sorting by title ignores leading articles',
        { sort: 'title', q: 'godf' },
        ['the-godfather-1972', 'godfather-of-harlem-2019', 'the-godfather-part-ii-1974', 'tokyo-godfathers-2003'],
      ],
      ['with typos: false, a misspelt word finds nothing', { q: 'godfahter', typos: false }, []],
      [
        'with typos: false, the last word may still be unfinished',
        { q: 'godf', typos: false, yearTo: 1974, sort: 'year' },
        ['the-godfather-1972', 'the-godfather-part-ii-1974'],
      ],
      ['a query without words matches nothing', { q: '!!!' }, []],
      ['a word that no film has matches nothing', { q: 'zzzzzzzzzzzz' }, []],
    ])('%s', async (_name, query, expected) => {
      const result = await find(await loaded(), query);
      expect(ids(result)).toEqual(expected);
      expect(result.total).toBe(expected.length);
    });

    test('summaries contain what a row needs, with empty lists if the film has none', async () => {
      const thumbnail = { thumbnail: 'https://example.org/x.jpg', thumbnailWidth: 3, thumbnailHeight: 4 };
      const search = await loaded({ 'x-2000': { title: 'X', year: 2000, extract: 'long', ...thumbnail } });
      expect((await find(search, {})).items).toEqual([
        { id: 'x-2000', title: 'X', year: 2000, cast: [], directors: [], genres: [], ...thumbnail },
      ]);
    });

    test('a director is found, highlighted and counted separately from the cast', async () => {
      const search = await loaded({
        'a-1990': { title: 'A', year: 1990, cast: ['Clint Eastwood'], directors: ['Sergio Leone'] },
        'b-1992': { title: 'B', year: 1992, cast: ['Clint Eastwood'], directors: ['Clint Eastwood'] },
      });
      const idsOf = async (query: Partial<FilmQuery>) => (await find(search, query)).items.map(({ id }) => id);
      expect(await idsOf({ directors: ['clint eastwood'] })).toEqual(['b-1992']);
      expect(await idsOf({ directors: ['leone'] })).toEqual(['a-1990']);
      expect(await idsOf({ cast: ['leone'] })).toEqual([]);
      expect(await idsOf({ q: 'sergio leo' })).toEqual(['a-1990']);
      const { highlights, facets } = await find(search, { q: 'clint', sort: 'title', facets: ['cast', 'director'] });
      const marked = [{ index: 0, ranges: [[0, 5]] }];
      expect(highlights).toEqual([
        { title: [], cast: marked, director: [] },
        { title: [], cast: marked, director: marked },
      ]);
      expect(facets.cast).toEqual([{ value: 'Clint Eastwood', count: 2 }]);
      expect(facets.director).toEqual([
        { value: 'Clint Eastwood', count: 1 },
        { value: 'Sergio Leone', count: 1 },
      ]);
    });

    test('facets count all matches, not only the page', async () => {
      const search = await loaded();
      const { facets, items } = await find(search, { q: 'godfather', limit: 1, facets: ['genre', 'decade', 'cast'] });
      expect(items).toHaveLength(1);
      expect(facets.genre).toEqual([
        { value: 'Crime', count: 3 },
        { value: 'Drama', count: 3 },
        { value: 'Animated', count: 1 },
      ]);
      expect(facets.decade).toEqual([
        { value: '1970', count: 2 },
        { value: '2000', count: 1 },
        { value: '2010', count: 1 },
      ]);
      expect(facets.cast?.[0]).toEqual({ value: 'Al Pacino', count: 2 });
      expect((await find(search, { facets: ['genre'] })).facets.cast).toBeUndefined();
    });

    describe('people', () => {
      const film = (title: string, ...cast: string[]) => ({ title, year: 2000, cast });
      const simmons = {
        a: film('A', 'J. K. Simmons'),
        b: film('B', 'J.K. Simmons'),
        c: film('C', 'JK Simmons'),
        d: film('D', 'J.K. Simmons', 'J. K. Simmons', 'K. J. Simmons'),
      };
      const chaplins = { a: film('A', 'Charlie Chaplin'), b: film('B', 'Geraldine Chaplin'), c: film('C', 'Chaplin') };

      test.each(['jk simmons', 'JK Simmons', 'j.k. simmons', 'J. K. Simmons', 'J K SIMMONS'])(
        'the cast filter %p finds every spelling of the person',
        async (name) => {
          expect(ids(await find(await loaded(simmons), { cast: [name], sort: 'title' }))).toEqual(['a', 'b', 'c', 'd']);
        },
      );

      test('initials that are typed as one word find the spellings with dots', async () => {
        const search = await loaded({
          a: film('A', 'W. C. Fields'),
          b: film('B', 'W.C. Fields'),
          c: film('C', 'WC Fields'),
        });
        expect(ids(await find(search, { q: 'wc fields', sort: 'title' }))).toEqual(['a', 'b', 'c']);
      });

      test('initials that are typed apart find a name that joins them, as a filter and as a suggestion', async () => {
        const search = await loaded({ a: film('A', 'BD Wong'), b: film('B', 'B. D. Wong'), c: film('C', 'D. Wong') });
        expect(ids(await find(search, { cast: ['B. D.'], sort: 'title' }))).toEqual(['a', 'b']);
        const onlyJoined = await loaded({ a: film('A', 'BD Wong') });
        expect(await onlyJoined.suggest('b d wo', 5)).toEqual([
          { kind: 'person', text: 'BD Wong', films: 1, field: 'cast' },
        ]);
      });

      test('spellings of one person are one value: a film counts once, and the most frequent spelling is shown', async () => {
        const search = await loaded(simmons);
        expect((await find(search, { facets: ['cast'] })).facets.cast).toEqual([
          { value: 'J. K. Simmons', count: 4 },
          { value: 'K. J. Simmons', count: 1 },
        ]);
        expect(await search.suggest('jk sim', 5)).toEqual([
          { kind: 'person', text: 'J. K. Simmons', films: 4, field: 'cast' },
        ]);
        expect((await find(search, { cast: ['J.K. Simmons'], sort: 'title' })).items[1]?.cast).toEqual([
          'J.K. Simmons',
        ]);
      });

      test('an edit can change the spelling that is shown', async () => {
        const search = await loaded({ a: film('A', 'Zasu Pitts'), b: film('B', 'ZaSu Pitts') });
        const shown = async () => (await find(search, { facets: ['cast'] })).facets.cast;
        expect(await shown()).toEqual([{ value: 'ZaSu Pitts', count: 2 }]);
        await search.apply([{ id: 'c', version: 1, changedAtMs: 0, attributes: film('C', 'Zasu Pitts') }]);
        expect(await shown()).toEqual([{ value: 'Zasu Pitts', count: 3 }]);
        expect(await search.suggest('pitts', 5)).toEqual([
          { kind: 'person', text: 'Zasu Pitts', films: 3, field: 'cast' },
        ]);
      });

      test('a cast filter that is the name of a person selects only that person; any other filter selects by words', async () => {
        const search = await loaded(chaplins);
        expect(ids(await find(search, { cast: ['CHAPLIN'] }))).toEqual(['c']);
        await search.apply([{ id: 'c', version: 2, changedAtMs: 0 }]);
        expect(ids(await find(search, { cast: ['chaplin'], sort: 'title' }))).toEqual(['a', 'b']);
      });

      test('an edit between two pages does not change whom a cast filter selects', async () => {
        const { c: _, ...films } = chaplins;
        const search = await loaded(films);
        const pages = await allPages(search, { cast: ['chaplin'], sort: 'title', limit: 1 }, async () => {
          await search.apply([{ id: 'c', version: 1, changedAtMs: 0, attributes: chaplins.c }]);
        });
        expect(pages).toEqual(['a', 'b', 'c']);
      });

      test('a name without a letter or digit can be chosen', async () => {
        const search = await loaded({ a: film('A', '🎬'), b: film('B', '!!') });
        expect((await find(search, { facets: ['cast'] })).facets.cast?.map(({ value }) => value)).toEqual(['!!', '🎬']);
        expect(ids(await find(search, { cast: ['🎬'] }))).toEqual(['a']);
      });

      test('a person is found by any spelling, with the number of films in each field', async () => {
        const search = await loaded({
          a: { title: 'A', year: 2001, cast: ['J. J. Lee', 'Ann Lee'], directors: ['J.J. Lee'] },
          b: { title: 'B', year: 2002, cast: ['J. J. Lee'], directors: ['Ann Lee'] },
          c: { title: 'C', year: 2003, directors: ['J.J. Lee', 'J. J. Lee'] },
          d: { title: 'D', year: 2004, directors: ['J.J. Lee'] },
        });
        // Two films have the spelling with a space in the cast, and one film has it among the directors.
        const lee = { name: 'J. J. Lee', films: { cast: 2, director: 3 } };
        expect(await search.findPerson('jj LEE')).toEqual(lee);
        expect(await search.findPerson('J. J. Lee')).toEqual(lee);
        expect(await search.findPerson('ann lee')).toEqual({ name: 'Ann Lee', films: { cast: 1, director: 1 } });
        for (const part of ['Lee', 'J. Lee', 'Ann', 'Ann Lees', '!', '']) {
          expect([part, await search.findPerson(part)]).toEqual([part, undefined]);
        }
      });

      test('an edit changes which person is found, how often and in which spelling', async () => {
        const search = await loaded({ a: film('A', 'Zasu Pitts'), b: film('B', 'ZaSu Pitts'), c: film('C', '🎬') });
        expect(await search.findPerson('zasu pitts')).toEqual({ name: 'ZaSu Pitts', films: { cast: 2, director: 0 } });
        expect(await search.findPerson('🎬')).toEqual({ name: '🎬', films: { cast: 1, director: 0 } });
        await search.apply([
          { id: 'd', version: 1, changedAtMs: 0, attributes: { title: 'D', year: 2000, directors: ['Zasu Pitts'] } },
          { id: 'c', version: 2, changedAtMs: 0 },
        ]);
        expect(await search.findPerson('zasu pitts')).toEqual({ name: 'Zasu Pitts', films: { cast: 2, director: 1 } });
        expect(await search.findPerson('🎬')).toBeUndefined();
      });

      test('films that spell a common person differently are similar', async () => {
        const similar = await (await loaded(simmons)).similar('a', 5);
        expect(similar?.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
      });
    });

    test('genres that differ only in case or diacritics are one value', async () => {
      const film = (title: string, ...genres: string[]) => ({ title, year: 2000, genres });
      const search = await loaded({
        a: film('A', 'Comédie', 'comedie'),
        b: film('B', 'Comédie'),
        c: film('C', 'COMEDIE'),
      });
      expect((await find(search, { facets: ['genre'] })).facets.genre).toEqual([{ value: 'Comédie', count: 3 }]);
      expect((await find(search, { genres: ['Comédie'] })).total).toBe(3);
    });

    test('highlights give the positions of the words in the original text', async () => {
      const search = await loaded();
      expect((await find(search, { q: 'amelie taut' })).highlights).toEqual([
        { title: [[0, 6]], cast: [{ index: 0, ranges: [[7, 11]] }], director: [] },
      ]);
    });

    test('only the last word may be unfinished; otherwise films with the other words are a partial answer', async () => {
      const result = await find(await loaded(), { q: 'ame tautou' });
      expect(ids(result)).toEqual(['amelie-2001']);
      expect(result).toMatchObject({ total: 1, isPartial: true });
      expect(result.highlights).toEqual([{ title: [], cast: [{ index: 0, ranges: [[7, 13]] }], director: [] }]);
    });

    test('typos are tolerated if no film has the words, and the answer contains the corrected query', async () => {
      const result = await find(await loaded(), { q: 'the godfahter brnado' });
      expect(ids(result)).toEqual(['the-godfather-1972']);
      expect(result).toMatchObject({ total: 1, isPartial: false, didYouMean: 'The Godfather Brando' });
      expect(result.highlights).toEqual([{ title: [[4, 13]], cast: [{ index: 0, ranges: [[7, 13]] }], director: [] }]);
      expect((await find(await loaded(), { q: 'godfather' })).didYouMean).toBeUndefined();
    });

    describe('did you mean', () => {
      const films = {
        trust: { title: 'In God We Tru$t', year: 1980 },
        strange: { title: 'Dr. Strangelove', year: 1964, cast: ['Peter Sellers'] },
        star: { title: 'Star Wars', year: 1977, cast: ['Mark Hamill', 'Renée Zellweger'] },
        wars: { title: 'Star-Crossed Wars', year: 2005, cast: ['J. K. Simmons'] },
        rocky: { title: 'Rocky II', year: 1979, cast: ['Sylvester Stallone'] },
        amelie: { title: 'Amélie', year: 2001 },
      };
      const meant = async (query: Partial<FilmQuery>) => (await find(await loaded(films), query)).didYouMean;

      test.each<[string, Partial<FilmQuery>, string]>([
        ['the title as the film spells it', { q: 'in god we trust' }, 'In God We Tru$t'],
        ['the title with its punctuation', { q: 'dr strangelvoe' }, 'Dr. Strangelove'],
        ['the title with its diacritics', { title: 'ameile' }, 'Amélie'],
        ['a mistyped name as the film spells it', { q: 'star zelweger' }, 'Star Zellweger'],
        ['other words as the film spells them too', { q: 'rocky 2 stalone' }, 'Rocky II Stallone'],
        ['one word for two that were typed', { q: 'strange love selers' }, 'Strangelove Sellers'],
        ['the rest of the text as it was typed', { q: 'stallone, rokcy (1979)' }, 'Stallone, Rocky (1979)'],
        ['the best match, in every order', { q: 'sellrs strangelove', sort: 'title' }, 'Sellers Strangelove'],
      ])('proposes %s', async (_name, query, expected) => {
        expect(await meant(query)).toBe(expected);
      });

      test.each<[string, Partial<FilmQuery>]>([
        ['the first film is the right one', { q: 'star wars' }],
        ['only a symbol differs', { q: 'in god we trut' }],
        ['only a space differs', { q: 'starwars' }],
        ['only spaces differ in words of several fields', { q: 'strange love peter' }],
        ['a word is missing, but none is mistyped', { q: 'rocky xylophone' }],
        ['nothing is found', { q: 'xylophone' }],
      ])('proposes nothing if %s', async (_name, query) => {
        expect(await meant(query)).toBeUndefined();
      });

      test('proposes nothing that finds fewer films than what was typed', async () => {
        const title = (text: string) => ({ title: text, year: 2000 });
        const search = await loaded({ a: title('Casablanca'), b: title('Casablanc Tales') });
        const typed = await find(search, { q: 'casablnca' });
        expect(ids(typed)).toEqual(['a', 'b']);
        expect(typed.didYouMean).toBeUndefined();
        await search.apply([{ id: 'b', version: 2, changedAtMs: 0 }]);
        expect((await find(search, { q: 'casablnca' })).didYouMean).toBe('Casablanca');
      });

      test('is only on the first page', async () => {
        const search = await loaded(FILMS);
        const first = await find(search, { q: 'godfahter', limit: 1 });
        expect(first.didYouMean).toBe('The Godfather');
        expect((await find(search, { q: 'godfahter', limit: 1, cursor: first.nextCursor })).didYouMean).toBeUndefined();
      });

      test('a proposal finds the film first or nearly first, and differs in more than spaces, symbols and case', async () => {
        const anyTitle = fc.constantFrom(
          'The Godfather',
          'Tru$t Me',
          'Star Wars',
          'Ünder Fire',
          'Rocky II',
          'Star Fire!',
        );
        const anyName = fc.constantFrom('Marlon Brando', 'J. K. Simmons', 'Renée Zellweger');
        const anyFilms = fc.array(
          fc.record({ title: anyTitle, year: fc.integer({ min: 1970, max: 1974 }), cast: fc.uniqueArray(anyName) }),
          { minLength: 1, maxLength: 12 },
        );
        const anyWords = fc.array(
          fc.constantFrom(
            'the',
            'godfather',
            'trust',
            'me',
            'star',
            'wars',
            'under',
            'fire',
            'rocky',
            '2',
            'brando',
            'zellweger',
          ),
          { minLength: 1, maxLength: 4 },
        );
        await fc.assert(
          fc.asyncProperty(anyFilms, anyWords, fc.nat(), async (some, words, at) => {
            const search = await loaded(keyed(some));
            const q = withTypo(words.join(' '), at);
            const typed = await find(search, { q });
            if (typed.didYouMean === undefined) return;
            const proposed = await find(search, { q: typed.didYouMean });
            expect(ids(proposed).slice(0, 3)).toContain(typed.items[0]?.id);
            expect(proposed.total).toBeGreaterThanOrEqual(typed.total);
            expect(termsOf(typed.didYouMean).join('')).not.toBe(termsOf(q).join(''));
          }),
          { numRuns: 200 * runs },
        );
      });

      /** The text without one of its letters. */
      function withTypo(text: string, at: number): string {
        const place = at % text.length;
        return text.slice(0, place) + text.slice(place + 1);
      }
    });

    describe('explain', () => {
      const films: Record<string, FilmAttributes> = {
        ...FILMS,
        pool: { title: 'Deadpool', year: 2016, cast: ['Ryan Reynolds'] },
        star: { title: 'Star Wars', year: 1977, cast: ['J. K. Simmons'], genres: ['Science Fiction'] },
        trolls: { title: 'Trolls', year: 2016 },
        smith: { title: 'Mr. Smith Goes to Washington', year: 1939 },
      };

      async function explain(query: Partial<FilmQuery>): Promise<Explanation[]> {
        const result = await find(await loaded(films), { ...query, explain: true });
        expect(result.explanations).toHaveLength(result.items.length);
        return [...(result.explanations ?? [])];
      }

      /** The words in short: `word: how, field, text (name), edits`. */
      const inShort = (explanation: Explanation | undefined) =>
        explanation?.words.map(({ word, how, field, text, name, edits }) =>
          [`${word}: ${how}`, field, name === undefined ? text : `${text ?? ''} (${name})`, edits]
            .filter((part) => part !== undefined)
            .join(', '),
        );

      test.each<[q: string, rule: string, words: string[]]>([
        ['the godfather', 'title', ['godfather: exact, title, Godfather']],
        ['a godfather', 'title-without-article', ['godfather: exact, title, Godfather']],
        ['dead pool', 'title-respelt', ['dead: joined, title, Deadpool', 'pool: joined, title, Deadpool']],
        ['starwars', 'title-respelt', ['starwars: split, title, Star Wars']],
        [
          'smith goes to',
          'title-words',
          ['smith: exact, title, Smith', 'goes: exact, title, Goes', 'to: exact, title, to'],
        ],
        [
          'godfather part 2',
          'title-respelt',
          ['godfather: exact, title, Godfather', 'part: exact, title, Part', '2: equivalent, title, II'],
        ],
        ['tokyo godf', 'title-completed', ['tokyo: exact, title, Tokyo', 'godf: prefix, title, Godfathers']],
        [
          'jk simmons',
          'full-name',
          ['jk: equivalent, cast, J. K (J. K. Simmons)', 'simmons: exact, cast, Simmons (J. K. Simmons)'],
        ],
        [
          'pacino heat thrill',
          'all-words-unfinished',
          ['pacino: exact, cast, Pacino (Al Pacino)', 'heat: exact, title, Heat', 'thrill: prefix, genre, Thriller'],
        ],
        ['90s kilmer', 'all-words', ['90s: equivalent, year, 1995', 'kilmer: exact, cast, Kilmer (Val Kilmer)']],
        ['trollz', 'title-typo', ['trollz: typo, title, Trolls, 1']],
        ['tar wars', 'title-typo', ['tar: typo, title, Star Wars, 1', 'wars: exact, title, Wars']],
        ['kilmer heta', 'one-typo', ['kilmer: exact, cast, Kilmer (Val Kilmer)', 'heta: typo, title, Heat, 1']],
        ['trolls xylophone', 'shorter-title', ['trolls: exact, title, Trolls', 'xylophone: missing']],
        [
          'simmons starwars',
          'one-typo',
          ['simmons: exact, cast, Simmons (J. K. Simmons)', 'starwars: split, title, Star Wars'],
        ],
        [
          'whitakre harlm',
          'several-typos',
          ['whitakre: typo, cast, Whitaker (Forest Whitaker), 1', 'harlm: typo, title, Harlem, 1'],
        ],
        ['emori xylophone', 'synopsis', ['emori: exact, cast, Emori (Tōru Emori)', 'xylophone: missing']],
      ])('%p: the first film is there because of the rule %s', async (q, rule, words) => {
        const [first] = await explain({ q });
        expect(first).toMatchObject({ rule, because: expect.any(String) });
        expect(inShort(first)).toEqual(words);
      });

      test('says whether the film has the preferred year or "movie", and how well known it is', async () => {
        expect((await explain({ q: 'godfather 1975' })).map(({ preference }) => preference)).toEqual([
          { words: ['1975'], level: 'lacks' },
          { words: ['1975'], level: 'one-year-off' },
          { words: ['1975'], level: 'lacks' },
        ]);
        const [trolls] = await explain({ q: 'trolls movie' });
        expect(trolls).toMatchObject({ rule: 'title-shortened', preference: { words: ['movie'], level: 'lacks' } });
        expect(trolls?.fame).toBeGreaterThanOrEqual(0);
        expect((await explain({ q: 'trolls' }))[0]).not.toHaveProperty('preference');
      });

      test('without a text, or in another order, films are there because of the sort', async () => {
        const [newest] = await explain({});
        expect(newest).toMatchObject({
          rule: 'sort',
          because: 'the films are ordered by year, the newest first',
          words: [],
        });
        for (const sort of ['year', '-year', 'title', '-fame'] as const) {
          const [first] = await explain({ q: 'dead pool', sort });
          expect(first).toMatchObject({ rule: 'sort', because: expect.stringContaining('ordered by') });
          expect(inShort(first)).toEqual(['dead: joined, title, Deadpool', 'pool: joined, title, Deadpool']);
        }
      });

      test('changes nothing else, and a cursor is valid with or without it', async () => {
        const search = await loaded(films);
        for (const query of [
          { q: 'godfather', limit: 2 },
          { q: 'godfahter', limit: 2 },
          { q: 'deadpool' },
          { limit: 3 },
        ]) {
          const plain = await find(search, query);
          expect(plain).not.toHaveProperty('explanations');
          const { explanations, ...rest } = await find(search, { ...query, explain: true });
          expect(explanations).toHaveLength(plain.items.length);
          expect(rest).toEqual(plain);
          if (plain.nextCursor === undefined) continue;
          const next = await find(search, { ...query, cursor: plain.nextCursor, explain: true });
          expect(next.explanations).toHaveLength(next.items.length);
          expect(ids(next)).toEqual(ids(await find(search, { ...query, cursor: plain.nextCursor })));
        }
        expect((await find(search, { q: '  ', explain: true })).explanations).toEqual([]);
      });
    });

    test('finds an applied change at once; the highest version wins, in any order', async () => {
      const search = await loaded();
      const change = (version: number, title?: string) => ({
        id: 'new-2020',
        version,
        changedAtMs: 0,
        ...(title !== undefined && { attributes: { title, year: 2020 } }),
      });
      await search.apply([change(2, 'Second'), change(1, 'First')]);
      expect((await find(search, { q: 'second' })).total).toBe(1);
      expect((await find(search, { q: 'first' })).total).toBe(0);
      await search.apply([change(3)]);
      await search.apply([change(2, 'Second')]);
      expect((await find(search, { q: 'second' })).total).toBe(0);
      expect(await search.size()).toBe(7);
      await search.apply([change(4, 'Again')]);
      expect((await find(search, { q: 'again' })).total).toBe(1);
    });

    test('keeps changes that are applied while films are loaded', async () => {
      const search = makeSearch();
      const films = (async function* () {
        yield await Promise.resolve([{ id: 'a-2000', version: 1, attributes: { title: 'A', year: 2000 } }]);
        await search.apply([
          { id: 'a-2000', version: 2, changedAtMs: 0 },
          { id: 'b-2000', version: 1, changedAtMs: 0, attributes: { title: 'B', year: 2000 } },
        ]);
      })();
      await search.load(films);
      expect(ids(await find(search, {}))).toEqual(['b-2000']);
    });

    test('loading again forgets films that no longer exist', async () => {
      const search = await loaded();
      await search.load(inBatches([{ id: 'only-2000', version: 1, attributes: { title: 'Only', year: 2000 } }]));
      expect(ids(await find(search, {}))).toEqual(['only-2000']);
    });

    test('similar films share cast and genre, the most similar first, without the film itself', async () => {
      const search = await loaded();
      const similar = await search.similar('the-godfather-part-ii-1974', 10);
      expect(similar?.map(({ id }) => id).slice(0, 2)).toEqual(['heat-1995', 'the-godfather-1972']);
      expect(similar?.map(({ id }) => id)).not.toContain('the-godfather-part-ii-1974');
      expect(similar?.map(({ id }) => id)).not.toContain('amelie-2001');
      expect(await search.similar('the-godfather-part-ii-1974', 1)).toHaveLength(1);
      expect(await search.similar('nothing-1999', 10)).toBeUndefined();
    });

    test('suggestions are titles and people with a word that starts with the input', async () => {
      const search = await loaded();
      const suggestions = await search.suggest('al', 10);
      expect(suggestions).toEqual([
        { kind: 'title', text: 'Al', filmId: 'al-2000', year: 2000 },
        { kind: 'person', text: 'Al Pacino', films: 3, field: 'cast' },
      ]);
      expect(await search.suggest('godf', 1)).toHaveLength(1);
      expect(await search.suggest('!!!', 10)).toEqual([]);
    });

    test('similar films share directors too', async () => {
      const search = await loaded({
        a: { title: 'A', year: 2000, genres: ['Drama'], directors: ['Ann Lee'] },
        b: { title: 'B', year: 2001, genres: ['Drama'], cast: ['Ann Lee'] },
        c: { title: 'C', year: 2030, directors: ['ann lee'] },
      });
      expect((await search.similar('a', 5))?.map(({ id }) => id)).toEqual(['c', 'b']);
    });

    test('an invalid attribute `directors` that an earlier version stored unchecked is ignored', async () => {
      const unchecked = { a: 'Ann Lee', b: [7, '', 'Bob Ray', { name: 'Carl Poe' }], c: { name: 'Di Orr' } };
      const films = Object.entries(unchecked).map(
        ([id, directors]) => [id, { title: id, year: 2000, directors }] as const,
      );
      const search = await loaded(Object.fromEntries<object>(films) as Record<string, FilmAttributes>);
      const { items, facets } = await find(search, { sort: 'title', facets: ['director'] });
      expect(items.map(({ directors }) => directors)).toEqual([[], ['Bob Ray'], []]);
      expect(facets.director).toEqual([{ value: 'Bob Ray', count: 1 }]);
    });

    describe('suggestions', () => {
      test('name each person once, for the field with the most films', async () => {
        const search = await loaded({
          a: { title: 'A', year: 2001, cast: ['Ann Lee'], directors: ['Ann Lee', 'Bob Lee'] },
          b: { title: 'B', year: 2002, cast: ['Carl Lee'], directors: ['ann lee', 'Carl Lee'] },
        });
        await search.apply([
          { id: 'c', version: 1, changedAtMs: 0, attributes: { title: 'C', year: 2003, directors: ['Bob Lee'] } },
        ]);
        const people = [
          { kind: 'person', text: 'Ann Lee', films: 2, field: 'director' },
          { kind: 'person', text: 'Bob Lee', films: 2, field: 'director' },
          { kind: 'person', text: 'Carl Lee', films: 1, field: 'cast' },
        ];
        expect(await search.suggest('lee', 8)).toEqual(people);
        expect(await search.suggest('lee', 1)).toEqual(people.slice(0, 1));
        expect(await search.suggest('bobb lee', 8)).toEqual(people.slice(1, 2));
      });

      const person = (text: string, films: number) => ({ kind: 'person', text, films, field: 'cast' });
      const genre = (text: string, films: number) => ({ kind: 'genre', text, films });
      const decade = (firstYear: number, films: number) => {
        return { kind: 'decade', text: `${String(firstYear)}s`, firstYear, films };
      };
      const title = (text: string, year: number) => ({ kind: 'title', text, year });
      const film = (name: string, year: number, cast: readonly string[] = []): FilmAttributes => {
        return { title: name, year, cast };
      };
      const actors = {
        a: film('A', 2001, ['Leonardo DiCaprio', 'Tom Hanks', 'Arnold Schwarzenegger']),
        b: film('B', 2002, ['Leonardo DiCaprio', 'Tom Hanks', 'Patrick Schwarzenegger']),
        c: film('C', 2003, ['Arnold Schwarzenegger', 'Hank Thomas']),
      };

      test.each([
        ['tolerate a typo', 'tom hnaks', ['Tom Hanks']],
        ['tolerate a typo in each of two words', 'lenardo dicapro', ['Leonardo DiCaprio']],
        ['tolerate a typo in an unfinished word', 'schwarznegg', ['Arnold Schwarzenegger', 'Patrick Schwarzenegger']],
        ['join a name that was typed as two words', 'di caprio', ['Leonardo DiCaprio']],
        ['join a name that was typed as two words, the last one unfinished', 'di capr', ['Leonardo DiCaprio']],
        ['divide two names that were typed as one', 'tomhanks', ['Tom Hanks']],
        ['do not tolerate three typos', 'lonardo dicprop', []],
        ['do not tolerate a typo in a short word', 'tmo hanks', []],
      ])('of people %s', async (_, typed, people) => {
        const search = await loaded(actors);
        const suggestions = await search.suggest(typed, 8);
        expect(suggestions.map(({ text }) => text)).toEqual(people);
        expect(suggestions.every(({ kind }) => kind === 'person')).toBe(true);
      });

      test('suggest nobody with typos if anybody has the words as typed', async () => {
        const search = await loaded({ ...actors, d: film('D', 2004, ['Tom Hank']) });
        expect(await search.suggest('tom hank', 8)).toEqual([person('Tom Hanks', 2), person('Tom Hank', 1)]);
        expect(await search.suggest('arnold schwarzenegger', 8)).toEqual([person('Arnold Schwarzenegger', 2)]);
      });

      test('suggest at most three people with typos: those with the fewest typos, the most films first', async () => {
        const casts = [['Ann Brando', 'Bea Brandy'], ['Bea Brandy', 'Cal Brand'], ['Dan Brandx'], ['Eve Brannt']];
        const search = await loaded(
          Object.fromEntries(casts.map((cast, i) => [`film-${String(i)}`, film(String(i), 2000, cast)])),
        );
        expect(await search.suggest('brandq', 8)).toEqual([
          person('Bea Brandy', 2),
          person('Ann Brando', 1),
          person('Cal Brand', 1),
        ]);
      });

      test('put matches as typed before matches with typos', async () => {
        const titles = ['Tom Hunk', 'Tom Honk', 'Tom Hark', 'Tam Hank', 'Tom Hanky'].map((name, i) =>
          film(name, 1990 + i),
        );
        const search = await loaded({
          ...actors,
          ...Object.fromEntries(titles.map((attributes, i) => [`t${String(i)}`, attributes])),
        });
        expect((await search.suggest('tom hanks', 3))[0]).toEqual(person('Tom Hanks', 2));
        expect(await search.suggest('tom hank', 8)).toMatchObject([title('Tom Hanky', 1994), person('Tom Hanks', 2)]);
      });

      test('do not correct a text that is a whole title', async () => {
        const search = await loaded({ ...actors, d: film('Hankz', 2004) });
        expect(await search.suggest('hankz', 8)).toMatchObject([title('Hankz', 2004)]);
        expect(await search.suggest('hankx', 8)).toMatchObject([
          title('Hankz', 2004),
          person('Tom Hanks', 2),
          person('Hank Thomas', 1),
        ]);
      });

      const genres = {
        a: { title: 'Ash', year: 1981, genres: ['Science Fiction', 'Horror'] },
        b: { title: 'Birch', year: 1983, genres: ['science fiction', 'Silent'] },
        c: { title: 'Horror Island', year: 1941, genres: ['Science Fiction', 'Silent', 'Short', 'Historical'] },
      };

      test.each([
        ['by its beginning', 'scien', [genre('Science Fiction', 3)]],
        ['by the beginnings of its words', 'sci fi', [genre('Science Fiction', 3)]],
        ['by a later word', 'fiction', [genre('Science Fiction', 3)]],
        ['by its name and "movies"', 'historical movies', [genre('Historical', 1)]],
        ['in spite of a typo', 'sceince', [genre('Science Fiction', 3)]],
        ['in spite of a typo in an unfinished word', 'histro', [genre('Historical', 1)]],
        ['and at most one more, the most frequent first', 's', [genre('Science Fiction', 3), genre('Silent', 2)]],
        ['only if no year was typed', 'silent 1941', []],
        ['only if a film has it', 'western', []],
      ])('find a genre %s', async (_, typed, expected) => {
        const search = await loaded(genres);
        expect(await search.suggest(typed, 8)).toEqual(expected);
      });

      test.each([
        ['198', [decade(1980, 2)]],
        ['1980', [decade(1980, 2)]],
        ['1980s', [decade(1980, 2)]],
        ["'80s", [decade(1980, 2)]],
        ['80s films', [decade(1980, 2)]],
        ['19', []],
        ['1985', []],
        ['1970s', []],
      ])('find the decade that %s may mean', async (typed, expected) => {
        const search = await loaded(genres);
        expect(await search.suggest(typed, 8)).toEqual(expected);
      });

      test('of two decades with the same name, suggest the one with the most films', async () => {
        const search = await loaded({ a: film('A', 1921), b: film('B', 2021), c: film('C', 2022) });
        expect(await search.suggest('20s', 8)).toEqual([decade(2020, 2)]);
      });

      test('a genre that is exactly the text comes first; any other genre comes after titles and people', async () => {
        const search = await loaded({ ...genres, d: film('Horrible', 2000, ['Jane Horrocks']) });
        expect(await search.suggest('horror', 8)).toMatchObject([genre('Horror', 1), title('Horror Island', 1941)]);
        expect(await search.suggest('horr', 8)).toMatchObject([
          title('Horrible', 2000),
          title('Horror Island', 1941),
          person('Jane Horrocks', 1),
          genre('Horror', 1),
        ]);
        expect(await search.suggest('horr', 3)).toMatchObject([
          { kind: 'title' },
          { kind: 'person' },
          { kind: 'genre' },
        ]);
        expect(await search.suggest('horror', 1)).toEqual([genre('Horror', 1)]);
      });

      test('count an edited film once, although the snapshot has an older version of it', async () => {
        const search = await loaded({ ...genres, d: film('D', 1999, ['Tom Hanks']) });
        await search.apply([
          { id: 'b', version: 2, changedAtMs: 0, attributes: { title: 'B', year: 1993, genres: ['SCIENCE FICTION'] } },
          { id: 'd', version: 2, changedAtMs: 0, attributes: film('D', 1994, ['Tom Hanks']) },
          { id: 'e', version: 1, changedAtMs: 0, attributes: { title: 'E', year: 1995, genres: ['Western'] } },
        ]);
        expect(await search.suggest('sci fi', 8)).toEqual([genre('Science Fiction', 3)]);
        expect(await search.suggest('western', 8)).toEqual([genre('Western', 1)]);
        expect(await search.suggest('90s', 8)).toEqual([decade(1990, 3)]);
        expect(await search.suggest('80s', 8)).toEqual([decade(1980, 1)]);
        expect(await search.suggest('tom hnaks', 8)).toEqual([person('Tom Hanks', 1)]);
        await search.apply([{ id: 'd', version: 3, changedAtMs: 0 }]);
        expect(await search.suggest('tom hnaks', 8)).toEqual([]);
      });
    });

    const anyFilm = fc.record({
      title: fc.constantFrom('The Godfather', 'Godfather', 'godfather two', 'Heat', 'Ünder', 'Under', '七人'),
      year: fc.integer({ min: 1970, max: 1974 }),
      genres: fc.uniqueArray(fc.constantFrom('Crime', 'Drama')),
    });
    const anyQuery = fc.record({
      q: fc.option(fc.constantFrom('g', 'godfather', 'under', 'crime'), { nil: undefined }),
      sort: fc.constantFrom(...FILM_SORTS),
      limit: fc.integer({ min: 1, max: 4 }),
    } as const);
    const keyed = (films: FilmAttributes[]) => Object.fromEntries(films.map((film, i) => [`film-${String(i)}`, film]));

    test('all pages together are the whole answer, in order', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyFilm, { maxLength: 20 }), anyQuery, async (films, query) => {
          const search = await loaded(keyed(films));
          const whole = await find(search, { ...query, limit: 100 });
          expect(await allPages(search, query)).toEqual(ids(whole));
          expect(whole.total).toBe(whole.items.length);
        }),
        { numRuns: 50 * runs },
      );
    });

    test('an edit between two pages does not repeat or lose a film that did not change', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyFilm, { minLength: 2, maxLength: 20 }),
          anyQuery,
          fc.array(fc.tuple(fc.nat({ max: 19 }), fc.option(anyFilm, { nil: undefined })), {
            minLength: 1,
            maxLength: 5,
          }),
          async (films, query, edits) => {
            const search = await loaded(keyed(films));
            const edited = new Set(edits.map(([index]) => `film-${String(index)}`));
            const before = ids(await find(search, { ...query, limit: 100 })).filter((id) => !edited.has(id));
            const paged = await allPages(search, query, async () => {
              await search.apply(
                edits.map(([index, attributes]) => ({
                  id: `film-${String(index)}`,
                  version: 2,
                  changedAtMs: 0,
                  ...(attributes && { attributes }),
                })),
              );
            });
            expect(paged.filter((id) => !edited.has(id))).toEqual(before);
          },
        ),
        { numRuns: 50 * runs },
      );
    });
  });

  describe('fame', () => {
    const short = { title: 'Carmen', year: 1990 };
    const known = { ...short, year: 1980, extract: 'x'.repeat(500) };

    async function carmens(search: TestedSearch): Promise<string[]> {
      return ids(await find(search, { q: 'carmen' }));
    }

    test('the better known of equally relevant films comes first, and popularity overrides what is computed', async () => {
      expect(await carmens(await loaded({ short, known }))).toEqual(['known', 'short']);
      expect(await carmens(await loaded({ short: { ...short, popularity: 100 }, known }))).toEqual(['short', 'known']);
      expect(await carmens(await loaded({ short, known: { ...known, popularity: 0 } }))).toEqual(['short', 'known']);
    });

    test('is computed from the whole catalogue: the film that another one names comes first', async () => {
      const other = { title: 'Dance', year: 1995, extract: 'It is a remake of Carmen (1970).' };
      const films = { newer: { title: 'Carmen', year: 1975 }, named: { title: 'Carmen', year: 1970 }, other };
      expect(await carmens(await loaded(films))).toEqual(['named', 'newer']);
    });

    test('an edit moves no film, neither the edited one nor one that it mentions', async () => {
      const search = await loaded({ short, known, other: { title: 'Dance', year: 1995 } });
      const extract = `It is a remake of Carmen (1990). ${'x'.repeat(5_000)}`;
      const changes = [
        { id: 'other', version: 2, changedAtMs: 0, attributes: { title: 'Dance', year: 1995, extract } },
        { id: 'short', version: 2, changedAtMs: 0, attributes: { ...short, extract: 'x'.repeat(5_000) } },
      ];
      await search.apply(changes);
      expect(await carmens(search)).toEqual(['known', 'short']);
    });

    test('a popularity that is edited counts at once, for that film only', async () => {
      const search = await loaded({ short, known });
      await search.apply([{ id: 'short', version: 2, changedAtMs: 0, attributes: { ...short, popularity: 100 } }]);
      expect(await carmens(search)).toEqual(['short', 'known']);
    });

    test('a new film gets the fame that it has by itself', async () => {
      const search = await loaded({ short, known });
      await search.apply([
        { id: 'new', version: 1, changedAtMs: 0, attributes: { ...known, extract: 'x'.repeat(200) } },
      ]);
      expect(await carmens(search)).toEqual(['known', 'new', 'short']);
    });
  });

  test('lists the best known films first, on every page', async () => {
    const film = (popularity: number) => ({ title: 'Known', year: 1950 + popularity, popularity });
    const search = await loaded({ little: film(10), most: film(90), some: film(50), well: film(70) });
    expect(await allPages(search, { sort: '-fame', limit: 2 })).toEqual(['most', 'well', 'some', 'little']);
    expect(await allPages(search, { sort: '-fame', yearTo: 2030, limit: 2 })).toEqual(['well', 'some', 'little']);
  });

  test('sorts titles as a library files them: numbers by value, and abbreviations as words', async () => {
    const film = (title: string) => ({ title, year: 2000 });
    const films = {
      ten: film('10 Things'),
      nine: film('9 Lives'),
      ai: film('A.I.'),
      above: film('Above'),
      the: film('The Ants'),
    };
    expect(ids(await find(await loaded(films), { sort: 'title' }))).toEqual(['nine', 'ten', 'above', 'ai', 'the']);
  });

  test.each<[q: string, expected: string[]]>([
    ['the le', ['lesson', 'leap']],
    ['slepe', ['sleepers', 'sleepy']],
    ['ending the artist', ['artist']],
    ['watch bee movie', ['bee']],
  ])('finds what %p probably means first', async (q, expected) => {
    const search = await loaded({
      lesson: { title: 'The Lesson', year: 1990 },
      leap: { title: 'Leap', year: 1990, popularity: 90 },
      sleepers: { title: 'Sleepers', year: 1990 },
      sleepy: { title: 'Sleepy Hollow', year: 1990, popularity: 90 },
      artist: { title: 'The Artist', year: 1990 },
      rain: { title: 'Rain', year: 1990, extract: 'The ending is by an artist. The artist watches a bee.' },
      bee: { title: 'Bee Movie', year: 1990 },
      watcher: { title: 'The Watcher', year: 1990, popularity: 90 },
    });
    expect(ids(await find(search, { q })).slice(0, expected.length)).toEqual(expected);
  });

  test('tolerates typos in up to eight words; with more, the answer is marked as partial', async () => {
    const title = 'Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India';
    const search = await loaded({ a: { title, year: 2000 } });
    const eight = 'alpah brvao charlei dleta ehco foxtort gofl hoetl';
    expect(await find(search, { q: `${eight} india` })).toMatchObject({ total: 1, isPartial: false });
    expect(await find(search, { q: `${eight} inida` })).toMatchObject({ total: 1, isPartial: true });
  });

  test('if an edit between two pages turns a typo into a word, the films of the answer stay the same', async () => {
    const film = (title: string) => ({ title, year: 2000 });
    const search = await loaded({ a: film('Wild Bunch'), b: film('Wild Bunch Again'), c: film('Mild Bunch') });
    const pages = await allPages(search, { q: 'wild bnuch', limit: 1 }, async () => {
      await search.apply([{ id: 'd', version: 1, changedAtMs: 0, attributes: film('Bnuch') }]);
    });
    expect(pages).toEqual(['a', 'b']);
  });

  describe('a query that no title and no name has', () => {
    const PLOTS: Record<string, FilmAttributes> = {
      park: {
        title: 'Jurassic Park',
        year: 1993,
        genres: ['Adventure'],
        extract: 'Cloned dinosaurs escape from a theme park.',
      },
      jaws: { title: 'Jaws', year: 1975, directors: ['Steven Spielberg'], extract: 'A shark hunts swimmers.' },
      sharks: { title: 'Shark!', year: 1969, extract: 'Divers look for gold.' },
      boys: { title: 'Boys Alive', year: 1950, extract: 'A comedy.' },
      toys: { title: 'Toy Story', year: 1995, genres: ['Animated'], extract: 'Two toys are alive, and get lost.' },
      memento: {
        title: 'Memento',
        year: 2000,
        genres: ['Thriller'],
        plot: 'A man who cannot remember has tattoos.',
      },
    };

    test.each<[q: string, expected: string[]]>([
      ['dinosaurs theme park', ['park']],
      ['dinosaur themes', ['park']],
      ['escaping dinosaur', ['park']],
      ['spielberg sharks', ['jaws']],
      ['animated lost toys', ['toys']],
      ['shark', ['sharks']],
      ['tattoo', ['memento']],
    ])('finds films by their synopsis: %p', async (q, expected) => {
      const result = await find(await loaded(PLOTS), { q });
      expect(ids(result).slice(0, expected.length)).toEqual(expected);
      expect(result.lacksSynopses).toBe(false);
    });

    test.each<[q: string, found: string[], isPartial: boolean]>([
      ['dinasour theme park', ['park'], false],
      ['clonde dinosaur', ['park'], false],
      ['speilberg hunting', ['jaws'], false],
      ['swmimers hunted zorptal', ['jaws'], true],
    ])('tolerates typos in words that no film has: %p', async (q, found, isPartial) => {
      const result = await find(await loaded(PLOTS), { q });
      expect({ ids: ids(result), isPartial: result.isPartial }).toEqual({ ids: found, isPartial });
    });

    test('explains a word by its stem, a joined word or a stem without the typo', async () => {
      const search = await loaded({ ...PLOTS, inn: { title: 'Inn', year: 1990, extract: 'A stockbroker sleeps.' } });
      const explained = async (q: string) => (await find(search, { q, explain: true })).explanations?.[0]?.words;
      expect(await explained('dinasour themes park')).toEqual([
        { word: 'dinasour', how: 'typo', text: 'dinosaur', edits: 2 },
        { word: 'themes', how: 'stem', text: 'theme' },
        { word: 'park', how: 'exact', field: 'title', text: 'Park' },
      ]);
      expect(await explained('sleeping stock broker')).toEqual([
        { word: 'sleeping', how: 'stem', text: 'sleep' },
        { word: 'stock', how: 'joined', text: 'stockbrok' },
        { word: 'broker', how: 'joined', text: 'stockbrok' },
      ]);
    });

    test('says which films were found by their synopsis, and by which stems', async () => {
      const { plot } = await find(await loaded(PLOTS), { q: 'tattooed man' });
      expect(plot).toEqual({ stems: ['tattoo', 'man'], items: [true] });
      expect(await find(await loaded(PLOTS), { q: 'jaws' })).not.toHaveProperty('plot');
    });

    test('lists a title with a typo before the films of the synopsis', async () => {
      const result = await find(await loaded(PLOTS), { q: 'toys alive' });
      expect(ids(result)).toEqual(['boys', 'toys']);
    });

    test.each<[q: string, expected: string[], isPartial: boolean]>([
      ['dinosaurs theme 1975', ['park'], false],
      ['a shark who\u2019s hunting', ['jaws'], false],
    ])('a year at the end finds no films, and contractions are ignored: %p', async (q, expected, isPartial) => {
      const films = { ...PLOTS, who: { title: 'Who\u2019s There', year: 1980 } };
      const result = await find(await loaded(films), { q });
      expect({ ids: ids(result), isPartial: result.isPartial }).toEqual({ ids: expected, isPartial });
    });

    test('a film that writes two words of the query as one has both words', async () => {
      const search = await loaded({
        broker: { title: 'Market', year: 1999, extract: 'A stockbroker gambles.' },
        stock: { title: 'Cattle', year: 1999, extract: 'A farmer counts the stock.' },
        other: { title: 'Fish', year: 1999, extract: 'A broker of marriages, and a broker of peace.' },
      });
      const result = await find(search, { q: 'stock broker gambling' });
      expect([ids(result)[0], result.isPartial]).toEqual(['broker', false]);
    });

    test('does not look for typos of a single word that is in a synopsis', async () => {
      const search = await loaded(PLOTS);
      expect(ids(await find(search, { q: 'swimmers' }))).toEqual(['jaws']);
      await search.apply([
        { id: 'swimmer', version: 1, changedAtMs: 0, attributes: { title: 'The Lone Swimmets', year: 2000 } },
      ]);
      expect(ids(await find(search, { q: 'swimmers' }))).toEqual(['jaws']);
      expect(ids(await find(search, { q: 'swimmetz' }))).toEqual(['swimmer']);
    });

    test.each([
      ['hide treasure zorptal', 'Pirates hide treasure.', 12],
      ['title zorptal', 'Nothing.', 12],
    ])(
      'finds the same films for %p on later pages, although a film with an unknown word is added',
      async (q, extract, total) => {
        const films = Object.fromEntries(
          Array.from({ length: total }, (_, i) => [`f${String(i)}`, { title: 'Title', year: 1990 + i, extract }]),
        );
        const search = await loaded(films);
        const first = await find(search, { q, limit: 5 });
        await search.apply([
          { id: 'new', version: 1, changedAtMs: 0, attributes: { title: 'New', year: 2000, extract: 'A zorptal.' } },
        ]);
        const second = await find(search, { q, limit: 5, cursor: first.nextCursor });
        const third = await find(search, { q, limit: 5, cursor: second.nextCursor });
        expect([first.total, second.total, third.total]).toEqual([total, total, total]);
        expect([first, second, third].flatMap(ids).toSorted()).toEqual(Object.keys(films).toSorted());
      },
    );

    test('is partial only if no film has all words, in any field and with any ending', async () => {
      const search = await loaded(PLOTS);
      expect((await find(search, { q: 'cloned dinosaur adventures' })).isPartial).toBe(false);
      expect((await find(search, { q: 'dinosaur swimmers escape' })).isPartial).toBe(true);
      expect((await find(search, { q: 'dinosaur xylophone' })).isPartial).toBe(true);
    });

    test('has facets, filters and totals that agree', async () => {
      const search = await loaded(PLOTS);
      const { total, facets } = await find(search, { q: 'man dinosaurs tattoo park', facets: ['genre'] });
      expect(total).toBe(2);
      expect(facets.genre).toEqual([
        { value: 'Adventure', count: 1 },
        { value: 'Thriller', count: 1 },
      ]);
      expect(ids(await find(search, { q: 'man dinosaurs tattoo park', genres: ['Thriller'] }))).toEqual(['memento']);
    });

    test('finds an edited synopsis at once, but no longer by the words that the edit removed', async () => {
      const search = await loaded(PLOTS);
      await search.apply([
        {
          id: 'jaws',
          version: 2,
          changedAtMs: 0,
          attributes: { title: 'Jaws', year: 1975, extract: 'A whale sings operas.' },
        },
      ]);
      expect(ids(await find(search, { q: 'singing whales' }))).toEqual(['jaws']);
      expect(ids(await find(search, { q: 'swimmers hunted' }))).toEqual([]);
    });

    test('has pages on which no unchanged film is repeated or skipped, although films are edited in between', async () => {
      const films = Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `f${String(i)}`,
          {
            title: `Title ${String.fromCharCode(97 + i).repeat(4)}`,
            year: 1990 + i,
            extract: 'Pirates hide treasure on an island.',
          },
        ]),
      );
      const search = await loaded(films);
      const query = { q: 'hidden treasures pirate', limit: 5 };
      const first = await find(search, query);
      await search.apply([
        {
          id: 'f99',
          version: 1,
          changedAtMs: 0,
          attributes: { title: 'New', year: 1950, extract: 'Pirates! Pirates!' },
        },
        { id: ids(first).at(-1) ?? '', version: 2, changedAtMs: 0, attributes: undefined },
      ]);
      const second = await find(search, { ...query, cursor: first.nextCursor });
      const third = await find(search, { ...query, cursor: second.nextCursor });
      const all = [first, second, third].flatMap(ids).filter((id) => id !== 'f99');
      expect(all.toSorted()).toEqual(Object.keys(films).toSorted());
    });
  });

  test.each([
    ['topgun', { genre: 'Drama', cast: 'Val Kilmer' }],
    ['nicholas cage', { genre: 'Comedy', cast: 'Nicolas Cage' }],
    ['godfahter', { genre: 'Drama', cast: 'Al Pacino' }],
  ])(
    'choosing a value of a facet keeps all films that the facet counted, even those that match "%s" less well',
    async (q, chosen) => {
      const search = await loaded({
        a: { title: 'Top Gun', year: 1986, genres: ['Action'], cast: ['Tom Cruise'] },
        b: { title: 'Top Gun: Maverick', year: 2022, genres: ['Drama'], cast: ['Val Kilmer'] },
        c: { title: 'Renfield', year: 2023, genres: ['Horror'], cast: ['Nicholas Hoult', 'John Cage'] },
        d: { title: 'Raising Arizona', year: 1987, genres: ['Comedy'], cast: ['Nicolas Cage'] },
        e: { title: 'Godfather', year: 1991, genres: ['Crime'] },
        f: { title: 'The Black Godfather', year: 1974, genres: ['Drama'], cast: ['Al Pacino'] },
      });
      const { facets } = await find(search, { q, facets: ['genre', 'cast'] });
      const count = (facet: 'genre' | 'cast') => facets[facet]?.find(({ value }) => value === chosen[facet])?.count;
      expect(count('genre')).toBe(1);
      expect((await find(search, { q, genres: [chosen.genre] })).total).toBe(1);
      expect(count('cast')).toBe(1);
      expect((await find(search, { q, cast: [chosen.cast] })).total).toBe(1);
    },
  );

  test('if the film whose title is the query is deleted between two pages, the films of its series stay', async () => {
    const titles = ['Top Gun', 'Top Gun: Maverick', 'Top Gun: Return'];
    const search = makeSearch();
    await search.load(
      inBatches(
        titles.map((title, i) => ({ id: `film-${String(i)}`, version: 1, attributes: { title, year: 2000 + i } })),
      ),
    );
    const pages = await allPages(search, { q: 'topgun', limit: 1 }, async () => {
      await search.apply([{ id: 'film-0', version: 2, changedAtMs: 0 }]);
    });
    expect(pages).toEqual(['film-0', 'film-2', 'film-1']);
  });

  async function allPages(
    search: TestedSearch,
    query: Partial<FilmQuery>,
    betweenPages: () => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page: FilmSearchResult = await find(search, { ...query, cursor });
      expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 100);
      found.push(...ids(page));
      cursor = page.nextCursor;
      await betweenPages();
    } while (cursor !== undefined);
    return found;
  }
}
