import * as z from 'zod';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import { FACETS, FILM_SORTS, type FilmQuery } from '../../../domain/film-query.ts';
import { describeBadText } from '../../../domain/json-bounds.ts';

/** Maximum length of a search text, in characters. */
const MAX_TEXT = 200;
const text = z.string().max(MAX_TEXT);
const year = z.int().min(FILM_BOUNDS.yearMin).max(FILM_BOUNDS.yearMax);

export const searchQuerySchema = z
  .strictObject({
    q: text.optional().meta({
      description: 'Words to find in title, cast, directors, genres or year; the last word may be unfinished.',
    }),
    title: text
      .optional()
      .meta({ description: 'Words that must all be in the title; the last word may be unfinished.' }),
    year: year.optional(),
    yearFrom: year.optional().meta({ description: 'Inclusive.' }),
    yearTo: year.optional().meta({ description: 'Inclusive.' }),
    cast: z
      .array(text)
      .max(20)
      .default([])
      .meta({
        description:
          'A person. The name of a person in any spelling selects exactly that person; any other text selects everybody ' +
          'whose name has all its words. Repeatable; the film must have all of them.',
      }),
    director: z
      .array(text)
      .max(20)
      .default([])
      .meta({ description: 'A director, chosen as for cast. Repeatable; the film must have all of them.' }),
    genre: z.array(text).max(20).default([]).meta({
      description: 'A genre, in any case and with or without diacritics. Repeatable; the film must have all of them.',
    }),
    sort: z.enum(FILM_SORTS).default('relevance').meta({ description: 'Without words, relevance means newest first.' }),
    limit: z.int().min(1).max(100).default(20),
    cursor: z.string().max(4_096).optional().meta({ description: 'nextCursor from an answer to the same query.' }),
    facets: z.array(z.enum(FACETS)).max(FACETS.length).default([]).meta({ description: 'Comma-separated.' }),
    explain: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the answer says for each film why it is at its place. Default: false.' }),
  })
  .refine(({ yearFrom, yearTo }) => yearFrom === undefined || yearTo === undefined || yearFrom <= yearTo, {
    path: ['yearFrom'],
    message: 'must not be after yearTo',
  });

/**
 * The parameters `genre` and `director` have singular names, because they are repeated for each value. The fields of the
 * query are plural.
 */
export function filmQueryOf({ genre, director, ...query }: z.output<typeof searchQuerySchema>): FilmQuery {
  return { ...query, genres: genre, directors: director };
}

export const suggestionsQuerySchema = z.strictObject({
  q: text.meta({ description: 'The text that has been typed so far.' }),
  limit: z.int().min(1).max(20).default(8),
});

export const similarQuerySchema = z.strictObject({ limit: z.int().min(1).max(100).default(10) });

export const personParamsSchema = z.strictObject({
  name: z
    .string()
    .max(FILM_BOUNDS.nameLength)
    .regex(/\S/, 'must not be blank')
    .superRefine((name, context) => {
      const message = describeBadText(name);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({
      description:
        'The whole name, in any spelling: case, diacritics, punctuation, and dots and spaces between initials do not matter.',
      examples: ['Clint Eastwood'],
    }),
});

export const personQuerySchema = z.strictObject({
  limit: z.int().min(1).max(100).default(20).meta({ description: 'The number of films for each role.' }),
});
