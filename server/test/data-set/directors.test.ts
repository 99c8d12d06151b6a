import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { directorsOfSynopsis } from '../../src/domain/directors/directors-of-synopsis.ts';
import type { Film } from '../../src/domain/film.ts';
import { DATA_SET, whyNoDataSet } from '../../testing/data-set.ts';
import { drawSamples, readSample } from '../../testing/directors/samples.ts';
import { loadFilms } from '../../testing/films/load-films.ts';

const SAMPLES = ['development', 'held-out', 'fresh'] as const;

const reason = whyNoDataSet();
if (reason !== undefined) process.stdout.write(`NOTICE: directors are not compared with the labels: ${reason}\n`);

(reason === undefined ? describe : describe.skip)('directors in the Wikipedia Movie Data Set', () => {
  let films: readonly Film[];

  beforeAll(async () => {
    films = await loadFilms(DATA_SET);
  });

  test.each(SAMPLES)('the %s sample has a precision and a recall as documented', async (name) => {
    const labels = await readSample(name);
    const synopses = new Map(films.map(({ id, attributes }) => [id, attributes.extract]));
    const counts = { films: labels.size, labelled: 0, found: 0, right: 0 };
    for (const [id, labelled] of labels) {
      const found = directorsOfSynopsis(synopses.get(id) ?? '');
      counts.labelled += labelled.length;
      counts.found += found.length;
      counts.right += found.filter((director) => labelled.includes(director)).length;
    }
    expect(counts.right / counts.found).toBeGreaterThanOrEqual(0.98);
    expect(counts.right / counts.labelled).toBeGreaterThanOrEqual(0.9);
    expect(await documentedCounts(name)).toEqual(counts);
  });

  test('the samples are random draws', async () => {
    const drawn = drawSamples(films);
    for (const name of SAMPLES) expect([...(await readSample(name)).keys()]).toEqual(drawn[name]);
  });

  test('most films have a director, and it takes about a second to find them', () => {
    const began = process.cpuUsage().user;
    const withDirector = films.filter(({ attributes }) => directorsOfSynopsis(attributes.extract ?? '').length > 0);
    const seconds = (process.cpuUsage().user - began) / 1e6;
    expect(withDirector.length).toBe(31_291);
    expect(seconds).toBeLessThan(10);
  });
});

async function documentedCounts(sample: string): Promise<unknown> {
  const text = await readFile(new URL('../../../docs/directors.md', import.meta.url), 'utf8');
  const row = new RegExp(String.raw`^\| ${sample} +\| +(\d+) \| +(\d+) \| +(\d+) \| +(\d+) \|`, 'm').exec(text);
  const [films, labelled, found, right] = row?.slice(1).map(Number) ?? [];
  return { films, labelled, found, right };
}
