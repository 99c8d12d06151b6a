import { describe, expect, test } from '@jest/globals';
import { parseFilmAttributes } from '../src/application/films/film-schema.ts';
import type { ImportCounts } from '../src/application/films/import-outcomes.ts';
import { filmSlug, numberedFilmId } from '../src/domain/film-id.ts';
import type { Film } from '../src/domain/film.ts';
import { hashText } from '../src/domain/hash-text.ts';
import { foldText } from '../src/domain/text/fold-text.ts';
import { makeImportFilms } from '../testing/builders/import-films.ts';
import { describeEveryFilmStore, type FilmStore } from '../testing/stores/every-film-store.ts';

type Row = { title: string; year: number; href?: string; cast?: string[]; genres?: string[]; extract?: string };

/** Stores films as imports did before there were rules: uncleaned, and one film for each title, year and href. */
async function importAsBefore(store: FilmStore, rows: readonly Row[]): Promise<void> {
  const films = new Map<string, { identity: number; rows: Row[] }>();
  for (const row of rows) {
    const identity = hashText(JSON.stringify([foldText(row.title), row.year, row.href ?? null]));
    for (let ordinal = 1; ; ordinal += 1) {
      const id = numberedFilmId(filmSlug(row.title, row.year), ordinal);
      const film = films.get(id);
      if (film && film.identity !== identity) continue;
      films.set(id, { identity, rows: [...(film?.rows ?? []), row] });
      break;
    }
  }
  for (const [id, film] of films) {
    const parsed = film.rows.map((row) => parseFilmAttributes(row));
    const attributes = { ...parsed[0], cast: [...new Set(parsed.flatMap(({ cast }) => cast ?? []))] };
    const rowHashes = parsed.map((one) => hashText(JSON.stringify(one)).toString(36));
    await store.imports.create(
      { id, attributes: parseFilmAttributes(attributes), identity: film.identity, rowHashes },
      'bulk',
    );
  }
}

async function importNow(store: FilmStore, rows: readonly Row[]) {
  const batch = rows.map((value, i) => ({ number: i + 1, value }));
  const batches = (async function* () {
    yield await Promise.resolve(batch);
  })();
  const listener = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  return makeImportFilms(store).execute(batches, listener);
}

async function catalogue(store: FilmStore): Promise<Film[]> {
  const films: Film[] = [];
  for await (const batch of store.films.scan()) films.push(...batch);
  return films.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const casts = (films: readonly Film[]) => Object.fromEntries(films.map(({ id, attributes }) => [id, attributes.cast]));

/** The counts that are not 0. */
const some = (counts: Readonly<ImportCounts>) =>
  Object.fromEntries(Object.entries(counts).filter(([name, count]) => count > 0 && name !== 'rows'));

const DIRTY: Row[] = [
  { title: 'Dodsworth', year: 1936, href: 'Dodsworth', cast: ['Walter Huston', '(', 'Best Actor', 'nominee)'] },
  { title: 'Pinocchio', year: 1940, href: 'P', cast: ['voices of', 'Cliff Edwards'] },
  { title: 'The Cord of Life[1]', year: 1909, href: 'The_Cord_of_Life', cast: ['Marion Leonard'] },
  { title: 'Heat', year: 1995, href: 'Heat', cast: ['Al Pacino'] },
];

describeEveryFilmStore((makeStore) => {
  describe('importing again a catalogue that was first imported without cleaning', () => {
    test('cleans its films under their ids, and changes none that a person has edited or deleted', async () => {
      const store = await makeStore();
      await importAsBefore(store, [...DIRTY, { title: 'Gone', year: 1999, cast: ['and'] }]);
      const mine = { title: 'Pinocchio', year: 1940, href: 'P', cast: ['voices of', 'Mine'] };
      await store.films.replace('pinocchio-1940', mine, 1);
      await store.films.delete('gone-1999', 1);
      const rows = [...DIRTY, { title: 'Gone', year: 1999, cast: ['and'] }];
      expect(some((await importNow(store, rows)).counts)).toEqual({ updated: 2, unchanged: 1, kept: 2 });
      const films = await catalogue(store);
      expect(casts(films)).toEqual({
        'dodsworth-1936': ['Walter Huston'],
        'heat-1995': ['Al Pacino'],
        'pinocchio-1940': ['voices of', 'Mine'],
        'the-cord-of-life-1-1909': ['Marion Leonard'],
      });
      expect(films.find(({ id }) => id === 'the-cord-of-life-1-1909')?.attributes.title).toBe('The Cord of Life');
      expect(some((await importNow(store, rows)).counts)).toEqual({ unchanged: 3, kept: 2 });
      expect(await catalogue(store)).toEqual(films);
    });

    test('merges two films that were separate only because of spaces or apostrophes', async () => {
      const store = await makeStore();
      const rows: Row[] = [
        { title: "Wayne's World", year: 1992, cast: ['Mike Myers'] },
        { title: 'Waynes World', year: 1992, cast: ['Mike Myers', 'Dana Carvey'] },
        { title: 'Dead Pool', year: 2016, href: 'Deadpool', cast: ['Ryan Reynolds'] },
        { title: 'Deadpool', year: 2016, href: 'Deadpool', genres: ['Action'] },
      ];
      await importAsBefore(store, rows);
      expect((await catalogue(store)).map(({ id }) => id)).toEqual([
        'dead-pool-2016',
        'deadpool-2016',
        'waynes-world-1992',
        'waynes-world-1992-2',
      ]);
      expect(some((await importNow(store, rows)).counts)).toEqual({ unchanged: 2, merged: 2 });
      const films = await catalogue(store);
      expect(casts(films)).toEqual({
        'dead-pool-2016': ['Ryan Reynolds'],
        'waynes-world-1992': ['Mike Myers', 'Dana Carvey'],
      });
      for (const order of [rows, rows.toReversed()]) {
        expect((await importNow(store, order)).counts).toMatchObject({ kept: 0, bad: 0 });
        expect(casts(await catalogue(store))).toEqual(casts(films));
      }
    });

    test('keeps two films that were separate only because of spaces if a person has edited one of them', async () => {
      for (const edited of ['dead-pool-2016', 'deadpool-2016']) {
        const store = await makeStore();
        const rows: Row[] = [
          { title: 'Dead Pool', year: 2016, href: 'Deadpool', cast: ['Ryan Reynolds', 'and'] },
          { title: 'Deadpool', year: 2016, href: 'Deadpool', cast: ['Ryan Reynolds', 'with'] },
        ];
        await importAsBefore(store, rows);
        const mine = { title: 'Mine', year: 2016, cast: ['and'] };
        await store.films.replace(edited, mine, 1);
        expect(some((await importNow(store, rows)).counts)).toEqual({ updated: 1, kept: 1 });
        expect(Object.values(casts(await catalogue(store))).sort()).toEqual([['Ryan Reynolds'], ['and']]);
        expect((await store.films.get(edited))?.attributes).toEqual(mine);
      }
    });

    test('splits a film whose rows were merged only because of title and year', async () => {
      const store = await makeStore();
      const rows: Row[] = [
        { title: 'Carmen', year: 1915, cast: ['Theda Bara'] },
        { title: 'Carmen', year: 1915, cast: ['Geraldine Farrar'] },
        { title: 'Carmen', year: 1915, cast: ['Theda Bara', 'Einar Linden'] },
      ];
      await importAsBefore(store, rows);
      expect(casts(await catalogue(store))).toEqual({
        'carmen-1915': ['Theda Bara', 'Geraldine Farrar', 'Einar Linden'],
      });
      const { counts, quality } = await importNow(store, rows);
      expect(some(counts)).toEqual({ updated: 1, created: 1, merged: 1 });
      expect(quality).toMatchObject([{ rule: 'namesake-film', count: 1 }]);
      const films = casts(await catalogue(store));
      expect(films).toEqual({
        'carmen-1915': ['Theda Bara', 'Einar Linden'],
        'carmen-1915-2': ['Geraldine Farrar'],
      });
      for (const order of [rows, rows.toReversed()]) {
        expect(some((await importNow(store, order)).counts)).toEqual({ unchanged: 2, merged: 1 });
        expect(casts(await catalogue(store))).toEqual(films);
      }
    });
  });
});
