import * as z from 'zod';
import { filmAttributesSchema, filmIdSchema } from '../../../application/films/film-schema.ts';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import { FACETS, FILM_SORTS } from '../../../domain/film-query.ts';

/** Longest text that may be searched for, in characters. */
const MAX_TEXT = 200;
const text = z.string().max(MAX_TEXT);
const year = z.int().min(FILM_BOUNDS.yearMin).max(FILM_BOUNDS.yearMax);

export const searchQuerySchema = z
  .strictObject({
    q: text
      .optional()
      .meta({ description: 'Words to find in title, cast, genres or year; the last may be unfinished.' }),
    title: text.optional().meta({ description: 'Words that must all stand in the title; the last may be unfinished.' }),
    year: year.optional(),
    yearFrom: year.optional().meta({ description: 'Inclusive.' }),
    yearTo: year.optional().meta({ description: 'Inclusive.' }),
    cast: z
      .array(text)
      .max(20)
      .default([])
      .meta({ description: 'A person, by full name or parts of it. Repeatable: all must be in the film.' }),
    genre: z.array(text).max(20).default([]).meta({ description: 'Repeatable: the film must have all.' }),
    sort: z.enum(FILM_SORTS).default('relevance').meta({ description: 'Relevance without words is newest first.' }),
    limit: z.int().min(1).max(100).default(20),
    cursor: z.string().max(4_096).optional().meta({ description: 'The nextCursor of an answer to the same query.' }),
    facets: z.array(z.enum(FACETS)).max(FACETS.length).default([]).meta({ description: 'Comma-separated.' }),
  })
  .refine(({ yearFrom, yearTo }) => yearFrom === undefined || yearTo === undefined || yearFrom <= yearTo, {
    path: ['yearFrom'],
    message: 'must not be after yearTo',
  });

export const suggestionsQuerySchema = z.strictObject({
  q: text.meta({ description: 'What has been typed so far.' }),
  limit: z.int().min(1).max(20).default(8),
});

export const similarQuerySchema = z.strictObject({ limit: z.int().min(1).max(100).default(10) });

export const newFilmSchema = filmAttributesSchema
  .extend({ id: filmIdSchema.optional().meta({ description: 'Made from title and year when absent.' }) })
  .meta({ id: 'NewFilm' });

export const filmSchema = filmAttributesSchema.extend({ id: filmIdSchema }).meta({ id: 'Film' });

export const filmPatchSchema = z
  .looseObject({})
  .meta({ id: 'FilmPatch', description: 'A JSON Merge Patch (RFC 7396): null removes an attribute.' });

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

export const searchResultSchema = z
  .object({
    items: z.array(filmSummarySchema),
    highlights: z
      .array(z.object({ title: rangesSchema, cast: z.array(z.object({ index: z.int(), ranges: rangesSchema })) }))
      .meta({ description: 'One for each item, in the same order.' }),
    total: z.int().meta({ description: 'Films that match, on all pages together.' }),
    isPartial: z.boolean().meta({ description: 'No film has all the words: these have the most of them.' }),
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

export const suggestionsSchema = z
  .object({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('title'), text: z.string(), filmId: filmIdSchema, year: z.int() }),
        z.object({ kind: z.literal('person'), text: z.string(), films: z.int() }),
      ]),
    ),
  })
  .meta({ id: 'Suggestions' });

export const similarFilmsSchema = z.object({ items: z.array(filmSummarySchema) }).meta({ id: 'SimilarFilms' });

export const problemSchema = z
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
