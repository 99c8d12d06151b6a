import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createDynamoClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { FILMS_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { call } from '../../testing/api/client.ts';
import {
  cmuMetadata,
  imdbAkas,
  imdbBasics,
  imdbRatings,
  truncatedGzip,
  tsv,
} from '../../testing/enrichment/source-files.ts';
import { eventually } from '../../testing/eventually.ts';
import { importFilms, run, useDataFolder } from '../../testing/processes/product.ts';
import { startDynalite, type TestStore } from '../../testing/stores/dynalite-store.ts';
import { startS3, type TestS3 } from '../../testing/stores/s3-stand-in.ts';

const data = useDataFolder();

async function enrich(args: readonly string[], settings: Record<string, string> = {}) {
  const running = run('films-enrich.ts', args, { MARQUEE_DATA_DIR: data.path, ...settings });
  return { how: await running.ended, output: running.output() };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(data.path, name);
  await writeFile(path, content);
  return path;
}

/** Imports films so that no server adds the sample. */
async function importAll(films: readonly object[]): Promise<void> {
  const file = await write('films.jsonl', films.map((film) => JSON.stringify(film)).join('\n'));
  expect((await importFilms(data.path, file)).how).toBe(0);
}

const HEAT = { id: 'tt0113277', title: 'Heat', year: 1995 };
const JAWS = { id: 'tt0073195', title: 'Der weiße Hai', original: 'Jaws', year: 1976 };
const TWINS = ['tt0000011', 'tt0000012'].map((id) => ({ id, title: 'Twins', year: 1988 }));
const FILMS = [
  { title: 'Heat', year: 1995 },
  { title: 'Jaws', year: 1975 },
  { title: 'Twins', year: 1988 },
  { title: 'Nowhere', year: 1997 },
];
const BASICS = gzipSync(imdbBasics(HEAT, JAWS, ...TWINS));
const RATINGS = gzipSync(imdbRatings([HEAT.id, 8.3, 700_000], [JAWS.id, 8.1, 600_000]));

describe('npm run films:enrich', () => {
  test('says what it does, and refuses wrong arguments', async () => {
    const help = await enrich(['--help']);
    expect(help.how).toBe(0);
    expect(help.output).toContain('Usage: npm run films:enrich');
    expect(await enrich(['imdb-ratings', 'one'])).toMatchObject({ how: 2 });
  });

  test('adds IMDb’s values while a server runs, and a second run changes nothing', async () => {
    await importAll(FILMS);
    const { url } = await data.start();
    const files = [
      await write('title.basics.tsv.gz', BASICS),
      await write('title.ratings.tsv.gz', RATINGS),
      await write('title.akas.tsv.gz', gzipSync(imdbAkas([JAWS.id, 'Der weiße Hai'], [JAWS.id, 'JAWS']))),
    ];
    const report = join(data.path, 'report.jsonl');
    const first = await enrich(['imdb-ratings', ...files, '--report', report]);
    expect(first.output).toMatch(
      /4 films: 2 matched \(1 with the year before or after\), 1 ambiguous, 1 unmatched\n[^]*^2 films updated in .* s, 0 unchanged\n4 films can be found/m,
    );
    expect(first.output).toMatch(/^\d+ rows in [\d.]+ s \(peak memory \d+ MB\)$/m);
    expect(first.how).toBe(0);
    expect((await call(`${url}/v1/films/jaws-1975`)).body).toMatchObject({
      imdbId: 'tt0073195',
      imdbRating: 8.1,
      imdbVotes: 600_000,
      popularity: 89.2,
      alternativeTitles: ['Der weiße Hai'],
    });
    expect((await call(`${url}/v1/films/twins-1988`)).body).not.toHaveProperty('imdbId');
    const lines = (await readFile(report, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      expect.arrayContaining([
        { film: 'jaws-1975', outcome: 'other-year', reason: 'is tt0073195, whose year is 1976' },
        expect.objectContaining({ film: 'twins-1988', outcome: 'ambiguous' }),
        { film: 'nowhere-1997', outcome: 'unmatched', reason: 'no record is "Nowhere" of 1997' },
      ]),
    );
    expect(lines).toHaveLength(3);
    const second = await enrich(['imdb-ratings', ...files, '--report']);
    expect(second.output).toMatch(/0 films updated in .*, 2 unchanged\nNothing has changed for search\./);
    expect(second.output).toMatch(/ 1 {2}ambiguous .*\n +twins-1988: tt0000011 and tt0000012 have its title/);
    await eventually(async () => (await call(`${url}/v1/health`)).body['status'] === 'ok');
  });

  test('adds plots, and columns of any file, and reports bad rows', async () => {
    await importAll(FILMS);
    const metadata = await write('movie.metadata.tsv', cmuMetadata([1, 'Heat', '1995-12-15']));
    const plots = await write('plot_summaries.txt', tsv(1, 'A thief meets a detective.'));
    const cmu = await enrich(['cmu-plots', metadata, plots]);
    expect(cmu.output).toMatch(/4 films: 1 matched, 0 ambiguous, 3 unmatched\n[^]*^1 film updated/m);
    const csv = await write('ratings.csv', 'title,year,score\nHeat,1995,8.3\nJaws,1975,great\n');
    const mapped = await enrich(['file', csv, '--map', 'score=imdbRating:number']);
    expect(mapped.output).toMatch(/row 3 bad: score must be a number\n[^]*4 films: 1 matched/);
    const { url } = await data.start();
    expect((await call(`${url}/v1/films/heat-1995`)).body).toMatchObject({
      plot: 'A thief meets a detective.',
      imdbRating: 8.3,
    });
  });

  test.each([
    [
      'a truncated file',
      truncatedGzip(imdbRatings([HEAT.id, 8.3, 9])),
      /title\.ratings\.tsv\.gz, line \d: The file is damaged/,
    ],
    ['a missing column', 'tconst\taverageRating\n', /title\.ratings\.tsv\.gz, line 1: there is no column "numVotes"/],
  ])('with %s, writes nothing and fails', async (_what, ratings, message) => {
    await importAll(FILMS);
    const files = [await write('title.basics.tsv.gz', BASICS), await write('title.ratings.tsv.gz', ratings)];
    const { how, output } = await enrich(['imdb-ratings', ...files]);
    expect(output).toMatch(message);
    expect(output).not.toContain('    at ');
    expect(how).toBe(1);
    const { url } = await data.start();
    expect((await call(`${url}/v1/films/heat-1995`)).body).not.toHaveProperty('imdbId');
  });

  test('fails at once if a file is missing, and if no film was found', async () => {
    await importAll(FILMS);
    const basics = await write('title.basics.tsv.gz', BASICS);
    const missing = await enrich(['imdb-ratings', basics, join(data.path, 'nothing')]);
    expect(missing.output).toContain('There is nothing at');
    expect(missing.output).not.toContain('rows');
    expect(missing.how).toBe(1);
    const none = await enrich(['file', await write('x.csv', 'title,year,x\nZ,1999,1\n'), '--map', 'x=y']);
    expect(none.output).toContain('No film of the catalogue was found in these files.');
    expect(none.how).toBe(1);
  });
});

describe('with a catalogue in AWS', () => {
  let store: TestStore;
  let s3: TestS3;

  beforeAll(async () => {
    store = await startDynalite();
    s3 = await startS3('snapshots');
  });

  afterAll(async () => {
    await store.close();
    await s3.close();
  });

  const settings = () => ({
    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    MARQUEE_SNAPSHOTS: 's3://snapshots/search/',
  });

  test('films:enrich writes its table, and publishes the snapshot in its bucket', async () => {
    const client = createDynamoClient(store.endpoint);
    await createMissingTable(client, 'cloud-films', FILMS_TABLE);
    client.destroy();
    const endpoint = { MARQUEE_DYNAMODB_ENDPOINT: store.endpoint, MARQUEE_FILMS_TABLE: 'cloud-films' };
    const films = await write('films.jsonl', JSON.stringify(FILMS[0]));
    const importing = run('films-import.ts', [films], { MARQUEE_DATA_DIR: data.path, ...endpoint });
    expect(await importing.ended).toBe(0);
    const csv = await write('ratings.csv', 'title,year,score\nHeat,1995,8.3\n');
    const args = ['file', csv, '--map', 'score=imdbRating:number'];
    const unnamed = await enrich(args, settings());
    expect(unnamed).toMatchObject({
      how: 1,
      output: expect.stringContaining('MARQUEE_FILMS_TABLE: ') as unknown,
    });
    const { how, output } = await enrich(args, { ...settings(), MARQUEE_FILMS_TABLE: 'cloud-films' });
    expect(output).toMatch(/1 film updated .*\n1 film can be found by search/);
    expect(how).toBe(0);
    const { Contents: objects = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket: 'snapshots' }));
    expect(objects.some(({ Key: key }) => key?.startsWith('search/'))).toBe(true);
  });
});
