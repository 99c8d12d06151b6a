import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { IndexedFilmSearch } from '../../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { FileSearchSnapshotStore } from '../../../server/src/adapters/driven/system/file-search-snapshot-store.ts';
import type { FilmAttributes } from '../../../server/src/domain/film.ts';
import { readQuery } from './read-query.ts';
import { announce, passedSettings } from './serve.ts';

export type BareServerSettings = {
  /** Where the store of the product is. */
  readonly endpoint: string;
  readonly table: string;
  /** The folder with the snapshot of the product, to search it. */
  readonly snapshots?: string;
  /** Otherwise a file with a JSON object: the answer of Marquee, as text, for each target such as `/v1/films?q=jaws`. */
  readonly answers?: string;
};

/*
 * What a server in Node costs without anything else: it parses the target of a request, and serialises the answer. It
 * searches the same index as Marquee, or else has the answers of Marquee in memory. A film by id comes from the store
 * of the product, through the AWS SDK with its default settings.
 */
const { endpoint, table, snapshots, answers } = passedSettings() as BareServerSettings;
const index = snapshots === undefined ? undefined : await openIndex(snapshots);
const texts = answers === undefined ? {} : (JSON.parse(await readFile(answers, 'utf8')) as Record<string, string>);
const found = new Map(Object.entries(texts).map(([target, text]) => [keyOf(target), JSON.parse(text) as object]));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const store = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'local', credentials }));

const FILMS = '/v1/films/';

function keyOf(target: string): string {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  return JSON.stringify([pathname, ...searchParams]);
}

async function openIndex(folder: string): Promise<IndexedFilmSearch> {
  const store = new FileSearchSnapshotStore(folder);
  const name = (await store.list()).findLast((each) => !each.endsWith('-synopses')) ?? '';
  const [bytes, synopses] = await Promise.all([store.get(name), store.get(`${name}-synopses`)]);
  if (!bytes || !synopses) throw new Error(`There is no snapshot in ${folder}.`);
  return IndexedFilmSearch.fromSnapshot({ bytes, synopses });
}

async function answerTo(target: string): Promise<object | undefined> {
  if (!target.startsWith(FILMS))
    return index ? index.search(readQuery(new URL(target, 'http://localhost').searchParams)) : found.get(keyOf(target));
  const id = decodeURIComponent(new URL(target, 'http://localhost').pathname.slice(FILMS.length));
  const { Item: item } = await store.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
  return item && { id, ...(item['attributes'] as FilmAttributes) };
}

await announce(
  createServer((request, response) => {
    void answerTo(request.url ?? '').then((answer) => {
      const body = JSON.stringify(answer ?? { missing: request.url });
      response.statusCode = answer ? 200 : 404;
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
  }),
);
