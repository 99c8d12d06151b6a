import { describe, expect, test } from '@jest/globals';
import { parseFilmAttributes } from '../../src/application/films/film-schema.ts';
import { FILM_BOUNDS, type FilmAttributes, type JsonValue } from '../../src/domain/film.ts';
import { makeImportFilms } from '../builders/import-films.ts';
import type { FilmStore } from '../stores/every-film-store.ts';

const JAWS: FilmAttributes = { title: 'Jaws', year: 1975, cast: ['Roy Scheider'], genres: ['Thriller'] };

/** Imports {@link JAWS}, or the same film with another cast. */
async function importRow(store: FilmStore, cast = JAWS.cast) {
  const reasons: string[] = [];
  async function* rows() {
    yield await Promise.resolve([{ number: 1, value: { ...JAWS, cast } }]);
  }
  const { counts } = await makeImportFilms(store).execute(rows(), {
    onRowLeftAside: (_row, _outcome, reason) => reasons.push(reason),
    onProgress: () => undefined,
  });
  return { counts, reasons };
}

/** An attribute of nearly the largest size that a film may have, so that few films fill a page of the store. */
const LARGE = 'x'.repeat(90_000);

/** The contract of every FilmRepository. See ports/film-repository.ts. */
export function filmRepositoryContract(makeStore: () => Promise<FilmStore>): void {
  describe('FilmRepository', () => {
    test('returns a created film unchanged, at version 1', async () => {
      const { films } = await makeStore();
      const attributes: FilmAttributes = {
        ...JAWS,
        'a b': { 'ü.#:': [1, 2.5, -0.001, true, null, '', [], {}] },
        version: 99,
        deleted: true,
        changeLog: 'x',
        '#catalogue': 7,
      };
      expect(await films.create('jaws-1975', attributes)).toMatchObject({ id: 'jaws-1975', version: 1, attributes });
      expect(await films.get('jaws-1975')).toEqual({ id: 'jaws-1975', version: 1, attributes });
    });

    test('keeps a film at its limits: the smallest and largest number, the deepest nesting and the most bytes', async () => {
      const { films } = await makeStore();
      const { numberMin, depth, jsonBytes } = FILM_BOUNDS;
      const deep = Array.from({ length: depth - 1 }).reduce<JsonValue>((inner) => [inner], 'deepest');
      const numbers = [numberMin, -numberMin, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
      const start: FilmAttributes = { ...JAWS, deep, numbers, rest: '' };
      const attributes = { ...start, rest: 'x'.repeat(jsonBytes - JSON.stringify(start).length) };
      expect(parseFilmAttributes(attributes)).toEqual(attributes);
      await films.create('jaws-1975', attributes);
      expect(await films.get('jaws-1975')).toEqual({ id: 'jaws-1975', version: 1, attributes });
    });

    test('returns undefined for an absent film', async () => {
      const { films } = await makeStore();
      expect(await films.get('nothing-1999')).toBeUndefined();
    });

    test('reads the synopses of films; a film without one, a deleted film and an unknown id are absent', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', { ...JAWS, extract: 'A shark eats swimmers.' });
      await films.create('alien-1979', {
        title: 'Alien',
        year: 1979,
        extract: 'A creature eats',
        plot: 'the crew. “…”',
      });
      await films.create('plain-2000', { title: 'Plain', year: 2000 });
      await films.create('gone-2001', { title: 'Gone', year: 2001, extract: 'Nothing is left.' });
      await films.delete('gone-2001', 1);
      const ids = ['nothing-1999', 'alien-1979', 'plain-2000', 'gone-2001', 'jaws-1975'];
      expect(new Map(await films.readSynopses(ids))).toEqual(
        new Map([
          ['jaws-1975', 'A shark eats swimmers.'],
          ['alien-1979', 'A creature eats the crew. “…”'],
        ]),
      );
    });

    test('distinguishes a deleted film from one that never existed', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      expect(await films.lastVersion('jaws-1975')).toEqual({ version: 1, attributes: JAWS });
      await films.delete('jaws-1975', 1);
      expect(await films.lastVersion('jaws-1975')).toEqual({ version: 2 });
      expect(await films.lastVersion('no-such-film-1975')).toBeUndefined();
    });

    test('reads 100 synopses of the largest size, which is more than DynamoDB reads for one request', async () => {
      const { films } = await makeStore();
      const extract = 'x'.repeat(FILM_BOUNDS.extractLength);
      const ids = Array.from({ length: 100 }, (_, i) => `film-${String(i)}`);
      await Promise.all(ids.map((id) => films.create(id, { title: id, year: 2000, extract })));
      expect((await films.readSynopses(ids)).size).toBe(100);
    });

    test('refuses a taken id and does not change its film', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      expect(await films.create('jaws-1975', { title: 'Other', year: 1999 })).toBeUndefined();
      expect((await films.get('jaws-1975'))?.attributes).toEqual(JAWS);
    });

    test('when a writer repeats a creation, returns the film as it was created, even if it has changed since', async () => {
      const { films } = await makeStore();
      const first = { id: 'jaws-1975', version: 1, attributes: JAWS };
      expect(await films.create('jaws-1975', JAWS, 'writer-1')).toMatchObject(first);
      for (let version = 1; version <= 6; version += 1) await films.replace('jaws-1975', { ...JAWS, version }, version);
      expect(await films.create('jaws-1975', JAWS, 'writer-1')).toMatchObject(first);
      expect(await films.create('jaws-1975', JAWS, 'writer-2')).toBeUndefined();
      await films.delete('jaws-1975', 7);
      expect(await films.create('jaws-1975', JAWS, 'writer-1')).toMatchObject(first);
      expect(await films.get('jaws-1975')).toBeUndefined();
      expect((await films.create('jaws-1975', JAWS, 'writer-2'))?.version).toBe(9);
      expect(await films.create('jaws-1975', JAWS, 'writer-1')).toBeUndefined();
    });

    test('exactly one of 20 concurrent creations of an id wins', async () => {
      const { films } = await makeStore();
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, i) => films.create('jaws-1975', { title: `Jaws ${String(i)}`, year: 1975 })),
      );
      const winners = made.filter((film) => film !== undefined);
      expect(winners).toHaveLength(1);
      const { changedAtMs: _written, ...winner } = winners[0] ?? { changedAtMs: 0 };
      expect(await films.get('jaws-1975')).toEqual(winner);
    });

    test('a replacement at the expected version succeeds once and increases the version', async () => {
      const { films, clock } = await makeStore();
      await films.create('jaws-1975', JAWS);
      const next = { title: 'Jaws', year: 1976 };
      const written = { id: 'jaws-1975', version: 2, attributes: next, changedAtMs: clock.nowMs() };
      expect(await films.replace('jaws-1975', next, 1)).toEqual(written);
      await expect(films.replace('jaws-1975', JAWS, 1)).rejects.toMatchObject({ kind: 'precondition-failed' });
      expect((await films.get('jaws-1975'))?.attributes).toEqual(next);
    });

    test('exactly one of 20 concurrent writers that expect the same version wins', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) => films.replace('jaws-1975', { ...JAWS, year: 1900 + i }, 1)),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await films.get('jaws-1975'))?.version).toBe(2);
    });

    test('a replacement that accepts any version needs an existing film', async () => {
      const { films } = await makeStore();
      await expect(films.replace('jaws-1975', JAWS, 'any')).rejects.toMatchObject({ kind: 'not-found' });
      await films.create('jaws-1975', JAWS);
      expect((await films.replace('jaws-1975', { ...JAWS, year: 1976 }, 'any')).version).toBe(2);
      await expect(films.replace('nothing-1999', JAWS, 1)).rejects.toMatchObject({ kind: 'not-found' });
    });

    test('a deleted film is gone; when it is created again, its version keeps rising', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      expect(await films.delete('jaws-1975', 1)).toMatchObject({ id: 'jaws-1975', version: 2 });
      expect(await films.get('jaws-1975')).toBeUndefined();
      await expect(films.delete('jaws-1975', 'any')).rejects.toMatchObject({ kind: 'not-found' });
      await expect(films.replace('jaws-1975', JAWS, 2)).rejects.toMatchObject({ kind: 'not-found' });
      expect((await films.create('jaws-1975', JAWS))?.version).toBe(3);
    });

    test('refuses a deletion at another version', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      await expect(films.delete('jaws-1975', 7)).rejects.toMatchObject({ kind: 'precondition-failed' });
      expect(await films.get('jaws-1975')).toBeDefined();
    });

    test('lists the changes since a given time, oldest first, each film once, including tombstones', async () => {
      const { films, clock } = await makeStore();
      const startMs = clock.nowMs();
      await films.create('first-2001', { title: 'First', year: 2001 });
      clock.advance(1_000);
      await films.create('second-2002', { title: 'Second', year: 2002 });
      clock.advance(1_000);
      await films.replace('first-2001', { title: 'First', year: 2011 }, 1);
      clock.advance(1_000);
      await films.delete('second-2002', 1);

      const all = await films.changesSince(startMs);
      expect(all.map(({ id, version, changedAtMs }) => [id, version, changedAtMs - startMs])).toEqual([
        ['first-2001', 2, 2_000],
        ['second-2002', 2, 3_000],
      ]);
      expect(all[0]?.attributes).toEqual({ title: 'First', year: 2011 });
      expect(all[1]?.attributes).toBeUndefined();
      expect((await films.changesSince(startMs + 2_500)).map(({ id }) => id)).toEqual(['second-2002']);
      expect((await films.changesSince(startMs + 3_000)).map(({ id }) => id)).toEqual(['second-2002']);
      expect(await films.changesSince(startMs + 3_001)).toEqual([]);
    });

    test('lists all changes if they fill more than one page (1 MB)', async () => {
      const { films } = await makeStore();
      const ids = Array.from({ length: 20 }, (_, i) => `film-${String(i)}`);
      await Promise.all(ids.map((id) => films.create(id, { title: id, year: 2000, rest: LARGE })));
      expect(new Set((await films.changesSince(0)).map(({ id }) => id))).toEqual(new Set(ids));
    });

    test('forgetting a change removes it from the list of changes, and keeps the film or tombstone', async () => {
      const { films, imports } = await makeStore();
      await films.create('jaws-1975', JAWS);
      await films.create('gone-1975', JAWS);
      await films.delete('gone-1975', 1);
      const changes = await films.changesSince(0);
      for (const change of changes) await films.forgetChange({ ...change, version: change.version + 1 });
      expect(await films.changesSince(0)).toEqual(changes);
      for (const change of changes) await films.forgetChange(change);
      expect(await films.changesSince(0)).toEqual([]);
      expect(await films.get('jaws-1975')).toEqual({ id: 'jaws-1975', version: 1, attributes: JAWS });
      expect(await films.get('gone-1975')).toBeUndefined();
      expect((await imports.read(['gone-1975'])).get('gone-1975')).toEqual({ version: 2 });
      expect((await films.replace('jaws-1975', JAWS, 1)).version).toBe(2);
      expect(await films.changesSince(0)).toHaveLength(1);
    });

    test('the version keeps rising after a deletion is forgotten, so that no old version matches', async () => {
      const { films } = await makeStore();
      await films.create('jaws-1975', JAWS);
      for (const deleted of [2, 4, 6]) {
        await films.forgetChange(await films.delete('jaws-1975', deleted - 1));
        expect((await films.create('jaws-1975', JAWS))?.version).toBe(deleted + 1);
        await expect(films.replace('jaws-1975', JAWS, 1)).rejects.toMatchObject({ kind: 'precondition-failed' });
        await expect(films.delete('jaws-1975', deleted)).rejects.toMatchObject({ kind: 'precondition-failed' });
      }
      const seen: string[] = [];
      for await (const batch of films.scan()) seen.push(...batch.map(({ id, version }) => `${id} ${String(version)}`));
      expect(seen).toEqual(['jaws-1975 7']);
    });

    test('an import skips a film that was deleted here, even after the deletion is forgotten', async () => {
      const store = await makeStore();
      const { films } = store;
      expect(await importRow(store)).toMatchObject({ counts: { created: 1 } });
      await films.forgetChange(await films.delete('jaws-1975', 1));
      expect(await importRow(store)).toMatchObject({ counts: { created: 0, unchanged: 1 } });
      expect(await importRow(store, ['Robert Shaw'])).toEqual({
        counts: expect.objectContaining({ created: 0, updated: 0, kept: 1 }) as unknown,
        reasons: ['the film "jaws-1975" was deleted in Marquee'],
      });
      expect(await films.get('jaws-1975')).toBeUndefined();
      expect((await films.create('jaws-1975', JAWS))?.version).toBe(3);
    });

    test('if a deleted film was not written by an import, an import writes a film under its id at a higher version', async () => {
      const store = await makeStore();
      const { films } = store;
      await films.create('jaws-1975', JAWS);
      await films.forgetChange(await films.delete('jaws-1975', 1));
      expect(await importRow(store)).toMatchObject({ counts: { updated: 1 } });
      expect(await films.get('jaws-1975')).toMatchObject({ version: 3 });
    });

    test('a scan yields every film of many pages once, and neither tombstones nor pointer items', async () => {
      const { films, imports, pointer } = await makeStore();
      // A page has at most 1 MB, which is 11 of these films. So one of the four segments of the scan has two pages.
      const ids = Array.from({ length: 52 }, (_, i) => `film-${String(i)}`);
      for (const id of ids) {
        const film = { id, attributes: { title: id, year: 2000, rest: LARGE }, identity: 1, rowHashes: ['a'] };
        await imports.create(film, 'bulk');
      }
      await pointer.advance();
      await films.delete('film-7', 1);
      const seen: string[] = [];
      for await (const batch of films.scan()) seen.push(...batch.map(({ id }) => id));
      expect(seen.sort()).toEqual(ids.filter((id) => id !== 'film-7').sort());
    });
  });
}
