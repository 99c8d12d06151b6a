import * as z from 'zod';
import { FILM_BOUNDS } from '../../../domain/film.ts';
import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { CURSOR } from '../../../domain/search-cursor.ts';
import { FACETS, FILM_SORTS, type FilmQuery } from '../../../domain/film-query.ts';
import { describeBadText, NOT_BLANK_TEXT, PLAIN_TEXT } from '../../../domain/json-bounds.ts';
import {
  attributeFacets,
  attributeFiltersOf,
  attributeParameters,
  attributeSorts,
  describeBadAttribute,
} from './attribute-parameters.ts';

/** Maximum length of a search text, in characters. */
const MAX_TEXT = 200;
const text = z.string().max(MAX_TEXT).regex(PLAIN_TEXT, 'contains a control character');
const year = z.int().min(FILM_BOUNDS.yearMin).max(FILM_BOUNDS.yearMax);

/** The parameters of a search, with those of the declared attributes. */
export function searchQuerySchemaFor(declared: DeclaredAttributes) {
  const sorts = enumOf<FilmQuery['sort']>('sort', declared, [...FILM_SORTS, ...attributeSorts(declared)]);
  const facets = enumOf<FilmQuery['facets'][number]>('facet', declared, [...FACETS, ...attributeFacets(declared)]);
  return z
    .strictObject({
      q: text.optional().meta({
        description:
          'Words to find in title, alternative titles, cast, directors, genres or year; the last word may be unfinished. ' +
          'If no title, name or genre fits, the synopses are searched too, and so they are for a name that they often mention.',
      }),
      title: text.optional().meta({
        description: 'Words that must all be in the title or the alternative titles; the last word may be unfinished.',
      }),
      year: year.optional(),
      yearFrom: year.optional().meta({ description: 'Inclusive.' }),
      yearTo: year.optional().meta({ description: 'Inclusive.' }),
      cast: names(
        'A person. The name of a person in any spelling selects exactly that person; any other text selects everybody ' +
          'whose name has all its words. Repeatable; the film must have all of them.',
      ),
      director: names(
        'A director, selected in the same way as a person of cast. Repeatable; the film must have all of them.',
      ),
      genre: names('A genre; case and diacritics do not matter. Repeatable; the film must have all of them.'),
      anyGenre: names(
        'A genre; case and diacritics do not matter. Repeatable; the film must have at least one of them.',
      ),
      notGenre: names('A genre; case and diacritics do not matter. Repeatable; the film must have none of them.'),
      // The names of attributes are known only at run time, so the type of the schema does not have them.
      ...(attributeParameters(declared, text) as object),
      sort: sorts.default('relevance').meta({
        description:
          'If the query has no words, relevance is the order by year, newest first. -fame puts the best known films first. ' +
          'attr.NAME and -attr.NAME sort by a declared attribute; films without it come last.',
      }),
      typos: z.boolean().optional().meta({
        description: 'Whether search may tolerate typos and missing words, and search the synopses. Default: true.',
      }),
      limit: z.int().min(1).max(100).default(20),
      cursor: z
        .string()
        .max(4_096)
        .regex(CURSOR, 'is not a cursor that a search has returned')
        .optional()
        .meta({ description: 'nextCursor from an answer to the same query.' }),
      facets: z
        .array(facets)
        .max(facets.options.length)
        .default([])
        .meta({ description: 'Comma-separated. attr.NAME counts the values of a declared attribute.' }),
      explain: z
        .boolean()
        .optional()
        .meta({ description: 'Whether the answer explains the position of each film. Default: false.' }),
    })
    .refine(({ yearFrom, yearTo }) => yearFrom === undefined || yearTo === undefined || yearFrom <= yearTo, {
      path: ['yearFrom'],
      message: 'must not be after yearTo',
    });
}

/** A repeatable parameter for names. */
function names(description: string) {
  return z.array(text).max(20).default([]).meta({ description });
}

/** A schema for one of these values. If a refused value names an attribute, the error says how to allow it. */
function enumOf<Value extends string>(use: 'sort' | 'facet', declared: DeclaredAttributes, values: readonly string[]) {
  return z.enum(values as readonly Value[], {
    error: ({ input }) => describeBadAttribute(declared, use, String(input)),
  });
}

/**
 * The parameters `genre` and `director` have singular names, because they are repeated for each value. The fields of
 * the query are plural.
 */
export function filmQueryOf(
  declared: DeclaredAttributes,
  query: z.output<ReturnType<typeof searchQuerySchemaFor>>,
): FilmQuery {
  const attributes = attributeFiltersOf(declared, query);
  return {
    q: query.q,
    title: query.title,
    year: query.year,
    yearFrom: query.yearFrom,
    yearTo: query.yearTo,
    cast: query.cast,
    directors: query.director,
    genres: query.genre,
    ...(query.anyGenre.length > 0 && { anyGenres: query.anyGenre }),
    ...(query.notGenre.length > 0 && { notGenres: query.notGenre }),
    ...(attributes.length > 0 && { attributes }),
    sort: query.sort,
    ...(query.typos === false && { typos: false }),
    limit: query.limit,
    cursor: query.cursor,
    facets: query.facets,
    explain: query.explain,
  };
}

export const suggestionsQuerySchema = z.strictObject({
  q: z
    .string({ error: 'must not be empty' })
    .max(MAX_TEXT)
    .regex(NOT_BLANK_TEXT, 'must not be empty')
    .meta({ description: 'The text that has been typed so far.' }),
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
      pattern: NOT_BLANK_TEXT.source,
      description:
        'The whole name, in any spelling: case, diacritics, punctuation, and dots and spaces between initials do not matter.',
      examples: ['Clint Eastwood'],
    }),
});

export const personQuerySchema = z.strictObject({
  limit: z.int().min(1).max(100).default(20).meta({ description: 'The number of films for each role.' }),
});
