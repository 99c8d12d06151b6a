import { describe, expect, test } from '@jest/globals';
import { snapshotFormat } from '../../src/adapters/driven/search-index/structures/snapshot-format.ts';
import type { FilmImportStore, ImportedFilm } from '../../src/ports/film-import-store.ts';
import type { FilmStore } from '../stores/every-film-store.ts';

function film(id: string, year = 1975): ImportedFilm {
  return { id, attributes: { title: id, year }, identity: 42, rowHashes: ['h1'] };
}

async function idsOf(imports: FilmImportStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of imports.ids()) ids.push(...batch);
  return ids.sort();
}

/** The contract of every FilmImportStore and CataloguePointer. See their ports. */
export function filmImportStoreContract(makeStore: () => Promise<FilmStore>): void {
  describe('FilmImportStore', () => {
    test('reads back what it created, with its mark, and omits absent films', async () => {
      const { imports } = await makeStore();
      expect(await imports.create(film('jaws-1975'), 'bulk')).toBe(true);
      expect(await imports.create(film('alien-1979'), 'change')).toBe(true);
      const records = await imports.read(['jaws-1975', 'alien-1979', 'nothing-1999']);
      expect([...records.keys()].sort()).toEqual(['alien-1979', 'jaws-1975']);
      expect(records.get('jaws-1975')).toMatchObject({
        version: 1,
        attributes: { title: 'jaws-1975', year: 1975 },
        imported: { identity: 42, rowHashes: ['h1'], version: 1 },
      });
    });

    test('restores records exactly as another store has them, and lists the ids of films and deleted films', async () => {
      const { imports, films } = await makeStore();
      await imports.create({ ...film('jaws-1975'), derived: { directors: ['Ada'] } }, 'bulk');
      await films.replace('jaws-1975', { title: '🎬', year: 1975, list: [], nested: { a: [null, -1.5, ''] } }, 1);
      await imports.create(film('gone-1999'), 'bulk');
      await films.delete('gone-1999', 1);
      await films.create('large-2001', { title: 'Large', year: 2001, notes: '“'.repeat(130_000) });
      const ids = await idsOf(imports);
      expect(ids).toEqual(['gone-1999', 'jaws-1975', 'large-2001']);
      const records = await imports.read(ids);
      const copy = await makeStore();
      for (const [id, record] of records) expect(await copy.imports.restore(id, record, 'bulk')).toBe(true);
      const unlisted = [...records].map(([id, { isListed: _listed, ...record }]) => [id, record] as const);
      expect(await copy.imports.read(ids)).toEqual(new Map(unlisted));
      expect(await idsOf(copy.imports)).toEqual(ids);
      expect(await copy.films.get('gone-1999')).toBeUndefined();
      expect(await copy.films.changesSince(0)).toEqual([]);
    });

    test('restores nothing under an id that belongs or belonged to a film', async () => {
      const { imports, films } = await makeStore();
      await films.create('jaws-1975', { title: 'Mine', year: 1975 });
      await films.create('gone-1999', { title: 'Gone', year: 1999 });
      await films.delete('gone-1999', 1);
      const record = { version: 7, attributes: { title: 'Restored', year: 1975 } };
      for (const id of ['jaws-1975', 'gone-1999']) expect(await imports.restore(id, record, 'change')).toBe(false);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 1, attributes: { title: 'Mine' } });
    });

    test('a restored film keeps its version, and is in the list of changes unless written in bulk', async () => {
      const { imports, films } = await makeStore();
      const attributes = { title: 'Restored', year: 1975 };
      await imports.restore('jaws-1975', { version: 7, attributes }, 'change');
      await imports.restore('gone-1999', { version: 4 }, 'change');
      expect((await films.changesSince(0)).map(({ id, version }) => [id, version]).sort()).toEqual([
        ['gone-1999', 4],
        ['jaws-1975', 7],
      ]);
      expect(await films.replace('jaws-1975', attributes, 7)).toMatchObject({ version: 8 });
      expect(await films.create('gone-1999', attributes)).toMatchObject({ version: 5 });
    });

    test('reads any number of ids in one call', async () => {
      const { imports } = await makeStore();
      const ids = Array.from({ length: 201 }, (_, i) => `film-${String(i)}`);
      for (const id of [ids[0], ids[100], ids[200]]) await imports.create(film(id ?? ''), 'bulk');
      expect([...(await imports.read(ids)).keys()].sort()).toEqual(['film-0', 'film-100', 'film-200']);
    });

    test('creates films that are read like all others; they are in the list of changes unless written in bulk', async () => {
      const { imports, films, clock } = await makeStore();
      await imports.create(film('jaws-1975'), 'bulk');
      await imports.create(film('alien-1979'), 'change');
      expect(await films.get('jaws-1975')).toMatchObject({ version: 1 });
      const alien = {
        id: 'alien-1979',
        version: 1,
        changedAtMs: clock.nowMs(),
        attributes: film('alien-1979').attributes,
      };
      expect(await films.changesSince(0)).toEqual([alien]);
    });

    test('creates no film under an id that belongs or belonged to a film', async () => {
      const { imports, films } = await makeStore();
      await films.create('jaws-1975', { title: 'Mine', year: 1975 });
      await films.create('gone-1999', { title: 'Gone', year: 1999 });
      await films.delete('gone-1999', 1);
      for (const id of ['jaws-1975', 'gone-1999']) expect(await imports.create(film(id), 'change')).toBe(false);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 1, attributes: { title: 'Mine' } });
      expect(await films.get('gone-1999')).toBeUndefined();
    });

    test('when an import and a person create one film concurrently, one of them succeeds', async () => {
      const { imports, films } = await makeStore();
      for (let i = 0; i < 10; i += 1) {
        const id = `film-${String(i)}`;
        const created = await Promise.all([
          imports.create(film(id), 'bulk'),
          films.create(id, { title: 'Mine', year: 2000 }).then(Boolean),
        ]);
        expect(created.filter(Boolean)).toHaveLength(1);
        expect(await films.get(id)).toMatchObject({ version: 1, attributes: { title: created[0] ? id : 'Mine' } });
      }
    });

    test('shows an edit and a deletion as a version that differs from the mark', async () => {
      const { imports, films } = await makeStore();
      await imports.create(film('jaws-1975'), 'bulk');
      await imports.create(film('alien-1979'), 'bulk');
      await films.replace('jaws-1975', { title: 'Mine', year: 1975 }, 1);
      await films.delete('alien-1979', 1);
      const records = await imports.read(['jaws-1975', 'alien-1979']);
      expect(records.get('jaws-1975')).toMatchObject({ version: 2, imported: { version: 1 } });
      expect(records.get('alien-1979')).toMatchObject({ version: 2, imported: { version: 1 } });
      expect(records.get('alien-1979')?.attributes).toBeUndefined();
    });

    test('replaces only the version that was read', async () => {
      const { imports, films } = await makeStore();
      const jaws = { version: 1, attributes: film('jaws-1975').attributes };
      expect(await imports.replace(film('jaws-1975'), jaws, 'bulk')).toBe(false);
      await imports.create(film('jaws-1975'), 'bulk');
      expect(await imports.replace(film('jaws-1975', 1976), jaws, 'bulk')).toBe(true);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 2, attributes: { year: 1976 } });
      expect(await imports.replace(film('jaws-1975', 1977), jaws, 'bulk')).toBe(false);
      expect((await imports.read(['jaws-1975'])).get('jaws-1975')?.imported?.version).toBe(2);
    });

    test('says whether a film is in the list of changes, and takes it off', async () => {
      const { imports, films } = await makeStore();
      const isListed = async () => (await imports.read(['jaws-1975'])).get('jaws-1975')?.isListed;
      const before = (version: number) => ({ version, attributes: film('jaws-1975').attributes });
      await imports.create(film('jaws-1975'), 'change');
      expect(await isListed()).toBe(true);
      expect(await imports.replace(film('jaws-1975', 1976), before(1), 'bulk')).toBe(true);
      expect(await isListed()).toBe(true);
      expect(await imports.replace(film('jaws-1975', 1977), before(2), 'unlist')).toBe(true);
      expect([await isListed(), await films.changesSince(0)]).toEqual([undefined, []]);
      expect(await imports.replace(film('jaws-1975', 1978), before(3), 'bulk')).toBe(true);
      expect([await isListed(), await films.changesSince(0)]).toEqual([undefined, []]);
      expect(await imports.replace(film('jaws-1975', 1979), before(4), 'change')).toBe(true);
      expect(await films.changesSince(0)).toMatchObject([{ version: 5 }]);
      await films.delete('jaws-1975', 5);
      expect(await isListed()).toBe(true);
    });

    test('creates a film in place of a deleted one, at the next version', async () => {
      const { imports, films } = await makeStore();
      await films.create('jaws-1975', { title: 'Mine', year: 1975 });
      await films.delete('jaws-1975', 1);
      expect(await imports.replace(film('jaws-1975'), { version: 2 }, 'bulk')).toBe(true);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 3, attributes: { title: 'jaws-1975' } });
    });

    test.each(['change', 'bulk'] as const)(
      'removes only the version that was read, and frees its id (%s)',
      async (write) => {
        const { imports, films } = await makeStore();
        await imports.create(film('jaws-1975'), 'change');
        const jaws = { version: 1, attributes: film('jaws-1975').attributes };
        await films.replace('jaws-1975', { title: 'Mine', year: 1975 }, 1);
        expect(await imports.remove('jaws-1975', jaws, write)).toBe(false);
        expect(await films.get('jaws-1975')).toMatchObject({ attributes: { title: 'Mine' } });
        expect(await imports.remove('jaws-1975', { ...jaws, version: 2 }, write)).toBe(true);
        expect(await films.get('jaws-1975')).toBeUndefined();
        const left = (await imports.read(['jaws-1975'])).get('jaws-1975');
        expect({ ...left }).toMatchObject({ version: 3 });
        expect([left?.attributes, left?.imported]).toEqual([undefined, undefined]);
        expect(await films.changesSince(0)).toEqual([
          { id: 'jaws-1975', version: 3, changedAtMs: expect.any(Number) as unknown },
        ]);
        expect(await imports.remove('jaws-1975', { version: 3 }, write)).toBe(false);
        expect(await imports.replace(film('jaws-1975'), { version: 3 }, write)).toBe(true);
        expect(await imports.remove('nothing-1999', jaws, write)).toBe(false);
      },
    );

    describe('derived attributes', () => {
      const derived = { directors: ['Ann Lee'], imdbRating: 8.1, isSeen: true, note: 'A shark.' };
      const attributes = { title: 'jaws-1975', year: 1975, ...derived };
      const withLee = { ...film('jaws-1975'), attributes, derived };
      const read = async ({ imports }: FilmStore) => (await imports.read(['jaws-1975'])).get('jaws-1975');

      test('are marked, and the next import that derives nothing removes the mark', async () => {
        const store = await makeStore();
        await store.imports.create(withLee, 'bulk');
        const before = await read(store);
        expect(before).toMatchObject({ version: 1, attributes, derived });
        await store.imports.replace(film('jaws-1975'), before ?? { version: 0 }, 'bulk');
        expect((await read(store))?.derived).toBeUndefined();
      });

      test('keep their mark when a person edits the film, and lose it when the film is deleted and created again', async () => {
        const store = await makeStore();
        await store.imports.create(withLee, 'bulk');
        await store.films.replace('jaws-1975', { ...attributes, year: 1976 }, 1);
        expect(await read(store)).toMatchObject({ attributes: { year: 1976 }, derived });
        await store.films.delete('jaws-1975', 2);
        await store.films.create('jaws-1975', attributes);
        expect((await read(store))?.derived).toBeUndefined();
      });

      test('lose their mark when an import removes the film', async () => {
        const store = await makeStore();
        await store.imports.create(withLee, 'bulk');
        await store.imports.remove('jaws-1975', (await read(store)) ?? { version: 0 }, 'bulk');
        expect((await read(store))?.derived).toBeUndefined();
      });

      test.each(['change', 'bulk'] as const)(
        'are replaced at the version that was read, and the film stays as imported (%s)',
        async (write) => {
          const store = await makeStore();
          await store.imports.create(film('jaws-1975'), 'bulk');
          const before = (await read(store)) ?? { version: 0 };
          expect(await store.imports.derive({ id: 'jaws-1975', attributes, derived }, before, write)).toBe(true);
          const imported = { identity: 42, rowHashes: ['h1'], version: 2 };
          expect(await read(store)).toMatchObject({ version: 2, attributes, derived, imported });
          expect(await store.films.changesSince(0)).toHaveLength(write === 'change' ? 1 : 0);
          expect(await store.imports.derive({ id: 'jaws-1975', attributes, derived }, before, write)).toBe(false);
          const now = (await read(store)) ?? { version: 0 };
          const none = { id: 'jaws-1975', attributes: { title: 'jaws-1975', year: 1975 } };
          expect(await store.imports.derive(none, now, write)).toBe(true);
          expect((await read(store))?.derived).toBeUndefined();
        },
      );

      test('of films that were edited or never imported are replaced too, and nothing else changes in these films', async () => {
        const store = await makeStore();
        await store.imports.create(film('jaws-1975'), 'bulk');
        await store.films.replace('jaws-1975', { title: 'Mine', year: 1975 }, 1);
        await store.films.create('alien-1979', { title: 'Alien', year: 1979 });
        const stored = await store.imports.read(['jaws-1975', 'alien-1979']);
        for (const [id, before] of stored) {
          expect(await store.imports.derive({ id, attributes, derived }, before, 'bulk')).toBe(true);
        }
        const after = await store.imports.read(['jaws-1975', 'alien-1979']);
        expect(after.get('jaws-1975')).toMatchObject({ version: 3, imported: { version: 1 } });
        expect(after.get('alien-1979')).toMatchObject({ version: 2, derived });
        expect(after.get('alien-1979')?.imported).toBeUndefined();
      });

      test('of a deleted film are not written', async () => {
        const store = await makeStore();
        await store.imports.create(withLee, 'bulk');
        await store.films.delete('jaws-1975', 1);
        const before = { version: 2, attributes };
        expect(await store.imports.derive({ id: 'jaws-1975', attributes, derived }, before, 'bulk')).toBe(false);
        expect(await store.films.get('jaws-1975')).toBeUndefined();
      });
    });

    test('the list of changes shows the current content of a film whose attributes are derived in bulk', async () => {
      const { imports, films } = await makeStore();
      await imports.create(film('jaws-1975'), 'change');
      const { attributes } = film('jaws-1975');
      await imports.derive({ ...film('jaws-1975', 1976), derived: undefined }, { version: 1, attributes }, 'bulk');
      expect(await films.changesSince(0)).toMatchObject([{ version: 2, attributes: { year: 1976 } }]);
    });
  });

  describe('CataloguePointer', () => {
    const snapshot = (name: string, format = snapshotFormat([])) => ({
      ...{ name, format, generation: 1, watermarkMs: 2, publishedAtMs: 3 },
    });

    test('the generation starts at 0 and rises', async () => {
      const { pointer } = await makeStore();
      expect(await pointer.read()).toEqual({ generation: 0 });
      await pointer.advance();
      expect((await pointer.read()).generation).toBe(1);
      await Promise.all([pointer.advance(), pointer.advance()]);
      expect((await pointer.read()).generation).toBe(3);
    });

    test('imports are open until they are closed, and opening one increases the generation', async () => {
      const { pointer } = await makeStore();
      await pointer.openImport('a', 1_000);
      await pointer.openImport('b', 2_000);
      await pointer.openImport('a', 3_000);
      const opened = await pointer.read();
      expect(opened.generation).toBe(3);
      expect([...(opened.openImports ?? [])].sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual([
        { id: 'a', openedAtMs: 3_000 },
        { id: 'b', openedAtMs: 2_000 },
      ]);
      await pointer.closeImports(['a', 'other']);
      expect(await pointer.read()).toMatchObject({ generation: 3, openImports: [{ id: 'b' }] });
      await pointer.closeImports(['b']);
      expect((await pointer.read()).openImports).toBeUndefined();
      await pointer.closeImports(['b']);
    });

    test('a snapshot becomes current only if the one that it replaces is still current', async () => {
      const { pointer } = await makeStore();
      expect(await pointer.publish(snapshot('a'), 'nothing')).toBe(false);
      expect(await pointer.publish(snapshot('a'), undefined)).toBe(true);
      expect(await pointer.publish(snapshot('b'), undefined)).toBe(false);
      await pointer.advance();
      expect(await pointer.read()).toEqual({ generation: 1, snapshot: snapshot('a') });
      expect(await pointer.publish(snapshot('b'), 'a')).toBe(true);
      expect(await pointer.publish(snapshot('c'), 'a')).toBe(false);
      expect(await pointer.read()).toEqual({ generation: 1, snapshot: snapshot('b') });
    });

    test('each format has a current snapshot of its own, and every reader sees the snapshots of the other formats', async () => {
      const { pointer, pointerOf } = await makeStore();
      const newer = pointerOf('newer');
      expect(await pointer.publish(snapshot('a'), undefined)).toBe(true);
      expect(await newer.publish(snapshot('b', 'newer'), undefined)).toBe(true);
      expect(await pointer.publish(snapshot('c'), 'b')).toBe(false);
      expect(await pointer.publish(snapshot('c'), 'a')).toBe(true);
      await newer.advance();
      await newer.openImport('i', 1_000);
      const shared = { generation: 2, openImports: [{ id: 'i', openedAtMs: 1_000 }] };
      const [old, other] = [snapshot('c'), snapshot('b', 'newer')];
      expect(await pointer.read()).toEqual({ ...shared, snapshot: old, otherSnapshots: [other] });
      expect(await newer.read()).toEqual({ ...shared, snapshot: other, otherSnapshots: [old] });
    });

    test('drops the snapshots of other formats, and keeps those that are no longer current', async () => {
      const { pointer, pointerOf } = await makeStore();
      await pointer.publish(snapshot('a'), undefined);
      for (const format of ['b', 'c']) await pointerOf(format).publish(snapshot(format, format), undefined);
      const older = { ...snapshot('c', 'c'), name: 'older' };
      await pointer.dropFormats([snapshot('b', 'b'), older, snapshot('never', 'never')]);
      expect(await pointer.read()).toEqual({
        ...{ generation: 0, snapshot: snapshot('a'), otherSnapshots: [snapshot('c', 'c')] },
      });
      expect(await pointerOf('b').publish(snapshot('d', 'b'), undefined)).toBe(true);
    });

    test('a current snapshot stays current when it is published again', async () => {
      const { pointer } = await makeStore();
      for (const replaces of [undefined, 'a', 'a']) {
        const name = replaces === undefined ? 'a' : 'b';
        expect(await pointer.publish(snapshot(name), replaces)).toBe(true);
      }
      expect((await pointer.read()).snapshot).toEqual(snapshot('b'));
    });

    test('exactly one of 10 concurrent replacements of a snapshot wins', async () => {
      const { pointer } = await makeStore();
      await pointer.publish(snapshot('a'), undefined);
      const won = await Promise.all(
        Array.from({ length: 10 }, (_, i) => pointer.publish(snapshot(`b${String(i)}`), 'a')),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
    });
  });
}
