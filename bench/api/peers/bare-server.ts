import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { SYNOPSIS_ONLY } from '../../../server/src/adapters/driven/dynamodb/synopses-batch.ts';
import { IndexedFilmSearch } from '../../../server/src/adapters/driven/search-index/indexed-film-search.ts';
import { FileSearchSnapshotStore } from '../../../server/src/adapters/driven/system/file-search-snapshot-store.ts';
import { synopsisOf, type FilmAttributes } from '../../../server/src/domain/film.ts';
import { MOST_EXAMINED, snippetOf } from '../../../server/src/domain/text/snippet.ts';
import { stemsOf } from '../../../server/src/domain/text/stems.ts';
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
 * searches the same index as Marquee and makes the same snippets, or else has the answers of Marquee in memory. Films and
 * the texts of snippets come from the store of the product, through the AWS SDK with its default settings.
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

async function search(films: IndexedFilmSearch, target: string): Promise<object> {
  const query = readQuery(new URL(target, 'http://localhost').searchParams);
  const { plot, ...answer } = await films.search(query);
  const ids = answer.items.filter((_, i) => plot?.items[i]).map(({ id }) => id);
  if (!plot || ids.length === 0) return answer;
  const keys = { Keys: ids.map((id) => ({ id })), ...SYNOPSIS_ONLY };
  const { Responses } = await store.send(new BatchGetCommand({ RequestItems: { [table]: keys } }));
  const texts = new Map(
    Responses?.[table]?.map((item) => [item['id'] as string, synopsisOf(item['attributes'] as FilmAttributes) ?? '']),
  );
  const [stems, typed] = [new Set(plot.stems), new Set(stemsOf(query.q ?? ''))];
  const highlights = answer.highlights.map((highlight, i) => {
    const text = texts.get(answer.items[i]?.id ?? '');
    return { ...highlight, synopsis: text && snippetOf(text, stems, typed, MOST_EXAMINED) };
  });
  return { ...answer, highlights };
}

async function answerTo(target: string): Promise<object | undefined> {
  if (!target.startsWith(FILMS)) return index ? search(index, target) : found.get(keyOf(target));
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
