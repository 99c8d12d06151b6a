import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { Film } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { readSynonyms } from '../../src/domain/text/synonyms.ts';
import {
  anyDeclarations,
  anyEdits,
  anyFilms,
  anyFilmsWithAlternatives,
  anyFilmsWithTexts,
  anyMentioned,
  anyMentioningFilms,
  anyName,
  anyQuery,
  anyQueryWith,
  anyTyped,
} from '../builders/any-films.ts';
import { inOneBatch, wholeAnswer } from '../search/whole-answer.ts';
import { ScanningFilmSearch } from './scanning-film-search.ts';

/** Synonyms between words of the generated films, and synonyms of a word that no film has. */
export const SYNONYMS = readSynonyms('war\tbattl:0.60 star:0.80\ncrime\tgodfath:0.55\nzebra\tspiderman:0.90 man:0.50');
export const SEED = 20_260_101;

const EVERYBODY: FilmQuery = { cast: [], genres: [], sort: 'title', limit: 1, facets: ['cast', 'director'] };

async function oracleOver(films: readonly Film[], declared: DeclaredAttributes = []): Promise<ScanningFilmSearch> {
  const oracle = new ScanningFilmSearch(declared, SYNONYMS);
  await oracle.load(inOneBatch(films));
  return oracle;
}

async function expectSame(search: IndexedFilmSearch, oracle: ScanningFilmSearch, query: FilmQuery): Promise<void> {
  const { items, total, isPartial, facets } = await wholeAnswer(search, query);
  const expected = await oracle.search({ ...query, limit: 1_000 });
  expect(items).toEqual(expected.items);
  expect({ total, isPartial, facets }).toEqual({
    total: expected.total,
    isPartial: expected.isPartial,
    facets: expected.facets,
  });
}

/** Declared attributes, and queries that may use them. */
export const anyQueries = (maxLength: number) =>
  anyDeclarations.chain((declared) =>
    fc.record({
      declared: fc.constant(declared),
      queries: fc.array(anyQueryWith(declared), { minLength: 1, maxLength }),
    }),
  );

export const indexOver = (films: readonly Film[], declared: DeclaredAttributes) =>
  IndexedFilmSearch.fromSnapshot(buildSnapshot(films, declared, SYNONYMS), declared);

/**
 * Compares the answers of the index with those of the oracle.
 *
 * @param numRuns how many cases; a multiple of 4, because some tests have a half or a quarter of them
 * @param catalogues for how many lists of films the texts about them are compared, with 25 texts for each
 */
export function answersLikeOracle({ numRuns, catalogues }: Record<'numRuns' | 'catalogues', number>): void {
  test('with the same films in the same order, and the same totals and facets, from a snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilms(40), anyQueries(4), async (films, { declared, queries }) => {
        const search = indexOver(films, declared);
        const oracle = await oracleOver(films, declared);
        expect(await search.size()).toBe(oracle.size());
        for (const query of queries) await expectSame(search, oracle, query);
      }),
      { numRuns, seed: SEED },
    );
  });

  test('with the same films in the same order for texts made of the words of one film, after a few edits', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilmsWithTexts(25), anyEdits, async ({ films, texts }, edits) => {
        const search = indexOver(films, []);
        const oracle = await oracleOver(films);
        const few = edits.slice(0, 5);
        await search.apply(few);
        oracle.apply(few);
        for (const [i, text] of texts.entries()) {
          const query = { ...EVERYBODY, sort: 'relevance', limit: 7, facets: [] } as const;
          await expectSame(search, oracle, { ...query, [i % 4 === 0 ? 'title' : 'q']: text });
        }
      }),
      { numRuns: catalogues, seed: SEED },
    );
  });

  test('with the same films, totals and facets after any edits on top of a snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilms(25), anyEdits, anyQueries(1), async (films, edits, { declared, queries }) => {
        const search = indexOver(films, declared);
        const oracle = await oracleOver(films, declared);
        for (const edit of edits) await search.apply([edit]);
        oracle.apply(edits);
        expect(await search.size()).toBe(oracle.size());
        for (const query of queries) await expectSame(search, oracle, query);
      }),
      { numRuns, seed: SEED },
    );
  });

  test('with the same films for names that many synopses mention, after any edits', async () => {
    const byMention = { seen: 0 };
    const anyNames = fc.array(anyMentioned, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyMentioningFilms, anyEdits, anyQuery, anyNames, async (films, edits, query, names) => {
        const search = indexOver(films, []);
        const oracle = await oracleOver(films);
        await search.apply(edits);
        oracle.apply(edits);
        for (const q of names) {
          await expectSame(search, oracle, { ...query, q });
          const { explanations = [] } = await search.search({ ...query, q, sort: 'relevance', explain: true });
          if (explanations.some(({ rule }) => rule === 'name-in-synopsis')) byMention.seen += 1;
        }
      }),
      { numRuns: numRuns / 2, seed: SEED },
    );
    expect(byMention.seen).toBeGreaterThan(numRuns / 20);
  });

  test('with the same films and suggestions for texts that are like alternative titles', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilmsWithAlternatives, async ({ films, texts }) => {
        const search = indexOver(films, []);
        const oracle = await oracleOver(films);
        // Every other film gets the attributes of the film before it.
        const edits = films.flatMap(({ id }, i) => {
          const other = films[i - 1];
          return other && i % 2 === 0 ? [{ id, version: 2, changedAtMs: 0, attributes: other.attributes }] : [];
        });
        await search.apply(edits);
        oracle.apply(edits);
        for (const text of texts) {
          const query = { ...EVERYBODY, sort: 'relevance', limit: 3 } as const;
          await expectSame(search, oracle, { ...query, q: text });
          await expectSame(search, oracle, { ...query, title: text });
          await expectSame(search, oracle, { ...query, q: texts[0], title: text });
          expect(await search.suggest(text, 8)).toEqual(await oracle.suggest(text, 8));
        }
      }),
      { numRuns: numRuns / 4, seed: SEED },
    );
  });

  test('with the same suggestions and similar films', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFilms(25),
        anyEdits,
        anyTyped,
        fc.constantFrom(1, 3, 8, 20),
        async (films, edits, typed, limit) => {
          const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films, [], SYNONYMS));
          const oracle = await oracleOver(films);
          await search.apply(edits);
          oracle.apply(edits);
          expect(await search.suggest(typed, limit)).toEqual(await oracle.suggest(typed, limit));
          for (const id of ['film-0', 'film-9', 'film-30', 'nobody']) {
            expect(await search.similar(id, 5)).toEqual(await oracle.similar(id, 5));
          }
        },
      ),
      { numRuns, seed: SEED },
    );
  });

  test('with the same people', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilms(25), anyEdits, anyName, async (films, edits, name) => {
        const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films));
        const oracle = await oracleOver(films);
        await search.apply(edits);
        oracle.apply(edits);
        const { cast, director } = (await search.search(EVERYBODY)).facets;
        for (const text of [name, ...[...(cast ?? []), ...(director ?? [])].map(({ value }) => value)]) {
          const person = await search.findPerson(text);
          expect({ text, person }).toEqual({ text, person: await oracle.findPerson(text) });
        }
      }),
      { numRuns, seed: SEED },
    );
  });
}
