import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Film } from '../../domain/film.ts';
import { MarqueeError } from '../../domain/errors.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import { makeImportFilms, makeRebuild } from '../../../testing/builders/import-films.ts';
import { IndexedFilmSearch } from '../../adapters/driven/search-index/indexed-film-search.ts';
import { MemorySearchSnapshotStore } from '../../../testing/memory/search-snapshot-store.ts';
import { KeepSearchCurrent } from '../search/keep-search-current.ts';
import type { ImportFilmsPorts, ImportResult } from './import-films.ts';
import type { RawRow } from './import-run.ts';

type LeftAside = { row: number; outcome: string; reason: string };
type Outcome = ImportResult & { leftAside: LeftAside[] };

async function* batchesOf(values: readonly unknown[], size = 7): AsyncGenerator<RawRow[]> {
  const rows = values.map((value, i) => ({ number: i + 1, value }));
  for (let i = 0; i < rows.length; i += size) yield await Promise.resolve(rows.slice(i, i + size));
}

async function importInto(
  store: FilmStore,
  batches: AsyncIterable<readonly RawRow[]>,
  signal?: AbortSignal,
  ports?: Partial<ImportFilmsPorts>,
): Promise<Outcome> {
  const leftAside: LeftAside[] = [];
  const { counts, findable, quality } = await makeImportFilms(store, ports).execute(
    batches,
    { onRowLeftAside: (row, outcome, reason) => leftAside.push({ row, outcome, reason }), onProgress: () => undefined },
    signal,
  );
  const { rows, ...outcomes } = counts;
  expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(rows);
  return { counts, findable, quality, leftAside };
}

async function catalogue(store: FilmStore): Promise<Film[]> {
  const films: Film[] = [];
  for await (const batch of store.films.scan()) films.push(...batch);
  return films.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const row = (title: string, year = 1999, more: object = {}) => ({ title, year, ...more });

describe('ImportFilms', () => {
  test('importing again changes nothing', async () => {
    const store = await makeMemoryStore();
    const rows = [row('Jaws', 1975), row('Alien', 1979), row('Jaws', 1975, { href: 'Other' })];
    expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ created: 3 });
    const before = await catalogue(store);
    expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 3, created: 0, updated: 0 });
    expect(await catalogue(store)).toEqual(before);
  });

  test('merges rows with the same title, year and href into one film that has the values of both', async () => {
    const store = await makeMemoryStore();
    const rows = [
      row('The Young Victoria', 2009, { href: 'V', cast: ['Emily Blunt'], genres: ['Drama'] }),
      row('the YOUNG victoria', 2009, { href: 'V', cast: ['Rupert Friend', 'Emily Blunt'], extract: 'A queen.' }),
      row('The Young Victoria', 2009, { href: 'V', cast: ['Emily Blunt'], genres: ['Drama'] }),
    ];
    expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ created: 1, merged: 2 });
    const expected = {
      title: 'The Young Victoria',
      year: 2009,
      href: 'V',
      cast: ['Emily Blunt', 'Rupert Friend'],
      genres: ['Drama'],
      extract: 'A queen.',
    };
    expect(await catalogue(store)).toMatchObject([{ id: 'the-young-victoria-2009', attributes: expected }]);
    await importInto(store, batchesOf(rows));
    expect(await catalogue(store)).toMatchObject([{ attributes: expected, version: 2 }]);
  });

  describe('directors', () => {
    const byLee = { extract: 'Heat is a 1995 film directed by Ann Lee.' };
    const directors = async (store: FilmStore) =>
      (await catalogue(store)).map(({ attributes }) => attributes.directors);
    /** Gives the film the directors that an earlier rule might have derived. */
    async function deriveOtherwise(store: FilmStore, id: string): Promise<void> {
      const before = (await store.imports.read([id])).get(id);
      if (!before?.attributes) throw new Error(`no film ${id}`);
      const derived = { directors: ['Acme Pictures'] };
      await store.imports.derive({ id, attributes: { ...before.attributes, ...derived }, derived }, before, 'bulk');
    }

    test('are derived from the synopsis, but not if the row has them', async () => {
      const store = await makeMemoryStore();
      const rows = [row('A', 1999, byLee), row('B', 1999, { ...byLee, directors: ['Bob Ray'] }), row('C')];
      await importInto(store, batchesOf(rows));
      expect(await directors(store)).toEqual([['Ann Lee'], ['Bob Ray'], undefined]);
      const records = await store.imports.read(['a-1999', 'b-1999', 'c-1999']);
      expect([...records.values()].map(({ derived }) => derived)).toEqual([
        { directors: ['Ann Lee'] },
        undefined,
        undefined,
      ]);
      expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 3, updated: 0 });
    });

    test('are derived if cleaning leaves none of those that the row has', async () => {
      const store = await makeMemoryStore();
      const lists = [['Director', 'and'], [], [7], ['Directed by Bob Ray', 'uncredited']];
      const rows = lists.map((list, i) => row(`Film ${String(i)}`, 1999, { ...byLee, directors: list }));
      await importInto(store, batchesOf(rows));
      expect(await directors(store)).toEqual([['Ann Lee'], ['Ann Lee'], ['Ann Lee'], ['Bob Ray']]);
      expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 4, updated: 0 });
    });

    test('of a merged film are derived from the merged synopsis, unless a row has directors', async () => {
      const store = await makeMemoryStore();
      const rows = [
        row('A', 1999, { href: 'A' }),
        row('A', 1999, { href: 'A', ...byLee }),
        row('B', 1999, { href: 'B', ...byLee }),
        row('B', 1999, { href: 'B', directors: ['Bob Ray'] }),
        row('B', 1999, { href: 'B', directors: ['Carl Poe'] }),
      ];
      await importInto(store, batchesOf(rows));
      expect(await directors(store)).toEqual([['Ann Lee'], ['Bob Ray', 'Carl Poe']]);
    });

    test('that an earlier rule derived are updated by the next import of the same file', async () => {
      const store = await makeMemoryStore();
      const rows = [row('A', 1999, byLee), row('B', 1999, byLee)];
      await importInto(store, batchesOf(rows));
      await deriveOtherwise(store, 'a-1999');
      expect(await directors(store)).toEqual([['Acme Pictures'], ['Ann Lee']]);
      expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 1, updated: 1 });
      expect(await directors(store)).toEqual([['Ann Lee'], ['Ann Lee']]);
      expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 2, updated: 0 });
    });

    test('are added by the next import to a film that was imported before the rule existed', async () => {
      const store = await makeMemoryStore();
      const rows = [row('A', 1999, byLee)];
      await importInto(store, batchesOf(rows));
      const before = (await store.imports.read(['a-1999'])).get('a-1999');
      if (!before) throw new Error('no film');
      await store.imports.derive({ id: 'a-1999', attributes: { title: 'A', year: 1999, ...byLee } }, before, 'bulk');
      expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ unchanged: 0, updated: 1 });
      expect(await directors(store)).toEqual([['Ann Lee']]);
    });

    test('of edited films stay as they are', async () => {
      const store = await makeMemoryStore();
      const rows = [row('A', 1999, byLee), row('B', 1999, byLee)];
      await importInto(store, batchesOf(rows));
      await store.films.replace('a-1999', { title: 'A', year: 1999, ...byLee, directors: ['Mine'] }, 1);
      await store.films.replace('b-1999', { title: 'B', year: 1999, ...byLee }, 1);
      await importInto(store, batchesOf(rows));
      expect(await directors(store)).toEqual([['Mine'], undefined]);
    });
  });

  test('gives films with the same title and year but different hrefs a suffix, in file order', async () => {
    const store = await makeMemoryStore();
    const rows = [row('Carmen', 1915, { href: 'A' }), row('Carmen', 1915, { href: 'B' }), row('Carmen', 1915)];
    await importInto(store, batchesOf(rows));
    expect((await catalogue(store)).map(({ id, attributes }) => [id, attributes.href])).toEqual([
      ['carmen-1915', 'A'],
      ['carmen-1915-2', 'B'],
      ['carmen-1915-3', undefined],
    ]);
  });

  test('two films without href that have the same title and year, but no cast member in common, stay two films in any order of rows', async () => {
    const bara = row('Carmen', 1915, { cast: ['Theda Bara'] });
    const farrar = row('Carmen', 1915, { cast: ['Geraldine Farrar'] });
    const more = row('Carmen', 1915, { cast: ['Wallace Reid', 'Geraldine  Farrar'] });
    const store = await makeMemoryStore();
    const { counts, quality } = await importInto(store, batchesOf([bara, farrar, more]));
    expect(counts).toMatchObject({ created: 2, merged: 1 });
    expect(quality.map(({ rule, count }) => [rule, count])).toEqual([
      ['namesake-film', 2],
      ['white-space', 1],
    ]);
    const before = await catalogue(store);
    expect(before.map(({ attributes }) => attributes.cast)).toEqual([
      ['Theda Bara'],
      ['Geraldine Farrar', 'Wallace Reid'],
    ]);
    const again = await importInto(store, batchesOf([more, farrar, bara]));
    expect(again.counts).toMatchObject({ unchanged: 2, merged: 1, created: 0, updated: 0 });
    expect(await catalogue(store)).toEqual(before);
  });

  test('a row without a cast is merged into the film of its title and year, but is another film if only one of the two has a page', async () => {
    const store = await makeMemoryStore();
    const rows = [row('Carmen', 1915, { cast: ['A B'] }), row('Carmen', 1915), row('Carmen', 1915, { href: 'C' })];
    expect((await importInto(store, batchesOf(rows))).counts).toMatchObject({ created: 2, merged: 1 });
  });

  test.each([
    ["Rosemary's Baby", 'Rosemarys Baby', {}],
    ['Rosemary’s Baby', "Rosemary's  Baby", {}],
    ['Spider-Man', 'Spiderman', { cast: ['Tobey Maguire'] }],
    ['Dead Pool', 'Deadpool', { href: 'Deadpool' }],
    ['Léon', 'Leon!', { cast: ['Jean Reno'] }],
  ])('the titles %s and %s of one year are one film', async (first, second, more) => {
    const store = await makeMemoryStore();
    const { counts, quality } = await importInto(store, batchesOf([row(first, 2002, more), row(second, 2002, more)]));
    expect(counts).toMatchObject({ created: 1, merged: 1 });
    expect(quality.some(({ rule }) => rule === 'respelled-film')).toBe(true);
    expect(await catalogue(store)).toMatchObject([{ attributes: { title: first } }]);
  });

  test.each([
    ['different years', row('Nightlife', 1988, { cast: ['A B'] }), row('Night Life', 1989, { cast: ['A B'] })],
    [
      'different casts',
      row('Nightlife', 1989, { cast: ['A B'] }),
      row('Night Life', 1989, { href: 'N', cast: ['C D'] }),
    ],
    [
      'different pages',
      row('Savage', 1973, { href: 'A', cast: ['A B'] }),
      row('Savage!', 1973, { href: 'B', cast: ['A B'] }),
    ],
    ['titles with different words', row('Night Lives', 1989), row('Night Life', 1989)],
  ])('rows with similar titles stay two films if they have %s', async (_name, first, second) => {
    const store = await makeMemoryStore();
    expect((await importInto(store, batchesOf([first, second]))).counts).toMatchObject({ created: 2 });
  });

  test('a film whose whole cast changed is updated, unless a later row of the file describes that film', async () => {
    const store = await makeMemoryStore();
    const bara = row('Carmen', 1915, { cast: ['Theda Bara'] });
    const farrar = row('Carmen', 1915, { cast: ['Geraldine Farrar'] });
    await importInto(store, batchesOf([bara]));
    expect((await importInto(store, batchesOf([farrar]))).counts).toMatchObject({ updated: 1 });
    expect((await importInto(store, batchesOf([bara, row('Other')]))).counts).toMatchObject({ updated: 1, created: 1 });
    expect((await importInto(store, batchesOf([farrar, bara]))).counts).toMatchObject({ unchanged: 1, created: 1 });
    expect((await catalogue(store)).map(({ id, attributes }) => [id, attributes.cast])).toEqual([
      ['carmen-1915', ['Theda Bara']],
      ['carmen-1915-2', ['Geraldine Farrar']],
      ['other-1999', undefined],
    ]);
  });

  test('drops a bad optional attribute, keeps the film, and reports what it dropped with examples', async () => {
    const store = await makeMemoryStore();
    const rows = [
      ...Array.from({ length: 5 }, (_, i) => row(`Film ${String(i)}`, 1999, { thumbnail: `bad ${String(i)}` })),
      row('Jaws', 1975, { cast: ['and', 'Roy Scheider', 'and'] }),
    ];
    const { counts, quality } = await importInto(store, batchesOf(rows));
    expect(counts).toMatchObject({ created: 6, bad: 0 });
    expect(quality).toMatchObject([
      {
        rule: 'bad-attribute',
        count: 5,
        examples: [{ row: 1, attribute: 'thumbnail', before: 'bad 0', after: '' }, {}, {}],
      },
      { rule: 'function-word', count: 2, examples: [{ row: 6, attribute: 'cast', before: 'and', after: '' }] },
    ]);
    expect(quality[0]?.examples).toHaveLength(3);
  });

  test('treats a page name the same whether it is percent-encoded or not', async () => {
    const store = await makeMemoryStore();
    await importInto(store, batchesOf([row('Léon', 1994, { href: 'Léon:_The Professional' })]));
    const { counts } = await importInto(store, batchesOf([row('Léon', 1994, { href: 'L%C3%A9on:_The_Professional' })]));
    expect(counts).toMatchObject({ updated: 1, created: 0 });
    expect(await catalogue(store)).toHaveLength(1);
  });

  test('replaces a film whose row has changed; keeps and reports a film that was edited or deleted in Marquee', async () => {
    const store = await makeMemoryStore();
    await importInto(store, batchesOf([row('Jaws'), row('Alien'), row('Heat')]));
    await store.films.replace('alien-1999', { title: 'Alien', year: 1999, note: 'mine' }, 1);
    await store.films.delete('heat-1999', 1);
    const changed = ['Jaws', 'Alien', 'Heat'].map((title) => row(title, 1999, { genres: ['New'] }));
    const { counts, leftAside } = await importInto(store, batchesOf(changed));
    expect(counts).toMatchObject({ updated: 1, kept: 2 });
    expect(leftAside).toEqual([
      { row: 2, outcome: 'kept', reason: 'the film "alien-1999" was edited in Marquee' },
      { row: 3, outcome: 'kept', reason: 'the film "heat-1999" was deleted in Marquee' },
    ]);
    expect(await catalogue(store)).toMatchObject([
      { id: 'alien-1999', attributes: { note: 'mine' } },
      { id: 'jaws-1999', version: 2, attributes: { genres: ['New'] } },
    ]);
  });

  test('does not overwrite a film that was created in Marquee; a row with the same title and year but another href gets a suffix', async () => {
    const store = await makeMemoryStore();
    await store.films.create('jaws-1999', { title: 'Jaws', year: 1999, href: 'Mine' });
    const { counts } = await importInto(
      store,
      batchesOf([row('Jaws', 1999, { href: 'Mine' }), row('Jaws', 1999, { href: 'B' })]),
    );
    expect(counts).toMatchObject({ kept: 1, created: 1 });
    expect((await catalogue(store)).map(({ id }) => id)).toEqual(['jaws-1999', 'jaws-1999-2']);
  });

  test('reuses the id of a deleted film that no import wrote, and continues its versions', async () => {
    const store = await makeMemoryStore();
    await store.films.create('jaws-1999', { title: 'Jaws', year: 1999 });
    await store.films.delete('jaws-1999', 1);
    expect((await importInto(store, batchesOf([row('Jaws')]))).counts).toMatchObject({ updated: 1 });
    expect(await store.films.get('jaws-1999')).toMatchObject({ version: 3 });
  });

  test('counts bad rows, reports each with its reason, and imports the good rows', async () => {
    const store = await makeMemoryStore();
    const values = [
      row('Good'),
      { title: 'No year' },
      7,
      null,
      row('', 1999),
      row('Old', 1000),
      row('x', 1999, { id: 'y' }),
      row('Also good'),
    ];
    const { counts, leftAside } = await importInto(store, batchesOf(values));
    expect(counts).toMatchObject({ rows: 8, created: 2, bad: 6 });
    expect(leftAside.map(({ row: number }) => number)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(leftAside[0]?.reason).toMatch(/^\/year /);
    expect((await catalogue(store)).map(({ id }) => id)).toEqual(['also-good-1999', 'good-1999']);
  });

  test('removes nulls and stray cast entries from Wikipedia rows, and renames their attributes', async () => {
    const store = await makeMemoryStore();
    const dirty = row('Jaws', 1975, {
      href: null,
      cast: ['Roy Scheider', '.', 'Roy Scheider', ']', 'GQ', '&'],
      thumbnail_width: 320,
      thumbnail_height: 480,
    });
    await importInto(store, batchesOf([dirty]));
    expect((await catalogue(store))[0]?.attributes).toEqual({
      title: 'Jaws',
      year: 1975,
      cast: ['Roy Scheider', 'GQ'],
      thumbnailWidth: 320,
      thumbnailHeight: 480,
    });
  });

  test('imports the rows before a damaged part of the file, then reports the damage', async () => {
    const store = await makeMemoryStore();
    const damaged = (async function* () {
      yield* batchesOf([row('Jaws'), row('Alien')]);
      throw new MarqueeError('invalid', 'import-file-damaged', 'broken');
    })();
    await expect(importInto(store, damaged)).rejects.toMatchObject({ code: 'import-file-damaged' });
    expect(await catalogue(store)).toHaveLength(2);
  });

  test('rejects with the store’s error when the store fails', async () => {
    const store = await makeMemoryStore();
    const failing = {
      ...store,
      imports: {
        ...store.imports,
        read: () => Promise.resolve(new Map()),
        create: () => Promise.reject(new Error('down')),
        replace: () => Promise.resolve(false),
      },
    };
    const rows = Array.from({ length: 500 }, (_, i) => row(`Film ${String(i)}`));
    await expect(importInto(failing, batchesOf(rows))).rejects.toThrow('down');
  });

  const manyRows = (count: number) => Array.from({ length: count }, (_, i) => row(`Film ${String(i)}`));

  test('a small import is recorded in the list of changes and does not change the generation', async () => {
    const store = await makeMemoryStore();
    const { findable } = await importInto(store, batchesOf(manyRows(500)));
    expect(findable).toEqual({ by: 'changes', films: 500 });
    expect(await store.films.changesSince(0)).toHaveLength(500);
    expect(await store.pointer.read()).toEqual({ generation: 0 });
    expect((await importInto(store, batchesOf(manyRows(500)))).findable).toEqual({ by: 'nothing-new' });
  });

  test('a small import builds a snapshot when the current one is from a clock that ran ahead, and search still finds its film later', async () => {
    const store = await makeMemoryStore();
    const snapshots = new MemorySearchSnapshotStore();
    const rebuild = makeRebuild(store, snapshots);
    store.clock.runAhead(50_000);
    await rebuild.execute();
    store.clock.runAhead(0);
    const { findable } = await importInto(store, batchesOf(manyRows(1)), undefined, { rebuild });
    expect(findable).toMatchObject({ by: 'snapshot', films: 1 });
    store.clock.advance(60_000);
    const search = new IndexedFilmSearch();
    const ports = { search, snapshots, rebuild: { request: () => undefined }, observer: new RecordingObserver() };
    await new KeepSearchCurrent({ ...store, ...ports }).ensure();
    expect(await search.size()).toBe(1);
  });

  test('a large import ends with a snapshot that has all its films, and counts as open only until then', async () => {
    const store = await makeMemoryStore();
    const { findable } = await importInto(store, batchesOf(manyRows(501)));
    expect(findable).toMatchObject({ by: 'snapshot', films: 501 });
    expect(await store.films.changesSince(0)).toHaveLength(500);
    const { generation, snapshot, openImports } = await store.pointer.read();
    expect(snapshot?.generation).toBe(generation);
    expect(openImports).toBeUndefined();
  });

  test('an import of long films ends with a snapshot too: at most 500,000 letters enter the list of changes', async () => {
    const store = await makeMemoryStore();
    const rows = manyRows(60).map((row) => ({ ...row, extract: 'a'.repeat(10_000) }));
    const { findable } = await importInto(store, batchesOf(rows));
    expect(findable).toMatchObject({ by: 'snapshot', films: 60 });
    expect(await store.films.changesSince(0)).toHaveLength(49);
  });

  test('so does an import whose films grow by later rows', async () => {
    const store = await makeMemoryStore();
    const rows = manyRows(60);
    const longer = rows.map((row) => ({ ...row, extract: 'a'.repeat(10_000) }));
    const { findable } = await importInto(store, batchesOf([...rows, ...longer]));
    expect(findable).toMatchObject({ by: 'snapshot', films: 60 });
    expect(JSON.stringify(await store.films.changesSince(0)).length).toBeLessThan(510_000);
    const { openImports } = await store.pointer.read();
    expect(openImports).toBeUndefined();
  });

  test('a film that replaces a deleted one stays in the list of changes when it grows, because a snapshot may have the deleted one', async () => {
    const store = await makeMemoryStore();
    await store.films.create('zombie-2000', row('Zombie', 2000, { cast: ['Ada Lee'] }));
    await makeRebuild(store).execute();
    await store.films.delete('zombie-2000', 1);
    const zombie = (more: object) => row('Zombie', 2000, { cast: ['Bo Day'], ...more });
    const rebuild = makeRebuild(store);
    const listed: unknown[] = [];
    const rebuildLater = {
      execute: async () => {
        listed.push(...(await store.films.changesSince(0)).filter(({ id }) => id === 'zombie-2000'));
        return rebuild.execute();
      },
    };
    const long = manyRows(60).map((film) => ({ ...film, extract: 'a'.repeat(10_000) }));
    const rows = [zombie({}), zombie({ genres: ['Drama'] }), ...long, zombie({ extract: 'A plot.' })];
    await importInto(store, batchesOf(rows), undefined, { rebuild: rebuildLater });
    expect(listed).toMatchObject([{ attributes: { cast: ['Bo Day'], extract: 'A plot.' } }]);
  });

  test('a large import is marked as open before it writes a film that the list of changes omits, and renews the mark every 10 s', async () => {
    const store = await makeMemoryStore();
    const create = store.imports.create.bind(store.imports);
    let bulk = 0;
    store.imports.create = async (film, write) => {
      const { openImports = [] } = await store.pointer.read();
      expect(openImports).toHaveLength(write === 'bulk' ? 1 : 0);
      for (const { openedAtMs } of openImports) expect(store.clock.nowMs() - openedAtMs).toBeLessThanOrEqual(11_000);
      bulk += write === 'bulk' ? 1 : 0;
      store.clock.advance(1_000);
      return create(film, write);
    };
    await importInto(store, batchesOf(manyRows(600)));
    expect(bulk).toBe(100);
  });

  test('replaces another builder’s snapshot that was begun before the last row', async () => {
    const store = await makeMemoryStore();
    const other = makeRebuild(store);
    const ours = makeRebuild(store);
    let builds = 0;
    const rebuild = {
      execute: async () => {
        builds += 1;
        if (builds === 1) store.pointer.publish = overtakenOnce(store);
        return ours.execute();
      },
    };
    const { findable } = await importInto(store, batchesOf(manyRows(501)), undefined, { rebuild });
    expect(builds).toBe(2);
    expect(findable).toMatchObject({ by: 'snapshot', films: 501 });
    const { generation, snapshot } = await store.pointer.read();
    expect(snapshot?.generation).toBe(generation);
    expect((await other.executeWhenDue()).outcome).toBe('not-due');
  });

  /** Makes another builder publish a snapshot of the previous generation just before the next publication. */
  function overtakenOnce(store: FilmStore): FilmStore['pointer']['publish'] {
    const publish = store.pointer.publish.bind(store.pointer);
    return async (snapshot, replaces) => {
      store.pointer.publish = publish;
      await publish({ ...snapshot, name: 'earlier', generation: snapshot.generation - 1 }, replaces);
      return publish(snapshot, replaces);
    };
  }

  test.each([
    ['is interrupted', true, undefined],
    ['cannot build a snapshot', false, new Error('no room')],
  ])('a large import that %s leaves the snapshot to the next rebuild', async (_name, abort, failure) => {
    const store = await makeMemoryStore();
    const controller = new AbortController();
    const batches = (async function* () {
      yield* batchesOf(manyRows(600), 100);
      if (abort) controller.abort();
      yield [];
    })();
    const ports = failure && { rebuild: { execute: () => Promise.reject(failure) } };
    const { findable } = await importInto(store, batches, controller.signal, ports);
    expect(findable).toEqual({ by: 'later-snapshot' });
    expect((await store.pointer.read()).openImports).toBeUndefined();
    expect(await makeRebuild(store).executeWhenDue()).toMatchObject({ outcome: 'published', films: 600 });
    expect((await makeRebuild(store).executeWhenDue()).outcome).toBe('not-due');
  });

  test('a killed import counts as ended two minutes later, even if another import has run since', async () => {
    const store = await makeMemoryStore();
    await store.pointer.openImport('killed', store.clock.nowMs());
    store.clock.advance(3 * 60_000);
    await importInto(store, batchesOf(manyRows(501)));
    expect((await store.pointer.read()).openImports).toBeUndefined();
    expect((await makeRebuild(store).executeWhenDue()).outcome).toBe('not-due');
  });

  test('finds another id for a row when its id is taken after the lookup', async () => {
    const store = await makeMemoryStore();
    const create = store.imports.create.bind(store.imports);
    store.imports.create = async (film, write) => {
      if (film.id === 'jaws-1999') await store.films.create(film.id, { title: 'Jaws', year: 1999, href: 'Mine' });
      if (film.id === 'alien-1999') await store.films.create(film.id, { title: 'Alien', year: 1999, note: 'mine' });
      return create(film, write);
    };
    const jaws = row('Jaws', 1999, { href: 'B' });
    const { counts, leftAside } = await importInto(store, batchesOf([jaws, jaws, row('Alien')]));
    expect(counts).toMatchObject({ created: 1, merged: 1, kept: 1 });
    expect(leftAside).toEqual([{ row: 3, outcome: 'kept', reason: 'the film "alien-1999" was created in Marquee' }]);
    expect((await catalogue(store)).map(({ id, attributes }) => [id, attributes['note'] ?? attributes.href])).toEqual([
      ['alien-1999', 'mine'],
      ['jaws-1999', 'Mine'],
      ['jaws-1999-2', 'B'],
    ]);
  });

  test('search finds every film that a killed import wrote, no matter at which write it was killed and at which write a snapshot was built', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), fc.nat({ max: 60 }), async (killedAt, builtAt) => {
        const store = await makeMemoryStore();
        const snapshots = new MemorySearchSnapshotStore();
        const builder = makeRebuild(store, snapshots);
        await builder.execute();
        const killed = importUntilKilled(store, 495 + killedAt, 495 + builtAt, () => builder.execute());
        await expect(killed).rejects.toThrow('killed');
        const found = async () => {
          const search = new IndexedFilmSearch();
          const observer = new RecordingObserver();
          const rebuild = { request: () => undefined };
          await new KeepSearchCurrent({ ...store, search, snapshots, rebuild, observer }).ensure();
          return await search.size();
        };
        const written = (await catalogue(store)).length;
        expect(await found()).toBeGreaterThanOrEqual(Math.min(written, 500));
        store.clock.advance(3 * 60_000);
        await builder.executeWhenDue();
        expect(await found()).toBe(written);
        expect((await store.pointer.read()).openImports).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  /** Runs an import that is killed at its write number `killedAt`: from then on, nothing reaches the store. */
  function importUntilKilled(store: FilmStore, killedAt: number, builtAt: number, build: () => Promise<unknown>) {
    let writes = 0;
    const alive = <T>(call: () => Promise<T>) => (writes < killedAt ? call() : Promise.reject(new Error('killed')));
    const pointer: FilmStore['pointer'] = {
      read: () => store.pointer.read(),
      advance: () => alive(() => store.pointer.advance()),
      openImport: (id, nowMs) => alive(() => store.pointer.openImport(id, nowMs)),
      closeImports: (ids) => alive(() => store.pointer.closeImports(ids)),
      publish: (snapshot, replaces) => alive(() => store.pointer.publish(snapshot, replaces)),
      dropFormats: (formats) => alive(() => store.pointer.dropFormats(formats)),
    };
    const imports: FilmStore['imports'] = {
      maxConcurrentWrites: store.imports.maxConcurrentWrites,
      read: (ids) => store.imports.read(ids),
      replace: (film, before, write) => alive(() => store.imports.replace(film, before, write)),
      derive: (film, before, write) => alive(() => store.imports.derive(film, before, write)),
      remove: (id, before, write) => alive(() => store.imports.remove(id, before, write)),
      restore: (id, record, write) => alive(() => store.imports.restore(id, record, write)),
      ids: () => store.imports.ids(),
      create: async (film, write) => {
        writes += 1;
        if (writes === builtAt) await build();
        return alive(() => store.imports.create(film, write));
      },
    };
    return importInto({ ...store, imports, pointer }, batchesOf(manyRows(600), 100));
  }

  const titles = fc.constantFrom('Jaws', 'jaws', 'Alien', 'Älien', 'The Thing');
  const hrefs = fc.option(fc.constantFrom('A', 'B'), { nil: undefined });
  const casts = fc.uniqueArray(fc.constantFrom('P', 'Q', 'R'));
  const anyRow = fc.record({ title: titles, year: fc.constantFrom(1975, 1979), href: hrefs, cast: casts });
  const files = fc.array(anyRow, { maxLength: 30 });
  type AnyRow = { title: string; year: number; href?: string | undefined; cast: string[] };

  test('an import that is interrupted anywhere and then repeated leaves the same catalogue as one complete run', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat({ max: 30 }), async (rows, stopAt) => {
        const once = await makeMemoryStore();
        await importInto(once, batchesOf(rows));
        const twice = await makeMemoryStore();
        await importInto(twice, batchesOf(rows.slice(0, stopAt)));
        await importInto(twice, batchesOf(rows));
        const contents = (films: Film[]) => films.map(({ id, attributes }) => ({ id, attributes }));
        expect(contents(await catalogue(twice))).toEqual(contents(await catalogue(once)));
      }),
    );
  });

  /**
   * Applies the rule of docs/operations.md row by row. Each row joins the first film that it fits. If it fits none, it
   * becomes a new film.
   */
  function naiveFilms(
    rows: readonly AnyRow[],
  ): { title: string; year: number; href: string | undefined; cast: Set<string> }[] {
    const films: ReturnType<typeof naiveFilms> = [];
    const plain = (title: string) => title.toLowerCase().replace('ä', 'a');
    for (const { title, year, href, cast } of rows) {
      const film = films.find((other) => {
        if (other.title !== plain(title) || other.year !== year) return false;
        if (other.href !== undefined && href !== undefined) return other.href === href;
        if (other.cast.size > 0 && cast.length > 0) return cast.some((name) => other.cast.has(name));
        return other.href === href;
      });
      if (film) {
        film.href ??= href;
        for (const name of cast) film.cast.add(name);
      } else films.push({ title: plain(title), year, href, cast: new Set(cast) });
    }
    return films;
  }

  test('merges rows that a common page or person shows to be one film, and loses no row', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (rows) => {
        const store = await makeMemoryStore();
        await importInto(store, batchesOf(rows));
        const films = (await catalogue(store)).map(({ attributes: { title, year, href, cast } }) =>
          JSON.stringify([title.toLowerCase().replace('ä', 'a'), year, href, [...(cast ?? [])].sort()]),
        );
        const expected = naiveFilms(rows).map(({ title, year, href, cast }) =>
          JSON.stringify([title, year, href, [...cast].sort()]),
        );
        expect(films.sort()).toEqual(expected.sort());
      }),
    );
  });

  test('returns the counts so far when the signal ends the source', async () => {
    const store = await makeMemoryStore();
    const abort = new AbortController();
    const batches = (async function* () {
      yield* batchesOf(manyRows(3));
      abort.abort();
      throw new Error('The operation was aborted');
    })();
    const { counts, findable } = await importInto(store, batches, abort.signal);
    expect(counts).toMatchObject({ rows: 3, created: 3 });
    expect(findable).toEqual({ by: 'changes', films: 3 });
  });

  test('keeps what an aborted import wrote, and a later import adds the rest', async () => {
    const store = await makeMemoryStore();
    const rows = Array.from({ length: 600 }, (_, i) => row(`Film ${String(i)}`));
    const abort = new AbortController();
    const batches = (async function* () {
      for await (const batch of batchesOf(rows, 100)) {
        yield batch;
        if ((batch[0]?.number ?? 0) > 300) abort.abort();
      }
    })();
    const { counts } = await importInto(store, batches, abort.signal);
    expect(counts.created).toBeGreaterThan(0);
    expect(counts.created).toBeLessThan(600);
    expect(await catalogue(store)).toHaveLength(counts.created);
    await importInto(store, batchesOf(rows));
    expect(await catalogue(store)).toHaveLength(600);
  });
});
