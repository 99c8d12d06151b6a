import type { Film } from '../../../server/src/domain/film.ts';
import type { FilmQuery } from '../../../server/src/domain/film-query.ts';
import { startOpenSearch } from '../../../server/testing/opensearch/start-node.ts';
import type { PlannedRequest } from '../load-generator.ts';
import type { RunningServer } from './serve.ts';

const BULK = 2_000;
const WORDS = ['title^3', 'cast', 'genres', 'directors', 'year.text'];
/** A text that is also found as a whole, for filters and facets. */
const TEXT = { type: 'text', fields: { whole: { type: 'keyword', ignore_above: 256 } } };
const MAPPING = {
  settings: { number_of_shards: 1, number_of_replicas: 0 },
  mappings: {
    dynamic: false,
    properties: {
      title: TEXT,
      cast: TEXT,
      directors: TEXT,
      genres: TEXT,
      year: { type: 'integer', fields: { text: { type: 'text' } } },
      decade: { type: 'integer' },
    },
  },
};
const FACET_FIELDS = { genre: 'genres.whole', cast: 'cast.whole', decade: 'decade' } as const;

/** Starts an OpenSearch on this machine, and fills an index with the films. */
export async function startOpenSearchPeer(films: readonly Film[]): Promise<RunningServer> {
  const { endpoint: url, stop } = await startOpenSearch();
  try {
    await send(`${url}/films`, 'PUT', JSON.stringify(MAPPING));
    for (let start = 0; start < films.length; start += BULK) {
      const lines = films.slice(start, start + BULK).map(({ id, attributes }) => {
        const film = { ...attributes, decade: Math.floor(attributes.year / 10) * 10 };
        return `${JSON.stringify({ index: { _id: id } })}\n${JSON.stringify(film)}\n`;
      });
      await send(`${url}/films/_bulk`, 'POST', lines.join(''));
    }
    await send(`${url}/films/_forcemerge?max_num_segments=1`, 'POST');
    await send(`${url}/films/_refresh`, 'POST');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function send(url: string, method: string, body?: string): Promise<void> {
  const headers = { 'content-type': url.endsWith('_bulk') ? 'application/x-ndjson' : 'application/json' };
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  if (!response.ok || text.includes('"errors":true')) throw new Error(`OpenSearch refused: ${text.slice(0, 500)}`);
}

/**
 * The request that asks OpenSearch for the answer of a query, as its documentation proposes: all words must match, the
 * last may be unfinished, and typos are tolerated. Totals are exact, as those of Marquee are.
 */
export function searchRequest(label: string, query: FilmQuery): PlannedRequest {
  const { q, yearFrom, yearTo, genres, cast, sort, limit, facets } = query;
  const years = { ...(yearFrom !== undefined && { gte: yearFrom }), ...(yearTo !== undefined && { lte: yearTo }) };
  const filter = [
    ...(Object.keys(years).length > 0 ? [{ range: { year: years } }] : []),
    ...genres.map((genre) => ({ term: { 'genres.whole': { value: genre, case_insensitive: true } } })),
    ...cast.map((name) => ({ term: { 'cast.whole': { value: name, case_insensitive: true } } })),
  ];
  const text = (type: string, further = {}) => ({
    multi_match: { query: q, fields: WORDS, type, operator: 'and', ...further },
  });
  const queries = [text('cross_fields'), text('bool_prefix'), text('best_fields', { fuzziness: 'AUTO' })];
  const body = {
    query: { bool: { filter, ...(q !== undefined && { must: [{ dis_max: { queries } }] }) } },
    ...(sort === '-year' && { sort: [{ year: 'desc' }] }),
    size: limit,
    track_total_hits: true,
    ...(facets.length > 0 && {
      aggs: Object.fromEntries(
        facets.map((facet) => [
          facet,
          { terms: { field: FACET_FIELDS[facet as keyof typeof FACET_FIELDS], size: 100 } },
        ]),
      ),
    }),
  };
  return {
    label,
    method: 'POST',
    path: '/films/_search',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    expect: [200],
  };
}
