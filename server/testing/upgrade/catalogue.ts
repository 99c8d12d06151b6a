import { join } from 'node:path';
import * as z from 'zod';

const HERE = import.meta.dirname;

/** This folder has one folder for each earlier version whose data must stay readable. */
export const VERSIONS = join(HERE, 'data');

/** The rows that every version imported. */
export const ROWS = join(HERE, 'rows.jsonl');

/** How the server of a data folder ended: by SIGTERM, or by SIGKILL with edits that no snapshot contained yet. */
export const ENDINGS = ['closed', 'killed'] as const;

const filmSchema = z.looseObject({ id: z.string(), title: z.string(), year: z.int() });

const answersSchema = z.object({
  /** Existing films as `GET /v1/films/{id}` answers them, with their ETags. */
  films: z.array(z.object({ etag: z.string(), film: filmSchema })),
  /** Ids under which `GET` answers 404. */
  deleted: z.array(z.string()),
});
export type Answers = z.infer<typeof answersSchema>;

/** Every id that the rows and the edits of `make-data.ts` ever used. */
const IDS = [
  'the-lantern-keeper-1931',
  'salt-road-1968',
  'a-quiet-harbour-1947',
  'paper-moons-1955',
  'northern-signal-1999',
  'the-glass-orchard-2004',
  'the-glass-orchard-2004-2',
  'made-by-hand-2020',
];

export function parseAnswers(json: string): Answers {
  return answersSchema.parse(JSON.parse(json));
}

/** Reads everything that the catalogue of the upgrade test contains from the API at `url`. */
export async function readAnswers(url: string): Promise<Answers> {
  const films: Answers['films'] = [];
  const deleted: string[] = [];
  for (const id of IDS) {
    const answer = await fetch(`${url}/v1/films/${id}`);
    if (answer.status === 404) deleted.push(id);
    else films.push({ etag: answer.headers.get('etag') ?? '', film: filmSchema.parse(await answer.json()) });
  }
  return { films, deleted };
}

/** Ids of the films that a search finds, sorted. */
export async function findIds(url: string, query: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/films?${new URLSearchParams({ q: query, limit: '50' }).toString()}`);
  const { items } = z.object({ items: z.array(filmSchema) }).parse(await answer.json());
  return items.map(({ id }) => id).sort();
}
