import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSnapshot } from '../../src/adapters/driven/search-index/store/build-snapshot.ts';
import { IndexedFilmSearch } from '../../src/adapters/driven/search-index/indexed-film-search.ts';
import type { Film, FilmAttributes } from '../../src/domain/film.ts';
import type { FilmQuery } from '../../src/domain/film-query.ts';
import { anyEdits, anyFilms, anyFilmsWithAlternatives, anyQuery } from '../../testing/builders/any-films.ts';
import { answersLikeOracle, anyQueries, indexOver, SEED, SYNONYMS } from '../../testing/oracle/answers-like-oracle.ts';
import { choose } from '../../testing/oracle/facets.ts';
import { wholeAnswer } from '../../testing/search/whole-answer.ts';

const numRuns = 80;

describe('the index answers like the oracle', () => {
  answersLikeOracle({ numRuns, catalogues: 16 });

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
