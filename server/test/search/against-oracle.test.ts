import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import type { DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import { readSynonyms } from '../../src/domain/text/synonyms.ts';
import type { Film, FilmAttributes } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import {
  anyDeclarations,
  anyEdits,
  anyFilms,
  anyMentioned,
  anyMentioningFilms,
  anyFilmsWithAlternatives,
  anyName,
  anyQuery,
  anyQueryWith,
  anyTyped,
} from '../../testing/builders/any-films.ts';
import { choose } from '../../testing/oracle/facets.ts';
import { ScanningFilmSearch } from '../../testing/oracle/scanning-film-search.ts';
import { inOneBatch, wholeAnswer } from '../../testing/search/whole-answer.ts';

/** Synonyms between words of the generated films, and synonyms of a word that no film has. */
const SYNONYMS = readSynonyms('war\tbattl:0.60 star:0.80\ncrime\tgodfath:0.55\nzebra\tspiderman:0.90 man:0.50');
const numRuns = 200;
const SEED = 20_260_101;

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
const anyQueries = (maxLength: number) =>
  anyDeclarations.chain((declared) =>
    fc.record({
      declared: fc.constant(declared),
      queries: fc.array(anyQueryWith(declared), { minLength: 1, maxLength }),
    }),
  );

const indexOver = (films: readonly Film[], declared: DeclaredAttributes) =>
  IndexedFilmSearch.fromSnapshot(buildSnapshot(films, declared, SYNONYMS), declared);

describe('the index answers like the oracle', () => {
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
    await fc.assert(
      fc.asyncProperty(anyMentioningFilms, anyEdits, anyQuery, anyMentioned, async (films, edits, query, q) => {
        const search = indexOver(films, []);
        const oracle = await oracleOver(films);
        await search.apply(edits);
        oracle.apply(edits);
        await expectSame(search, oracle, { ...query, q });
        const { explanations = [] } = await search.search({ ...query, q, sort: 'relevance', explain: true });
        if (explanations.some(({ rule }) => rule === 'name-in-synopsis')) byMention.seen += 1;
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

  test('so that choosing any value of a facet leaves exactly as many films as its count', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilms(25), anyEdits, anyQueries(1), async (films, edits, { declared, queries }) => {
        const search = indexOver(films, declared);
        await search.apply(edits);
        for (const query of queries) {
          const { facets } = await search.search(query);
          for (const facet of query.facets) {
            for (const { value, count } of facets[facet] ?? []) {
              const chosen = await search.search({ ...choose(query, facet, value, declared), facets: [] });
              expect({ facet, value, count: chosen.total }).toEqual({ facet, value, count });
            }
          }
        }
      }),
      { numRuns, seed: SEED },
    );
  });

  test('and explains each film by words that fit the rule', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyFilms(40), anyQuery, async (films, { q }) => {
        const search = IndexedFilmSearch.fromSnapshot(buildSnapshot(films, [], SYNONYMS));
        const query = { q, cast: [], genres: [], sort: 'relevance', limit: 100, facets: [], explain: true } as const;
        const { explanations = [] } = await search.search(query);
        for (const { rule, words } of explanations) {
          seen.add(rule);
          const missing = words.filter(({ how }) => how === 'missing').length;
          const mistyped = words.filter(({ how, edits: typos }) => typos !== undefined || how === 'split').length;
          const lacking = { 'fewer-words': missing > 0 };
          const fits = rule in lacking ? lacking[rule as keyof typeof lacking] : missing === 0;
          const isKnown = rule !== 'shorter-title' && rule !== 'synopsis' && rule !== 'sort';
          expect({ rule, words, fits: !isKnown || fits }).toEqual({ rule, words, fits: true });
          if (rule === 'one-typo') expect({ words, isOneTypo: mistyped < 2 }).toEqual({ words, isOneTypo: true });
        }
      }),
      { numRuns, seed: SEED },
    );
    expect(seen.size).toBeGreaterThan(15);
  });

  test('and shows an alternative title only if it has a word that the film has nowhere else', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(anyFilmsWithAlternatives, anyQuery, async ({ films, texts: [q] }, { sort }) => {
        const search = indexOver(films, []);
        const titles = new Map(films.map(({ id, attributes }) => [id, attributes.alternativeTitles]));
        const { items, highlights, explanations } = await search.search({
          ...{ q, sort, cast: [], genres: [], facets: [] },
          ...{ limit: 100, explain: true },
        });
        for (const [i, { id }] of items.entries()) {
          const { words = [], rule = '' } = explanations?.[i] ?? {};
          const alternative = highlights[i]?.alternativeTitle;
          const inAlternatives = words.filter(({ field }) => field === 'alternativeTitle');
          if (rule.startsWith('alternative-title')) {
            expect({ rule, words, names: new Set(words.map(({ name }) => name)).size }).toEqual({
              rule,
              words,
              names: 1,
            });
            expect(titles.get(id)).toContain(words[0]?.name);
          }
          if (!alternative) continue;
          shown += 1;
          expect(titles.get(id)).toContain(alternative.text);
          expect({ rule, words, marked: alternative.ranges.length > 0 }).toEqual({ rule, words, marked: true });
          expect({ rule, words, has: inAlternatives.length > 0 }).toEqual({ rule, words, has: true });
        }
      }),
      { numRuns, seed: SEED },
    );
    expect(shown).toBeGreaterThan(numRuns / 4);
  });

  test('identically from a snapshot with later edits and from a snapshot of everything, except for synopses', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilms(25), anyEdits, anyQueries(1), async (anyFilms, edits, { declared, queries }) => {
        const [query] = queries as [FilmQuery];
        // Only with a popularity does a film have the same fame in every snapshot.
        const films = anyFilms.map(withPopularity);
        const changes = edits.map(withPopularity);
        // The weights of words in synopses depend on the snapshot, so synopses are not opened here.
        const snapshotOf = (some: readonly Film[]) => buildSnapshot(some, declared).bytes;
        const tailed = new IndexedFilmSearch(declared);
        tailed.openSnapshot(snapshotOf(films));
        await tailed.apply(changes);
        const rebuilt = new IndexedFilmSearch(declared);
        rebuilt.openSnapshot(snapshotOf(afterEdits(films, changes)));
        expect(await wholeAnswer(tailed, query)).toEqual(await wholeAnswer(rebuilt, query));
        // Opening a later snapshot and keeping the same edits changes nothing, no matter how many of the edits the
        // snapshot contains.
        tailed.openSnapshot(snapshotOf(afterEdits(films, changes.slice(0, edits.length / 2))));
        expect(await wholeAnswer(tailed, query)).toEqual(await wholeAnswer(rebuilt, query));
      }),
      { numRuns, seed: SEED },
    );
  });
});

function withPopularity<T extends { readonly attributes?: FilmAttributes | undefined }>(film: T): T {
  const { attributes } = film;
  return attributes ? { ...film, attributes: { ...attributes, popularity: attributes.title.length % 101 } } : film;
}

type Edits = readonly {
  readonly id: string;
  readonly version: number;
  readonly attributes?: Film['attributes'] | undefined;
}[];

/** The films that remain when the highest version of each film wins, and the first of equal versions. */
function afterEdits(films: readonly Film[], edits: Edits): Film[] {
  const latest = new Map<string, Edits[number]>(films.map((film) => [film.id, film]));
  for (const edit of edits) if (edit.version > (latest.get(edit.id)?.version ?? 0)) latest.set(edit.id, edit);
  return [...latest.values()].flatMap(({ id, version, attributes }) =>
    attributes ? [{ id, version, attributes }] : [],
  );
}
