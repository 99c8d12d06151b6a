import { resolve } from 'node:path';
import * as z from 'zod';
import type { AwsAccess } from '../adapters/driven/aws/signed-request.ts';
import type { LambdaTelemetrySettings } from '../adapters/driven/telemetry/lambda-telemetry.ts';
import type { NamedSetting } from '../application/operations/read-status.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import type { MovieSettings } from '../domain/movie-request.ts';
import { SCOPE_NAMES } from '../domain/scopes.ts';
import { attributesSchema } from './attributes-schema.ts';
import { readEnvFile } from './env-file.ts';
import { MOVIE_PROVIDERS, type MovieProviderName } from './movie-providers.ts';
import { moviesShape, providerShape } from './movies-shape.ts';
import { parseSettings } from './parse-settings.ts';
import { openSearchEndpoint, searchShape, type OpenSearchEndpoint } from './search-shape.ts';

/**
 * These values are validated in write-access.ts and not here, so that a wrong value disables only writes, while reads
 * keep working.
 */
export const oidcShape = {
  MARQUEE_OIDC_ISSUER: z.string().optional(),
  MARQUEE_OIDC_AUDIENCE: z.string().optional(),
  MARQUEE_OIDC_CLIENT_ID: z.string().optional(),
  MARQUEE_OIDC_SCOPE: z.string().default(['openid', ...SCOPE_NAMES].join(' ')),
};

/** The name of the environment in metrics. */
export const environmentName = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must have 1 to 64 letters, digits, dots, hyphens or underscores');

/** Whether searches without results are counted. */
export const emptySearchesShape = { MARQUEE_SEARCHES_WITHOUT_RESULTS: z.enum(['true', 'false']).default('false') };

const lambdaSchema = z.object({
  ...oidcShape,
  AWS_REGION: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_LAMBDA_FUNCTION_VERSION: z.string().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.string().optional(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
  AWS_ENDPOINT_URL_CLOUDWATCH: z.string().optional(),
  MARQUEE_ATTRIBUTES: attributesSchema,
  MARQUEE_FILMS_TABLE: z.string().min(3),
  MARQUEE_SNAPSHOTS: z.string().min(1),
  MARQUEE_EXPORTS: z.string().startsWith('s3://').optional(),
  ...emptySearchesShape,
  ...searchShape,
  MARQUEE_PAGE_INDEX: z.string().startsWith('s3://').optional(),
  MARQUEE_ORIGIN_VERIFY_SHA256: z
    .string()
    .regex(/^(?:[0-9a-f]{64})?$/, 'must be a SHA-256 in hexadecimal, or empty')
    .default(''),
});

const telemetrySchema = z.object({
  MARQUEE_ENVIRONMENT: environmentName.optional(),
  AWS_XRAY_DAEMON_ADDRESS: z.string().optional(),
});

const moviesLambdaSchema = z.object({
  MARQUEE_CACHE_TABLE: z.string().min(3),
  MARQUEE_TMDB_TOKEN_PARAMETER: z.string().min(1).optional(),
  MARQUEE_OMDB_KEY_PARAMETER: z.string().min(1).optional(),
  MARQUEE_PURGE_QUEUE_URL: z.url().optional(),
  ...moviesShape,
});

const purgeLambdaSchema = z.object({
  MARQUEE_CACHE_TABLE: z.string().min(3),
  MARQUEE_PURGE_QUEUE_URL: z.url(),
  ...providerShape,
});

/** How the movie provider is called. Every runtime has these settings. */
export type MoviesConfig = {
  readonly provider: {
    readonly name: MovieProviderName;
    readonly url: string;
    /** Base URL of the images, or of their host. */
    readonly imageUrl: string;
    readonly callsPerSecond: number;
  };
  readonly search: MovieSettings;
};

/** The values of the settings, not yet validated. */
export type OidcSettings = {
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
};

export type LambdaConfig = {
  readonly attributes: DeclaredAttributes;
  readonly filmsTable: string;
  /** `s3://bucket/prefix`, or a folder. */
  readonly snapshots: string;
  /** `s3://bucket/prefix` of the scheduled exports. Absent: there are none. */
  readonly exports: string | undefined;
  readonly oidc: OidcSettings;
  /**
   * Region and credentials from the environment. Absent if any of them is missing; the SDK then looks for them in other
   * places.
   */
  readonly access: AwsAccess | undefined;
  /** The version of the function, such as `12`. Lambda sets it. Absent elsewhere. */
  readonly functionVersion: string | undefined;
  /** Present when the Lambda bundle runs on a developer's machine. */
  readonly dynamodbEndpoint: string | undefined;
  readonly s3Endpoint: string | undefined;
  readonly cloudWatchEndpoint: string | undefined;
  /** Whether searches without results are counted. */
  readonly countsEmptySearches: boolean;
  readonly openSearch: OpenSearchEndpoint;
  /** `s3://bucket/key` of the page's index.html. Absent: the function does not answer the page's routes. */
  readonly pageIndex: string | undefined;
  /**
   * SHA-256 of the secret that CloudFront puts into a header of each request. The API refuses requests without the
   * secret. If this is an empty string, the API refuses no request for this reason.
   */
  readonly originVerifySha256: string;
};

export type MoviesLambdaConfig = {
  readonly cacheTable: string;
  /** Name of the SSM parameter with the key of the chosen movie provider. */
  readonly keyParameter: string | undefined;
  readonly purgeQueueUrl: string | undefined;
  readonly movies: MoviesConfig;
};

export type PurgeLambdaConfig = {
  readonly cacheTable: string;
  readonly purgeQueueUrl: string;
  /** Name of the provider whose movies the cache holds. */
  readonly provider: string;
};

/**
 * Settings of the catalogue in AWS that a command uses. `undefined` if MARQUEE_SNAPSHOTS does not name one. The
 * AWS SDK reads its own settings, such as AWS_REGION, only from the environment and not from the file `.env`.
 */
export function readAwsCatalogue(environment = environmentWithFile()): LambdaConfig | undefined {
  return environment['MARQUEE_SNAPSHOTS'] ? readLambdaConfig(environment) : undefined;
}

/** @throws Error naming every setting that is wrong, and why */
export function readLambdaConfig(environment: NodeJS.ProcessEnv = process.env): LambdaConfig {
  const settings = parseSettings(lambdaSchema, environment);
  return {
    attributes: settings.MARQUEE_ATTRIBUTES,
    filmsTable: settings.MARQUEE_FILMS_TABLE,
    snapshots: settings.MARQUEE_SNAPSHOTS,
    exports: settings.MARQUEE_EXPORTS,
    oidc: oidcSettings(settings),
    access: awsAccess(settings),
    functionVersion: settings.AWS_LAMBDA_FUNCTION_VERSION,
    dynamodbEndpoint: settings.AWS_ENDPOINT_URL_DYNAMODB,
    s3Endpoint: settings.AWS_ENDPOINT_URL_S3,
    cloudWatchEndpoint: settings.AWS_ENDPOINT_URL_CLOUDWATCH,
    countsEmptySearches: settings.MARQUEE_SEARCHES_WITHOUT_RESULTS === 'true',
    openSearch: openSearchEndpoint(settings),
    pageIndex: settings.MARQUEE_PAGE_INDEX,
    originVerifySha256: settings.MARQUEE_ORIGIN_VERIFY_SHA256,
  };
}

/** The names of the settings of the API's Lambda. */
export function lambdaSettingNames(): readonly string[] {
  return Object.keys({ ...lambdaSchema.shape, ...moviesLambdaSchema.shape, ...telemetrySchema.shape });
}

/** The names of the settings of the API's Lambda, and which of them are set. */
export function readLambdaSettings(environment: NodeJS.ProcessEnv = process.env): readonly NamedSetting[] {
  return namedSettings(lambdaSettingNames(), environment);
}

/** @throws Error naming every setting that is wrong, and why */
export function readTelemetryConfig(environment: NodeJS.ProcessEnv = process.env): LambdaTelemetrySettings {
  const settings = parseSettings(telemetrySchema, environment);
  return {
    environment: settings.MARQUEE_ENVIRONMENT,
    daemonAddress: settings.AWS_XRAY_DAEMON_ADDRESS,
    // Lambda changes this variable before each invocation.
    traceHeader: () => environment['_X_AMZN_TRACE_ID'],
  };
}

/** @throws Error naming every setting that is wrong, and why */
export function readMoviesLambdaConfig(environment: NodeJS.ProcessEnv = process.env): MoviesLambdaConfig {
  const settings = parseSettings(moviesLambdaSchema, environment);
  return {
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    keyParameter: settings[MOVIE_PROVIDERS[settings.MARQUEE_MOVIE_PROVIDER].keyParameter],
    purgeQueueUrl: settings.MARQUEE_PURGE_QUEUE_URL,
    movies: toMoviesConfig(settings),
  };
}

/** @throws Error naming every setting that is wrong, and why */
export function readPurgeLambdaConfig(environment: NodeJS.ProcessEnv = process.env): PurgeLambdaConfig {
  const settings = parseSettings(purgeLambdaSchema, environment);
  return {
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    purgeQueueUrl: settings.MARQUEE_PURGE_QUEUE_URL,
    provider: settings.MARQUEE_MOVIE_PROVIDER,
  };
}

/** The names only. The values may be secret. The settings of AWS's own runtime say nothing about Marquee. */
export function namedSettings(names: readonly string[], environment: NodeJS.ProcessEnv): readonly NamedSetting[] {
  const ours = names.filter((name) => !name.startsWith('AWS_')).toSorted();
  return ours.map((name) => ({ name, isSet: (environment[name] ?? '') !== '' }));
}

/** Resolves a file name against the folder in which npm was called. npm itself runs commands in another folder. */
export function fileOfCaller(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}

/** The environment, and what the file `.env` adds to it. */
export function environmentWithFile(): NodeJS.ProcessEnv {
  return { ...readEnvFile(), ...process.env };
}

export function toMoviesConfig(settings: z.output<z.ZodObject<typeof moviesShape>>): MoviesConfig {
  const providers = {
    tmdb: {
      url: settings.MARQUEE_TMDB_URL,
      imageUrl: settings.MARQUEE_TMDB_IMAGE_URL,
      callsPerSecond: settings.MARQUEE_TMDB_CALLS_PER_SECOND,
    },
    omdb: {
      url: settings.MARQUEE_OMDB_URL,
      imageUrl: settings.MARQUEE_OMDB_IMAGE_URL,
      callsPerSecond: settings.MARQUEE_OMDB_CALLS_PER_SECOND,
    },
  };
  const name = settings.MARQUEE_MOVIE_PROVIDER;
  return {
    provider: { name, ...providers[name] },
    search: {
      language: settings.MARQUEE_TMDB_LANGUAGE,
      includeAdult: settings.MARQUEE_TMDB_INCLUDE_ADULT === 'true',
    },
  };
}

export function oidcSettings(settings: z.output<z.ZodObject<typeof oidcShape>>): OidcSettings {
  const { MARQUEE_OIDC_ISSUER: issuer, MARQUEE_OIDC_AUDIENCE: audience, MARQUEE_OIDC_CLIENT_ID: clientId } = settings;
  return { issuer, audience, clientId, scope: settings.MARQUEE_OIDC_SCOPE };
}

function awsAccess(settings: z.output<typeof lambdaSchema>): AwsAccess | undefined {
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (region === undefined || accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { region, accessKeyId, secretAccessKey, sessionToken: settings.AWS_SESSION_TOKEN };
}
