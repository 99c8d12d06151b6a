import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { makeImportFilms } from '../../../testing/builders/import-films.ts';
import { makeMemoryStore, type FilmStore } from '../../../testing/stores/every-film-store.ts';
import { FilmClaims } from './film-claims.ts';
import { FilmFinder, LookBudget } from './film-finder.ts';
import { parseImportRow } from './import-row.ts';
import type { RawRow } from './import-run.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

async function* batchesOf(values: readonly unknown[], size = 10): AsyncGenerator<RawRow[]> {
  const rows = values.map((value, i) => ({ number: i + 1, value }));
  for (let i = 0; i < rows.length; i += size) yield await Promise.resolve(rows.slice(i, i + size));
}

/** Imports rows and counts the steps that may grow with the number of films of one title. */
async function countSteps(store: FilmStore, rows: readonly unknown[]) {
  const has = jest.spyOn(FilmClaims.prototype, 'has');
  const read = jest.spyOn(store.imports, 'read');
  const { counts } = await makeImportFilms(store).execute(batchesOf(rows), {
    onRowLeftAside: () => undefined,
    onProgress: () => undefined,
  });
  const idsRead = read.mock.calls.reduce((sum, [ids]) => sum + ids.length, 0);
  const steps = { idsTried: has.mock.calls.length, idsRead, calls: read.mock.calls.length };
  jest.restoreAllMocks();
  return { counts, steps };
}

describe('films of one title and year', () => {
  const FILMS = 600;
  const cast = (i: number) => [`Ann ${String.fromCodePoint(65 + (i % 26), 97 + (i % 25))}${String(i)}`];
  const onPages = Array.from({ length: FILMS }, (_, i) => ({
    ...{ title: 'Carmen', year: 1915, href: `Carmen_${String(i)}`, cast: cast(i) },
  }));

  test('take a number of steps that grows with their number, and not with its square', async () => {
    const store = await makeMemoryStore();
    const first = await countSteps(store, onPages);
    expect(first.counts).toMatchObject({ created: FILMS });
    const again = await countSteps(store, onPages);
    expect(again.counts).toMatchObject({ unchanged: FILMS });
    const changed = await countSteps(
      store,
      onPages.map((film) => ({ ...film, genres: ['Drama'] })),
    );
    expect(changed.counts).toMatchObject({ updated: FILMS });
    for (const { steps } of [first, again, changed]) {
      expect(steps.idsTried).toBeLessThan(12 * FILMS);
      expect(steps.idsRead).toBeLessThan(4 * FILMS);
    }
  });

  test('without a page, are compared with at most 100 others', async () => {
    const store = await makeMemoryStore();
    const rows = onPages.map(({ href: _none, ...film }) => film);
    const { counts, steps } = await countSteps(store, rows);
    expect(counts).toMatchObject({ created: 101, bad: FILMS - 101 });
    expect(steps.idsTried).toBeLessThan(12 * FILMS);
    // 1 + 2 + ... + 100 films are compared, and each row looks for its own film.
    expect(steps.idsRead).toBeLessThan((101 * 100) / 2 + 4 * FILMS);
  });
});

test('a row of a merged film that is repeated is merged again once, and not for each repetition', async () => {
  const store = await makeMemoryStore();
  const rows = ['Ann Lee', 'Bo Hart'].map((name) => ({ title: 'Carmen', year: 1915, cast: ['Cy Poe', name] }));
  expect((await countSteps(store, rows)).counts).toMatchObject({ created: 1, merged: 1 });
  const mergedRows = async (count: number) => {
    const union = jest.spyOn(Array.prototype, 'flat');
    await makeImportFilms(store).execute(batchesOf([...rows, ...Array.from({ length: count }, () => rows[0])]), {
      onRowLeftAside: () => undefined,
      onProgress: () => undefined,
    });
    const { length } = union.mock.calls;
    jest.restoreAllMocks();
    return length;
  };
  const [few, many] = [await mergedRows(100), await mergedRows(400)];
  expect(many).toBeLessThan(5 * few);
});

test('the directors of a film are not derived again for repeated rows', async () => {
  const store = await makeMemoryStore();
  const rows = [{ extract: 'It was directed by Ann Lee.' }, ...Array.from({ length: 300 }, () => ({}))];
  const read = jest.spyOn(String.prototype, 'matchAll');
  const { counts } = await makeImportFilms(store).execute(
    batchesOf(rows.map((row) => ({ title: 'Carmen', year: 1915, ...row }))),
    { onRowLeftAside: () => undefined, onProgress: () => undefined },
  );
  expect(counts).toMatchObject({ created: 1, merged: 300 });
  const readings = read.mock.contexts.filter((text) => String(text).includes('directed by'));
  expect(readings.length).toBeLessThan(100);
});

test('rows of one title and year are compared with films 10,000 times, and further rows are bad', async () => {
  const store = await makeMemoryStore();
  const film = (i: number) => ({ title: 'Carmen', year: 1915, cast: [`Ann ${String.fromCodePoint(65 + i, 97 + i)}`] });
  const films = Array.from({ length: 20 }, (_, i) => film(i));
  // 0 + 1 + ... + 19 comparisons, and then 20 for each repetition.
  const rows = [...films, ...Array.from({ length: 600 }, () => film(19))];
  expect((await countSteps(store, rows)).counts).toMatchObject({ created: 20, merged: 490, bad: 110 });
});

test('the rows of merged films are merged once each, and not again for each later row of the title', async () => {
  const store = await makeMemoryStore();
  const FILMS = 12;
  const ROWS = 12;
  const rows = Array.from({ length: FILMS * ROWS }, (_, i) => {
    const film = String.fromCodePoint(65 + (i % FILMS));
    return {
      title: 'Carmen',
      year: 1915,
      cast: [`Ann ${film}`, `Bo ${film}${String.fromCodePoint(97 + Math.floor(i / FILMS))}`],
    };
  });
  expect((await countSteps(store, rows)).counts).toMatchObject({ created: FILMS, merged: FILMS * (ROWS - 1) });
  const union = jest.spyOn(Array.prototype, 'flat');
  const again = await makeImportFilms(store).execute(batchesOf(rows), {
    onRowLeftAside: () => undefined,
    onProgress: () => undefined,
  });
  const { length } = union.mock.calls;
  jest.restoreAllMocks();
  expect(again.counts).toMatchObject({ unchanged: FILMS, merged: FILMS * (ROWS - 1) });
  expect(length).toBeLessThan(4 * FILMS * ROWS);
});

test('the casts of the films of one title are read once, and not again for each later row', async () => {
  const store = await makeMemoryStore();
  const FILMS = 20;
  const NAMES = 50;
  const films = Array.from({ length: FILMS }, (_, i) => {
    const cast = Array.from({ length: NAMES }, (_, k) => `Ann ${String.fromCodePoint(65 + i)}${String(k)}b`);
    return { title: 'Carmen', year: 1915, cast };
  });
  const last = { title: 'Carmen', year: 1915, cast: films.at(-1)?.cast.slice(0, 1) };
  await countSteps(store, films);
  const foldedWith = async (repetitions: number) => {
    const fold = jest.spyOn(String.prototype, 'toLowerCase');
    await makeImportFilms(store).execute(batchesOf([...films, ...Array.from({ length: repetitions }, () => last)]), {
      onRowLeftAside: () => undefined,
      onProgress: () => undefined,
    });
    const { length } = fold.mock.calls;
    jest.restoreAllMocks();
    return length;
  };
  const [few, many] = [await foldedWith(1), await foldedWith(41)];
  expect(many - few).toBeLessThan((40 * FILMS * NAMES) / 10);
});

test('repeated lines of an export are compared with the stored film without reading it or making its line again', async () => {
  const store = await makeMemoryStore();
  const attributes = { title: 'Carmen', year: 1915, x: Array.from({ length: 1_000 }, () => ({ a: 1, b: 2 })) };
  await countSteps(store, [{ id: 'carmen-1915', version: 1, attributes }]);
  const sort = jest.spyOn(Array.prototype, 'sort');
  const read = jest.spyOn(store.imports, 'read');
  const lines = Array.from({ length: 300 }, () => ({ id: 'carmen-1915', version: 1 }));
  const listener = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  const { counts } = await makeImportFilms(store).execute(batchesOf(lines), listener);
  expect(counts).toMatchObject({ kept: 300 });
  expect(sort.mock.calls.length).toBeLessThan(10_000);
  expect(read.mock.calls.flatMap(([ids]) => ids)).toEqual(['carmen-1915']);
});

describe('deleted films whose ids follow each other', () => {
  const deleted = (count: number) => [
    { id: 'jaws-1975', version: 1 },
    ...Array.from({ length: count - 1 }, (_, i) => ({ id: `jaws-1975-${String(i + 2)}`, version: 1 })),
  ];
  const jaws = { title: 'Jaws', year: 1975, cast: ['Roy Scheider'] };

  test('are read 100 at a time when a film of this name is imported', async () => {
    const store = await makeMemoryStore();
    await countSteps(store, deleted(900));
    const { counts, steps } = await countSteps(store, [jaws]);
    expect(counts).toMatchObject({ bad: 0, kept: 0, updated: 1 });
    expect(steps.calls).toBeLessThan(25);
  });

  test('are looked at until the budget of the run ends', async () => {
    const store = await makeMemoryStore();
    await countSteps(store, deleted(1_500));
    const row = parseImportRow(jaws, () => undefined);
    const freeId = (looks: number) =>
      new FilmFinder(store.imports, new FilmClaims(), new LookBudget(looks)).freeId(row);
    expect(await freeId(500)).toBe('jaws-1975-1501');
    expect(await freeId(499)).toBeUndefined();
  });
});

test('large films use up the budget of the run sooner', async () => {
  const store = await makeMemoryStore();
  const films = Array.from({ length: 15 }, (_, i) => ({
    ...{ title: `映画${String.fromCodePoint(0x4e00 + i)}`, year: 2000, notes: 'x'.repeat(90_000) },
  }));
  await countSteps(store, films);
  const row = parseImportRow({ title: '新映画', year: 2000 }, () => undefined);
  const freeId = (looks: number) => new FilmFinder(store.imports, new FilmClaims(), new LookBudget(looks)).freeId(row);
  expect(await freeId(500)).toBe('film-2000-16');
  expect(await freeId(400)).toBeUndefined();
});

test('of many large films, only some are kept in memory', async () => {
  const row = parseImportRow({ title: '新映画', year: 2000 }, () => undefined);
  const read = async (letters: number) => {
    const record = { version: 1, attributes: { title: '映画', year: 2000, notes: 'x'.repeat(letters) } };
    let ids = 0;
    const store = {
      read: (some: readonly string[]) => {
        ids += some.length;
        const isStored = (id: string) => id === 'film-2000' || Number(id.split('-')[2]) <= 1_500;
        return Promise.resolve(new Map(some.filter(isStored).map((id) => [id, record])));
      },
    };
    const finder = new FilmFinder(store, new FilmClaims(), new LookBudget());
    for (let time = 0; time < 2; time += 1) expect(await finder.freeId(row)).toBe('film-2000-1501');
    return ids;
  };
  expect(await read(10)).toBeLessThan(1_700);
  expect(await read(90_000)).toBeGreaterThan(2_500);
});

test('more than 1,000 films whose titles have no Latin letter are recognised in any order', async () => {
  const store = await makeMemoryStore();
  const films = Array.from({ length: 1_020 }, (_, i) => ({
    title: `映画${String.fromCodePoint(0x4e00 + i)}`,
    year: 2000,
  }));
  expect((await countSteps(store, films)).counts).toMatchObject({ created: 1_020, bad: 0 });
  const last = films.slice(-10).toReversed();
  expect((await countSteps(store, last)).counts).toMatchObject({ unchanged: 10, bad: 0 });
});

describe('rows that are no films', () => {
  const film = (i: number) => ({ title: `Film ${String(i)}`, year: 2000 });
  const bad = (count: number) => Array.from({ length: count }, () => 0);
  const importing = async (rows: readonly unknown[]) => {
    const store = await makeMemoryStore();
    let reported = 0;
    const done = makeImportFilms(store).execute(batchesOf(rows), {
      onRowLeftAside: () => (reported += 1),
      onProgress: () => undefined,
    });
    const error = await done.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    return { error, reported, store };
  };

  test('end the import after 10,000 in a row, because a small gzip file may unpack to millions', async () => {
    const { error, reported, store } = await importing([film(1), ...bad(30_000), film(2)]);
    expect(error).toMatchObject({ kind: 'invalid', code: 'import-file-too-many-bad-rows' });
    // Rows are read ten at a time.
    expect(reported).toBeLessThanOrEqual(10_010);
    expect((await store.imports.read(['film-1-2000', 'film-2-2000'])).size).toBe(1);
  });

  test('are left aside if a good row comes before 10,000', async () => {
    const { error, reported } = await importing([...bad(9_999), film(1), ...bad(9_999)]);
    expect(error).toBeUndefined();
    expect(reported).toBe(19_998);
  });
});
