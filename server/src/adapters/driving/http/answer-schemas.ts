import * as z from 'zod';
import { FACETS, MATCHED_FIELDS, PERSON_FIELDS, WORD_MATCHES } from '../../../domain/film-query.ts';
import { ROLES } from '../../../application/films/get-person.ts';
import { filmAttributesSchema, filmIdSchema } from '../../../application/films/film-schema.ts';
import { healthSchema, statusSchema } from './status-answer-schemas.ts';
import { filmMovieSchema, movieSchema, moviesSchema } from './movie-answer-schemas.ts';

const filmSummarySchema = z
  .object({
    id: filmIdSchema,
    title: z.string(),
    year: z.int(),
    cast: z.array(z.string()),
    directors: z.array(z.string()),
    genres: z.array(z.string()),
    thumbnail: z.string().optional(),
    thumbnailWidth: z.int().optional(),
    thumbnailHeight: z.int().optional(),
  })
  .meta({ id: 'FilmSummary' });

const rangesSchema = z
  .array(z.tuple([z.int(), z.int()]))
  .meta({ description: 'Ranges [start, end) in the text, in UTF-16 code units.' });

const matchedWordSchema = z.object({
  word: z.string().meta({ description: 'The word of the query, folded.' }),
  how: z.enum(WORD_MATCHES).meta({ description: 'How the word relates to the words of the film that it matches.' }),
  field: z
    .enum(MATCHED_FIELDS)
    .optional()
    .meta({ description: 'Absent if the word is missing, or was found by its stem or a synonym.' }),
  text: z.string().optional().meta({ description: 'The matching text as the film spells it, or the matching stem.' }),
  name: z
    .string()
    .optional()
    .meta({ description: 'The name of a person, or the alternative title, that the text is part of.' }),
  edits: z.int().optional().meta({ description: 'The number of typos. Absent if there is none.' }),
});

const explanationSchema = z
  .object({
    rule: z.string().meta({
      description: 'The name of the rule that placed the film; `sort` if films are not ordered by relevance.',
    }),
    because: z.string().meta({ description: 'The rule as a sentence.' }),
    words: z.array(matchedWordSchema).meta({ description: 'One entry for each word that films must have.' }),
    preference: z
      .object({ words: z.array(z.string()), level: z.enum(['has', 'one-year-off', 'lacks']) })
      .optional()
      .meta({ description: 'Whether the film has the preferred words: a year at the end, or words such as "movie".' }),
    fame: z.int().meta({ description: 'How well known the film is, from 0 to 255.' }),
  })
  .meta({ id: 'Explanation' });

const facetCountsSchema = z.array(z.object({ value: z.string(), count: z.int() }));

const nameHighlightsSchema = z.array(z.object({ index: z.int(), ranges: rangesSchema }));

const searchResultSchema = z
  .object({
    items: z.array(filmSummarySchema),
    highlights: z
      .array(
        z.object({
          title: rangesSchema,
          ...entriesFor(PERSON_FIELDS, nameHighlightsSchema),
          alternativeTitle: z
            .object({ text: z.string(), ranges: rangesSchema })
            .optional()
            .meta({
              description:
                'The alternative title with the most words of the query. Present only if it has a word that the title and ' +
                'the names lack, or if it is the whole query.',
            }),
          synopsis: z
            .object({ text: z.string(), ranges: rangesSchema })
            .optional()
            .meta({
              description:
                'The part of the synopsis that has the words, if the film was found by its synopsis. Absent if the synopsis ' +
                'could not be read in time.',
            }),
        }),
      )
      .meta({ description: 'One for each item, in the same order.' }),
    explanations: z
      .array(explanationSchema)
      .optional()
      .meta({ description: 'One for each item, in the same order. Present only with explain=true.' }),
    total: z.int().meta({ description: 'Number of films that match, over all pages.' }),
    isPartial: z.boolean().meta({
      description:
        'True if no film has all the words; the best matches are then listed. Also true while imported films are missing ' +
        'from the index (health then says rebuilding), if the latest edits could not be read, and if the synopses could ' +
        'not be read.',
    }),
    didYouMean: z
      .string()
      .optional()
      .meta({
        description:
          'The words that were probably meant, in the spelling of the best match. Only on the first page, and only if the ' +
          'best match was found with typos.',
      }),
    facets: z
      .object(entriesFor(FACETS, facetCountsSchema.optional()))
      .catchall(facetCountsSchema)
      .meta({
        description:
          'The count of a value is the number of films that remain when the value is chosen as a filter: as genre, as cast, ' +
          'for the decade 1970 as yearFrom=1970 and yearTo=1979, or for a declared attribute as attr.NAME. Spellings of ' +
          'one person are one value.',
      }),
    nextCursor: z.string().optional().meta({ description: 'Absent on the last page.' }),
    tookMs: z.number().meta({ description: 'Milliseconds that the search took, without the network.' }),
  })
  .meta({ id: 'SearchResult' });

const suggestionsSchema = z
  .object({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('title'), text: z.string(), filmId: filmIdSchema, year: z.int() }),
        z.object({ kind: z.literal('person'), text: z.string(), films: z.int(), field: z.enum(PERSON_FIELDS) }),
        z.object({ kind: z.literal('genre'), text: z.string(), films: z.int() }),
        z.object({ kind: z.literal('decade'), text: z.string(), firstYear: z.int(), films: z.int() }),
      ]),
    ),
  })
  .meta({ id: 'Suggestions' });

const similarFilmsSchema = z.object({ items: z.array(filmSummarySchema) }).meta({ id: 'SimilarFilms' });

const filmsInRoleSchema = z
  .object({
    total: z.int().meta({ description: 'Number of films, over all pages.' }),
    firstYear: z.int(),
    lastYear: z.int(),
    items: z.array(filmSummarySchema).meta({ description: 'The newest first.' }),
    facets: z.object({ genre: facetCountsSchema, decade: facetCountsSchema }).meta({
      description: 'Counted over all films of the role, as in a search with the filter of the role.',
    }),
    next: z.string().optional().meta({
      description: 'Path and query of the search that answers the next page of films. Absent on the last page.',
    }),
  })
  .meta({ id: 'FilmsInRole' });

const personSchema = z
  .object({
    name: z.string().meta({ description: 'The most frequent spelling of the name.' }),
    total: z.int().meta({ description: 'Number of films. A film in which the person has both roles counts once.' }),
    firstYear: z.int().meta({ description: 'The year of the oldest film.' }),
    lastYear: z.int().meta({ description: 'The year of the newest film.' }),
    roles: z.object(entriesFor(Object.keys(ROLES), filmsInRoleSchema.optional())).meta({
      description: 'The films in which the person acted, and those that they directed. A role without films is absent.',
    }),
  })
  .meta({ id: 'Person' });

const filmSchema = filmAttributesSchema.extend({ id: filmIdSchema }).meta({ id: 'Film' });

const purgeSchema = z
  .object({ purging: z.object({ kind: z.enum(['all', 'query']), query: z.string().optional() }) })
  .meta({ id: 'Purge' });

const configSchema = z
  .object({
    oidc: z
      .object({
        issuer: z
          .string()
          .meta({ description: 'OpenID Connect issuer. Its discovery document lists the endpoints for signing in.' }),
        clientId: z.string(),
        audience: z
          .string()
          .meta({ description: 'Audience of access tokens, for issuers that need it in the request.' }),
        scope: z.string().meta({ description: 'Scopes to request, as the issuer names them.' }),
      })
      .nullable()
      .meta({ description: 'How to sign in (authorization code flow with PKCE); null if nobody can.' }),
    movies: z
      .object({
        name: z.string(),
        url: z.string().meta({ description: "The provider's own site." }),
        logo: z.string().optional().meta({
          description: "Path of the provider's logo among the files of the page. Absent if the provider asks for none.",
        }),
        notice: z.string().meta({ description: 'The sentence to show wherever data of the provider is shown.' }),
        isConfigured: z.boolean().meta({
          description:
            'Whether there is a key, so that movies can be searched. Without a key, the page offers no search.',
        }),
      })
      .meta({ description: 'The external provider of movies, and how to credit it.' }),
    isStatusOpen: z.boolean().meta({
      description:
        'Whether /v1/status can be read without a token: true while only the machine that runs Marquee can reach it.',
    }),
  })
  .meta({
    id: 'Config',
    description: 'Settings that the page needs, so that one build of it serves every environment.',
  });

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable code of the problem, for programs.' }),
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

/** An entry of the same schema for each key. */
function entriesFor<Schema extends z.ZodType>(keys: readonly string[], schema: Schema): Record<string, Schema> {
  return Object.fromEntries(keys.map((key) => [key, schema]));
}

/**
 * The schemas of the API's answers, by name. They describe answers and do not check them. Routes refer to them only by
 * name, so that they are built only when the OpenAPI document is first requested. Building fifty schemas would add 8 ms
 * to a cold start.
 */
export const ANSWERS = {
  SearchResult: searchResultSchema,
  Suggestions: suggestionsSchema,
  SimilarFilms: similarFilmsSchema,
  Person: personSchema,
  Film: filmSchema,
  Movies: moviesSchema,
  Movie: movieSchema,
  FilmMovie: filmMovieSchema,
  Purge: purgeSchema,
  Health: healthSchema,
  Config: configSchema,
  Status: statusSchema,
  Problem: problemSchema,
} as const;

export type AnswerName = keyof typeof ANSWERS;
