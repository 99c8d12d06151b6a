import { describe, expect, test } from '@jest/globals';
import type { ImportedFilm } from '../../src/ports/film-import-store.ts';
import type { FilmStore } from '../stores/every-film-store.ts';

function film(id: string, year = 1975): ImportedFilm {
  return { id, attributes: { title: id, year }, identity: 42, rowHashes: ['h1'] };
}

/** What every FilmImportStore and CataloguePointer does; see their ports. */
export function filmImportStoreContract(makeStore: () => Promise<FilmStore>): void {
  describe('FilmImportStore', () => {
    test('reads back what it created, with its mark, and leaves out what is not there', async () => {
      const { imports } = await makeStore();
      await imports.create([film('jaws-1975'), film('alien-1979')]);
      const records = await imports.read(['jaws-1975', 'alien-1979', 'nothing-1999']);
      expect([...records.keys()].sort()).toEqual(['alien-1979', 'jaws-1975']);
      expect(records.get('jaws-1975')).toEqual({
        version: 1,
        attributes: { title: 'jaws-1975', year: 1975 },
        imported: { identity: 42, rowHashes: ['h1'], version: 1 },
      });
    });

    test('what it creates is a film like any other, but no change', async () => {
      const { imports, films } = await makeStore();
      await imports.create([film('jaws-1975')]);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 1 });
      expect(await films.changesSince(0)).toEqual([]);
    });

    test('an edit and a deletion show as another version than the mark', async () => {
      const { imports, films } = await makeStore();
      await imports.create([film('jaws-1975'), film('alien-1979')]);
      await films.replace('jaws-1975', { title: 'Mine', year: 1975 }, 1);
      await films.delete('alien-1979', 1);
      const records = await imports.read(['jaws-1975', 'alien-1979']);
      expect(records.get('jaws-1975')).toMatchObject({ version: 2, imported: { version: 1 } });
      expect(records.get('alien-1979')).toMatchObject({ version: 2, imported: { version: 1 } });
      expect(records.get('alien-1979')?.attributes).toBeUndefined();
    });

    test('replaces at the expected version only', async () => {
      const { imports, films } = await makeStore();
      await imports.create([film('jaws-1975')]);
      expect(await imports.replace(film('jaws-1975', 1976), 1)).toBe(true);
      expect(await films.get('jaws-1975')).toMatchObject({ version: 2, attributes: { year: 1976 } });
      expect(await imports.replace(film('jaws-1975', 1977), 1)).toBe(false);
      expect((await imports.read(['jaws-1975'])).get('jaws-1975')?.imported?.version).toBe(2);
      expect(await imports.replace(film('nothing-1999'), 1)).toBe(false);
    });
  });

  describe('CataloguePointer', () => {
    const snapshot = (name: string) => ({ name, generation: 1, watermarkMs: 2, publishedAtMs: 3 });

    test('the generation is 0 at first and rises', async () => {
      const { pointer } = await makeStore();
      expect(await pointer.read()).toEqual({ generation: 0 });
      await pointer.advance();
      expect((await pointer.read()).generation).toBe(1);
      await Promise.all([pointer.advance(), pointer.advance()]);
      expect((await pointer.read()).generation).toBe(3);
    });

    test('a snapshot becomes current only when the one that it replaces still is', async () => {
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

    test('of 10 that replace one snapshot exactly one wins', async () => {
      const { pointer } = await makeStore();
      await pointer.publish(snapshot('a'), undefined);
      const won = await Promise.all(
        Array.from({ length: 10 }, (_, i) => pointer.publish(snapshot(`b${String(i)}`), 'a')),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
    });
  });
}
