import { createServer } from 'node:http';
import express, { type Request } from 'express';
import { readFilmsFile } from '../../films/films-file.ts';
import { minisearch } from '../../search/engines/minisearch.ts';
import { readQuery } from './read-query.ts';
import { announce, passedSettings } from './serve.ts';

export type ExpressServerSettings = {
  /** The films, as `films-file.ts` writes them. */
  readonly films: string;
  /** An empty folder for the index. */
  readonly folder: string;
};

/*
 * What many teams would write: Express, with MiniSearch in the same process. The engine is that of `npm run
 * bench:search`, so that it answers the same queries with the same filters, facets and order.
 */
const { films, folder } = passedSettings() as ExpressServerSettings;
await minisearch.build(readFilmsFile(films), folder);
const engine = await minisearch.open(folder);

const app = express();
app.get('/v1/films', async (request: Request, response) => {
  response.json(await engine.search(readQuery(new URL(request.url, 'http://localhost').searchParams)));
});
await announce(createServer(app));
