import * as z from 'zod';
import { MOVIES_STATES } from '../../../application/movies/movies-state.ts';

const moviesStateSchema = z.enum(MOVIES_STATES);

const degradationSchema = z.object({
  reason: z.enum(['no-index', 'refresh-overdue', 'rebuilding', 'cache-failing', 'breaker-open']),
  detail: z.string(),
  since: z.iso.datetime().optional().meta({ description: 'Absent if unknown.' }),
});

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).meta({
      description: 'The API answers in both cases; `degraded` lists what is impaired.',
    }),
    version: z.string(),
    movies: moviesStateSchema.meta({
      description:
        'State of live movie search. unknown: this instance reads the provider key at its first request for movies. ' +
        'not-configured: there is no provider key. breaker-open: after many failures the provider is not called for a while.',
    }),
    writes: z.object({
      accepted: z.boolean().meta({ description: 'Whether a write with a valid token is accepted.' }),
      reason: z.string().optional().meta({ description: 'Why writes are refused, and what the operator can do.' }),
    }),
    degraded: z.array(degradationSchema).meta({ description: 'What is impaired; empty while the status is ok.' }),
  })
  .meta({ id: 'Health' });

const countsSchema = z.record(z.string(), z.int());

const objectiveSchema = z.object({
  name: z.string().meta({
    description:
      'availability, or the route whose 99th percentile this is. Availability is the share of answers below 500. In AWS, ' +
      'only requests that the function answered are counted: not those that were throttled, timed out or crashed it.',
  }),
  unit: z.enum(['share', 'ms']),
  target: z.number(),
  value: z.number().optional().meta({ description: 'Absent if nothing was measured.' }),
  state: z.enum(['met', 'missed', 'unknown']),
  coveredSec: z
    .int()
    .optional()
    .meta({ description: 'How many seconds `value` covers, until now. Absent if there is no `value`.' }),
});

const moviesStatusSchema = z.object({
  state: moviesStateSchema.meta({ description: 'As in /v1/health, for the instance that answers.' }),
  covers: z.enum(['process', 'environment']).meta({
    description: 'Whose measurements these are: those of this process, or those of all instances.',
  }),
  periodSec: z.int().optional().meta({ description: 'Length of a period in seconds.' }),
  recentSec: z
    .int()
    .optional()
    .meta({ description: 'How many seconds `periods` and `breakerOpened` cover, until now.' }),
  breakerOpened: z.int().optional().meta({ description: 'How often the breaker of the provider has opened.' }),
  periods: z
    .array(
      z.object({
        start: z.iso.datetime(),
        answers: z.int().meta({ description: 'Answers to requests for movies.' }),
        hits: z.int().meta({ description: 'Answers from the cache.' }),
        saved: z.int().meta({ description: 'Answers without a provider call of their own.' }),
      }),
    )
    .nullable()
    .meta({
      description:
        'The oldest first. Periods without requests for movies are left out. null if the metrics cannot be read.',
    }),
});

const searchSchema = z.object({
  films: z.int().nullable().meta({
    description:
      'Films in the index of the instance that answers, or of the search engine. null if it does not answer.',
  }),
  tailLength: z.int().meta({ description: 'Films that changed since the snapshot that this instance has loaded.' }),
  snapshot: z
    .object({
      state: z.enum(['published', 'none', 'unknown']).meta({ description: 'unknown: the store did not answer.' }),
      name: z.string().optional(),
      format: z.string().optional(),
      publishedAt: z.iso.datetime().optional(),
      ageSec: z.int().optional(),
    })
    .meta({
      description: 'The current search snapshot. The other attributes are absent unless `state` is `published`.',
    }),
});

const importSchema = z.object({
  location: z.string().meta({ description: 'The file. A URL has no user name, password or query.' }),
  finishedAt: z.iso.datetime(),
  tookMs: z.int(),
  counts: countsSchema.meta({ description: 'The number of rows, and how many of them had each outcome.' }),
  cleaned: countsSchema.meta({ description: 'How often each rule of the import applied.' }),
});

const searchWithoutResultsSchema = z.object({
  text: z.string().meta({ description: 'What people searched for, folded. It may be anything that they typed.' }),
  requests: z.int().meta({ description: 'The number of requests that were counted.' }),
  lastAt: z.iso.datetime(),
});

export const statusSchema = z
  .object({
    at: z.iso.datetime(),
    environment: z.string(),
    versions: z.object({
      product: z.string(),
      node: z.string(),
      functionVersion: z.string().optional().meta({
        description: 'The version of the Lambda function that answers. Absent outside Lambda.',
      }),
    }),
    degraded: z.array(degradationSchema).meta({ description: 'As in /v1/health.' }),
    objectives: z.array(objectiveSchema),
    movies: moviesStatusSchema,
    search: searchSchema,
    imports: z
      .array(importSchema)
      .nullable()
      .meta({ description: 'The last imports, the newest first. null if the store did not answer.' }),
    searchesWithoutResults: z
      .array(searchWithoutResultsSchema)
      .nullable()
      .optional()
      .meta({
        description:
          'Searches that found nothing, those with the most requests first. Absent if this installation does not count ' +
          'them. null if the store did not answer.',
      }),
    settings: z
      .array(z.object({ name: z.string(), isSet: z.boolean() }))
      .meta({ description: 'The settings by name. The values are never in this answer, because some are secret.' }),
  })
  .meta({ id: 'Status' });
