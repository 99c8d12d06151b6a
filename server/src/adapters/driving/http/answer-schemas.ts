import * as z from 'zod';
import { filmAttributesSchema, filmIdSchema } from '../../../application/films/film-schema.ts';
import { movieDetailsSchema, moviePageSchema } from '../../../application/movies/movie-schema.ts';

const filmSummarySchema = z
  .object({
    id: filmIdSchema,
    title: z.string(),
    year: z.int(),
    cast: z.array(z.string()),
    genres: z.array(z.string()),
    thumbnail: z.string().optional(),
    thumbnailWidth: z.int().optional(),
    thumbnailHeight: z.int().optional(),
  })
  .meta({ id: 'FilmSummary' });

const rangesSchema = z
  .array(z.tuple([z.int(), z.int()]))
  .meta({ description: '[start, end) in UTF-16 code units of the text.' });

const facetCountsSchema = z.array(z.object({ value: z.string(), count: z.int() }));

const searchResultSchema = z
  .object({
    items: z.array(filmSummarySchema),
    highlights: z
      .array(z.object({ title: rangesSchema, cast: z.array(z.object({ index: z.int(), ranges: rangesSchema })) }))
      .meta({ description: 'One for each item, in the same order.' }),
    total: z.int().meta({ description: 'Films that match, on all pages together.' }),
    isPartial: z.boolean().meta({
      description:
        'True when no film has all the words; then the films with most of them are listed. Also true while imported films ' +
        'are missing from the index; health then says rebuilding.',
    }),
    didYouMean: z.string().optional().meta({ description: 'What was probably meant, where typos were forgiven.' }),
    facets: z.object({
      genre: facetCountsSchema.optional(),
      decade: facetCountsSchema.optional(),
      cast: facetCountsSchema.optional(),
    }),
    nextCursor: z.string().optional().meta({ description: 'Absent on the last page.' }),
    tookMs: z.number().meta({ description: 'Milliseconds that the search took, network left out.' }),
  })
  .meta({ id: 'SearchResult' });

const suggestionsSchema = z
  .object({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('title'), text: z.string(), filmId: filmIdSchema, year: z.int() }),
        z.object({ kind: z.literal('person'), text: z.string(), films: z.int() }),
      ]),
    ),
  })
  .meta({ id: 'Suggestions' });

const similarFilmsSchema = z.object({ items: z.array(filmSummarySchema) }).meta({ id: 'SimilarFilms' });

const filmSchema = filmAttributesSchema.extend({ id: filmIdSchema }).meta({ id: 'Film' });

const cacheSchema = z
  .object({
    status: z.enum(['hit', 'miss', 'stale']).meta({
      description: 'From the cache, from the provider, or from the cache and too old because the provider failed.',
    }),
    hits: z.int().meta({ description: 'Times that this was answered from the cache, this time included.' }),
    storedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().meta({ description: 'Until when it counts as fresh.' }),
  })
  .meta({ id: 'CacheInfo' });

const moviesSchema = moviePageSchema.extend({ cache: cacheSchema }).meta({ id: 'Movies' });

const movieSchema = movieDetailsSchema.extend({ cache: cacheSchema }).meta({ id: 'Movie' });

const purgeSchema = z
  .object({ purging: z.object({ kind: z.enum(['all', 'query']), query: z.string().optional() }) })
  .meta({ id: 'Purge' });

const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).meta({
      description: 'The API answers either way; `degraded` lists what is impaired.',
    }),
    version: z.string(),
    movies: z.enum(['ready', 'not-configured', 'breaker-open']).meta({
      description:
        'Live movie search: whether it has a key, and whether the provider is left alone after many failures.',
    }),
    writes: z.object({
      accepted: z.boolean().meta({ description: 'Whether a write with a good token is accepted.' }),
      reason: z.string().optional().meta({ description: 'Why not, and what the operator can do.' }),
    }),
    degraded: z
      .array(
        z.object({
          reason: z.enum(['no-index', 'refresh-overdue', 'rebuilding', 'cache-failing', 'breaker-open']),
          detail: z.string(),
          since: z.iso.datetime().optional().meta({ description: 'Absent where nobody knows.' }),
        }),
      )
      .meta({ description: 'What works less well than it should; empty while the status is ok.' }),
  })
  .meta({ id: 'Health' });

const configSchema = z
  .object({
    oidc: z
      .object({
        issuer: z.string().meta({ description: 'OpenID Connect issuer; its discovery document has the rest.' }),
        clientId: z.string(),
        audience: z.string().meta({ description: 'For issuers that must be told whom the access token is for.' }),
        scope: z.string().meta({ description: 'What to ask for, as the issuer names it.' }),
      })
      .nullable()
      .meta({ description: 'How to sign in (authorization code with PKCE); null where nobody can.' }),
  })
  .meta({ id: 'Config', description: 'What the page needs to know, so that one build serves every environment.' });

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable, for programs.' }),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          detail: z.string(),
          pointer: z.string().optional().meta({ description: 'JSON Pointer into the body.' }),
          parameter: z.string().optional(),
          header: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

/**
 * What the API answers with, by name. Answers are described and not checked, so routes name them, and nothing makes these
 * schemas until somebody asks for the OpenAPI document: half a hundred of them are 8 ms of a cold start.
 */
export const ANSWERS = {
  SearchResult: searchResultSchema,
  Suggestions: suggestionsSchema,
  SimilarFilms: similarFilmsSchema,
  Film: filmSchema,
  Movies: moviesSchema,
  Movie: movieSchema,
  Purge: purgeSchema,
  Health: healthSchema,
  Config: configSchema,
  Problem: problemSchema,
} as const;

export type AnswerName = keyof typeof ANSWERS;
