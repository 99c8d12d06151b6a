import { describe, expect, test } from '@jest/globals';
import { IndexedFilmSearch } from '../../adapters/driven/search-index/indexed-film-search.ts';
import { SnapshotBuilder } from '../../adapters/driven/search-index/store/build-snapshot.ts';
import type { FilmQuery } from '../../domain/film-query.ts';
import { storeUnavailable } from '../../domain/errors.ts';
import { NO_SYNONYMS } from '../../domain/text/synonyms.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import { FakeClock } from '../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { SearchFilms } from './search-films.ts';

const FILMS = [
  { id: 'jaws-1975', attributes: { title: 'Jaws', year: 1975, extract: 'A shark attacks swimmers at a beach.' } },
  { id: 'shark-tale-2004', attributes: { title: 'Shark Tale', year: 2004, extract: 'A fish tells a lie.' } },
  { id: 'waves-1999', attributes: { title: 'Waves', year: 1999, extract: 'Two swimmers fall in love at a beach.' } },
  { id: 'plain-1990', attributes: { title: 'Plain', year: 1990 } },
];

type Read = FilmRepository['readSynopses'];

function makeSearch(read?: Read) {
  const synopsesStore = { isBroken: false };
  const index = new IndexedFilmSearch();
  const builder = new SnapshotBuilder([]);
  for (const film of FILMS) builder.add({ ...film, version: 1 });
  const { bytes, synopses } = builder.finish(NO_SYNONYMS);
  index.openSnapshot(bytes);
  const asked: (readonly string[])[] = [];
  const stored: Read = (ids) =>
    Promise.resolve(
      new Map(FILMS.filter(({ id }) => ids.includes(id)).map((film) => [film.id, film.attributes.extract ?? ''])),
    );
  const films = {
    readSynopses: (ids: readonly string[]) => {
      asked.push(ids);
      return (read ?? stored)(ids);
    },
  };
  const current = {
    ensure: () => Promise.resolve(),
    loadSynopses: () => {
      if (!synopsesStore.isBroken) index.openSynopses(synopses);
      return Promise.resolve();
    },
    isBehind: false,
  };
  const clock = new FakeClock();
  const observer = new RecordingObserver();
  const searchFilms = new SearchFilms({ search: index, current, films, clock, observer });
  const search = (q: string, page?: Partial<FilmQuery>) => searchFilms.execute({ ...ALL, q, ...page });
  return { search, asked, clock, observer, synopsesStore };
}

const ALL: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };

describe('SearchFilms', () => {
  test('gives films that were found by their synopses a snippet, with one read', async () => {
    const { search, asked, observer } = makeSearch();
    const { items, highlights } = await search('swimmers beach');
    expect(items.map(({ id }) => id).sort()).toEqual(['jaws-1975', 'waves-1999']);
    const jaws = highlights[items.findIndex(({ id }) => id === 'jaws-1975')];
    expect(jaws?.synopsis).toEqual({
      text: 'A shark attacks swimmers at a beach.',
      ranges: [
        [16, 24],
        [30, 35],
      ],
    });
    expect(asked.map((ids) => [...ids].sort())).toEqual([['jaws-1975', 'waves-1999']]);
    expect(observer.events).toEqual([]);
  });

  test('also loads the synopses if titles have only some words of the text', async () => {
    const { search } = makeSearch();
    const { items } = await search('waves shark attacks swimmers');
    expect(items.map(({ id }) => id)).toContain('jaws-1975');
  });

  test('reads nothing if films were found by their titles, or if no film was found', async () => {
    const { search, asked } = makeSearch();
    for (const q of ['shark tale', 'jaws', 'plain', 'xylophone']) {
      const { highlights } = await search(q);
      expect(highlights.every(({ synopsis }) => synopsis === undefined)).toBe(true);
    }
    expect(asked).toEqual([]);
  });

  test('examines only so much of all synopses of an answer, so that long ones do not take seconds', async () => {
    const long = `${'calm '.repeat(200)}swimmers`;
    const { search } = makeSearch((ids) =>
      Promise.resolve(new Map(ids.map((id) => [id, long + '人'.repeat(200_000)]))),
    );
    const { highlights } = await search('swimmers beach');
    expect(highlights.map(({ synopsis }) => synopsis?.ranges.length)).toEqual([1, 1]);
  });

  test('gives no snippet to a film whose synopsis was removed or rewritten since it was indexed', async () => {
    const { search } = makeSearch(() => Promise.resolve(new Map([['jaws-1975', 'A lawyer wins a case.']])));
    const { items, highlights } = await search('swimmers beach');
    expect(items).toHaveLength(2);
    expect(highlights.map(({ synopsis }) => synopsis)).toEqual([undefined, undefined]);
  });

  test('answers without snippets if the synopses cannot be read, and reports it', async () => {
    const { search, observer } = makeSearch(() => Promise.reject(storeUnavailable(new Error('no answer'))));
    const { items, highlights, isPartial } = await search('swimmers beach');
    expect({ found: items.length, marks: highlights.length, isPartial }).toEqual({
      found: 2,
      marks: 2,
      isPartial: false,
    });
    expect(highlights.every(({ synopsis }) => synopsis === undefined)).toBe(true);
    expect(observer.events).toMatchObject([{ type: 'snippets-lost', films: 2, error: { code: 'store-unavailable' } }]);
  });

  test('waits one second for the synopses, and then answers without snippets', async () => {
    const { promise: isReading, resolve: begin } = Promise.withResolvers<undefined>();
    const { search, clock, observer } = makeSearch(() => {
      begin(undefined);
      return new Promise(() => undefined);
    });
    const searching = search('swimmers beach');
    await isReading;
    let isAnswered = false;
    void searching.then(() => {
      isAnswered = true;
    });
    clock.advance(999);
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    clock.advance(1);
    const { items, tookMs } = await searching;
    expect({ found: items.length, tookMs }).toEqual({ found: 2, tookMs: 0 });
    expect(observer.of('snippets-lost')).toHaveLength(1);
  });

  test('refuses a later page that needs the synopses while they cannot be read', async () => {
    const first = await makeSearch().search('two swimmers beach', { limit: 1 });
    const { search, synopsesStore } = makeSearch();
    synopsesStore.isBroken = true;
    const later = { limit: 1, cursor: first.nextCursor };
    await expect(search('two swimmers beach', later)).rejects.toMatchObject({
      kind: 'upstream-unavailable',
      code: 'synopses-unavailable',
      retryAfterSec: 30,
    });
    synopsesStore.isBroken = false;
    const second = await search('two swimmers beach', later);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual(['waves-1999', 'jaws-1975']);
  });

  test('answers all pages without the synopses if the first page was answered without them', async () => {
    const { search, synopsesStore } = makeSearch();
    synopsesStore.isBroken = true;
    const first = await search('waves tale attacks beach', { limit: 1 });
    synopsesStore.isBroken = false;
    const second = await search('waves tale attacks beach', { limit: 1, cursor: first.nextCursor });
    const pages = [first, second].map(({ total, isPartial }) => ({ total, isPartial }));
    expect(pages).toEqual([
      { total: 2, isPartial: true },
      { total: 2, isPartial: true },
    ]);
    expect(second.nextCursor).toBeUndefined();
    expect(await search('waves tale attacks beach')).toMatchObject({ total: 3 });
  });

  test('leaves out of the answer the fields that are meant only for this use case', async () => {
    const { search } = makeSearch();
    const answer = await search('swimmers beach');
    expect(answer).not.toHaveProperty('plot');
    expect(answer).not.toHaveProperty('lacksSynopses');
  });
});
