import { readdirSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { useDataFolder, importFilms } from '../../testing/processes/product.ts';
import {
  ENDINGS,
  findIds,
  parseAnswers,
  readAnswers,
  ROWS,
  VERSIONS,
  type Answers,
} from '../../testing/upgrade/catalogue.ts';

const data = useDataFolder();

const folders = readdirSync(VERSIONS).flatMap((version) => ENDINGS.map((ending) => [version, ending] as const));

// Each folder was written once, by the version in its name. See make-data.ts.
describe.each(folders)('data written by version %s, whose server was %s', (version, ending) => {
  let before: Answers;
  let url: string;

  beforeEach(async () => {
    // The test uses a copy, so that the old version's files do not change.
    await cp(join(VERSIONS, version, ending), data.path, { recursive: true });
    before = parseAnswers(await readFile(join(VERSIONS, version, `${ending}.json`), 'utf8'));
    ({ url } = await data.start());
  });

  test('opens, and every film is there with its ETag, is found by its title and can be edited', async () => {
    expect(await readAnswers(url)).toEqual(before);
    const ids = before.films.map(({ film }) => film.id).sort();
    expect(await findIds(url, '')).toEqual(ids);
    for (const { etag, film } of before.films) {
      expect(await findIds(url, film.title)).toContain(film.id);
      const patch = (ifMatch: string) =>
        call(`${url}/v1/films/${film.id}`, {
          method: 'PATCH',
          headers: { 'if-match': ifMatch },
          json: { title: `Renamed ${film.title}` },
        });
      expect(await patch('"99"')).toMatchObject({ status: 412 });
      const patched = await patch(etag);
      expect(patched.status).toBe(200);
      expect(versionOf(patched.headers.get('etag'))).toBe(versionOf(etag) + 1);
    }
    expect(await findIds(url, 'renamed')).toEqual(ids);
  });

  test('keeps a deleted film deleted when the same file is imported again, and gives the next version to a new film with the same id', async () => {
    expect((await importFilms(data.path, ROWS)).output).toContain('unchanged');
    expect(await readAnswers(url)).toEqual(before);
    expect(before.deleted).not.toEqual([]);
    for (const id of before.deleted) {
      expect(await findIds(url, '')).not.toContain(id);
      const created = await call(`${url}/v1/films`, { method: 'POST', json: { id, title: 'New', year: 2026 } });
      expect(created.status).toBe(201);
      // The film had version 1, and its tombstone has version 2.
      expect(created.headers.get('etag')).toBe('"3"');
    }
  });
});

function versionOf(etag: string | null): number {
  return Number(/^"(\d+)"$/.exec(etag ?? '')?.[1]);
}
