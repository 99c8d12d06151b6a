import * as z from 'zod';
import type { MovieSettings } from '../domain/movie-request.ts';

/** The only reader of the environment. */
const moviesShape = {
  MARQUEE_TMDB_URL: z.url({ protocol: /^https?$/ }).default('https://api.themoviedb.org/3'),
  MARQUEE_TMDB_IMAGE_URL: z.url({ protocol: /^https?$/ }).default('https://image.tmdb.org/t/p'),
  MARQUEE_TMDB_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'must be a language such as en or en-US')
    .default('en-US'),
  MARQUEE_TMDB_INCLUDE_ADULT: z.enum(['true', 'false']).default('false'),
  MARQUEE_TMDB_CALLS_PER_SECOND: z.coerce.number().int().min(1).max(1_000).default(20),
};

const localSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3030),
  HOST: z.string().min(1).default('127.0.0.1'),
  MARQUEE_DATA_DIR: z.string().min(1).default('.data'),
  MARQUEE_DYNAMODB_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  MARQUEE_FILMS_TABLE: z.string().min(3).default('marquee-films'),
  MARQUEE_CACHE_TABLE: z.string().min(3).default('marquee-cache'),
  MARQUEE_TMDB_TOKEN: z.string().trim().min(1).optional(),
  ...moviesShape,
});

const lambdaSchema = z.object({
  MARQUEE_FILMS_TABLE: z.string().min(3),
});

const moviesLambdaSchema = z.object({
  MARQUEE_CACHE_TABLE: z.string().min(3),
  MARQUEE_TMDB_TOKEN_PARAMETER: z.string().min(1).optional(),
  MARQUEE_PURGE_QUEUE_URL: z.url().optional(),
  ...moviesShape,
});

const purgeLambdaSchema = z.object({
  MARQUEE_CACHE_TABLE: z.string().min(3),
  MARQUEE_PURGE_QUEUE_URL: z.url(),
});

/** How movies are asked for, the same in every runtime. */
export type MoviesConfig = {
  readonly tmdb: { readonly url: string; readonly imageUrl: string; readonly callsPerSecond: number };
  readonly search: MovieSettings;
};

export type LocalConfig = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly dynamodbEndpoint: string | undefined;
  readonly filmsTable: string;
  readonly cacheTable: string;
  readonly tmdbToken: string | undefined;
  readonly movies: MoviesConfig;
};

export type LambdaConfig = { readonly filmsTable: string };

export type MoviesLambdaConfig = {
  readonly cacheTable: string;
  readonly tmdbTokenParameter: string | undefined;
  readonly purgeQueueUrl: string | undefined;
  readonly movies: MoviesConfig;
};

export type PurgeLambdaConfig = { readonly cacheTable: string; readonly purgeQueueUrl: string };

/**
 * Also reads a file `.env` in the current folder, when there is one; what the environment says goes before it.
 *
 * @throws Error naming every setting that is wrong, and why
 */
export function readLocalConfig(environment: NodeJS.ProcessEnv = environmentWithFile()): LocalConfig {
  const settings = parse(localSchema, environment);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: settings.MARQUEE_DATA_DIR,
    dynamodbEndpoint: settings.MARQUEE_DYNAMODB_ENDPOINT,
    filmsTable: settings.MARQUEE_FILMS_TABLE,
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    tmdbToken: settings.MARQUEE_TMDB_TOKEN,
    movies: toMoviesConfig(settings),
  };
}

/** @throws Error naming every setting that is wrong, and why */
export function readLambdaConfig(environment: NodeJS.ProcessEnv = process.env): LambdaConfig {
  return { filmsTable: parse(lambdaSchema, environment).MARQUEE_FILMS_TABLE };
}

/** @throws Error naming every setting that is wrong, and why */
export function readMoviesLambdaConfig(environment: NodeJS.ProcessEnv = process.env): MoviesLambdaConfig {
  const settings = parse(moviesLambdaSchema, environment);
  return {
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    tmdbTokenParameter: settings.MARQUEE_TMDB_TOKEN_PARAMETER,
    purgeQueueUrl: settings.MARQUEE_PURGE_QUEUE_URL,
    movies: toMoviesConfig(settings),
  };
}

/** @throws Error naming every setting that is wrong, and why */
export function readPurgeLambdaConfig(environment: NodeJS.ProcessEnv = process.env): PurgeLambdaConfig {
  const settings = parse(purgeLambdaSchema, environment);
  return { cacheTable: settings.MARQUEE_CACHE_TABLE, purgeQueueUrl: settings.MARQUEE_PURGE_QUEUE_URL };
}

/**
 * Gives a Lambda bundle that is called on this machine the environment that it has in AWS.
 *
 * @param endpoints of DynamoDB, and of what stands in for SSM and SQS
 */
export function pretendToBeInLambda(
  endpoints: { readonly dynamodb: string; readonly services: string },
  { filmsTable, cacheTable, tmdbToken }: LocalConfig,
): void {
  Object.assign(process.env, {
    MARQUEE_CACHE_TABLE: cacheTable,
    MARQUEE_PURGE_QUEUE_URL: `${endpoints.services}/purge`,
    ...(tmdbToken !== undefined && { MARQUEE_TMDB_TOKEN_PARAMETER: '/marquee/tmdb-token' }),
    AWS_ENDPOINT_URL_SSM: endpoints.services,
    AWS_ENDPOINT_URL_SQS: endpoints.services,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    MARQUEE_FILMS_TABLE: filmsTable,
  });
}

function environmentWithFile(): NodeJS.ProcessEnv {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
  }
  return process.env;
}

function toMoviesConfig(settings: z.output<z.ZodObject<typeof moviesShape>>): MoviesConfig {
  return {
    tmdb: {
      url: settings.MARQUEE_TMDB_URL,
      imageUrl: settings.MARQUEE_TMDB_IMAGE_URL,
      callsPerSecond: settings.MARQUEE_TMDB_CALLS_PER_SECOND,
    },
    search: {
      language: settings.MARQUEE_TMDB_LANGUAGE,
      includeAdult: settings.MARQUEE_TMDB_INCLUDE_ADULT === 'true',
    },
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new Error(`These settings (environment variables) are wrong:\n${faults.join('\n')}`);
}
