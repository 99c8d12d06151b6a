import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { AwsAccess } from '../adapters/driven/aws/signed-request.ts';
import { TMDB } from '../adapters/driven/tmdb/name.ts';
import type { NamedSetting } from '../application/operations/read-status.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import type { MovieSettings } from '../domain/movie-request.ts';
import { SCOPE_NAMES } from '../domain/scopes.ts';
import { attributesSchema } from './attributes-schema.ts';
import { readEnvFile } from './env-file.ts';
import { moviesShape } from './movies-shape.ts';
import { originsSchema } from './origins-schema.ts';
import { parseSettings } from './parse-settings.ts';
import { synonymTables } from './synonym-tables.ts';
import { environmentName, telemetrySettings } from './telemetry-settings.ts';

/**
 * These values are validated in write-access.ts and not here, so that a wrong value disables only writes, while reads
 * keep working.
 */
const oidcShape = {
  MARQUEE_OIDC_ISSUER: z.string().optional(),
  MARQUEE_OIDC_AUDIENCE: z.string().optional(),
  MARQUEE_OIDC_CLIENT_ID: z.string().optional(),
  MARQUEE_OIDC_SCOPE: z.string().default(['openid', ...SCOPE_NAMES].join(' ')),
};

/** The value of MARQUEE_DYNAMODB_ENDPOINT for DynamoDB in AWS, with the region and the credentials of the AWS SDK. */
export const DYNAMODB_IN_AWS = 'aws';

const PORT_RULE = 'must be a number from 0 to 65535';
const portSchema = () => z.coerce.number(PORT_RULE).int(PORT_RULE).min(0, PORT_RULE).max(65_535, PORT_RULE);

/** The schema is created by a function, so that a Lambda, which never uses the schema, does not create it. */
const makeLocalSchema = () =>
  z.object({
    ...oidcShape,
    PORT: portSchema().default(3030),
    HOST: z.string().min(1).default('127.0.0.1'),
    MARQUEE_DATA_DIR: z.string().min(1).default('.data'),
    MARQUEE_DYNAMODB_ENDPOINT: z
      .union([z.literal(DYNAMODB_IN_AWS), z.url({ protocol: /^https?$/ })], 'must be a URL, or aws')
      .optional(),
    MARQUEE_ATTRIBUTES: attributesSchema,
    MARQUEE_FILMS_TABLE: z.string().min(3).default('marquee-films'),
    MARQUEE_CACHE_TABLE: z.string().min(3).default('marquee-cache'),
    MARQUEE_TMDB_TOKEN: z.string().trim().min(1).optional(),
    ...moviesShape,
    MARQUEE_SYNONYMS: z.string().min(1).optional(),
    MARQUEE_RATE_LIMIT: z.coerce.number().int().min(0).default(3_000),
    MARQUEE_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    MARQUEE_CORS_ORIGINS: originsSchema().default([]),
    MARQUEE_OPERATIONS_PORT: portSchema().optional(),
    MARQUEE_METRICS_OPEN: z.enum(['true', 'false']).default('false'),
    MARQUEE_ENVIRONMENT: environmentName.default('local'),
    TLS_CERT: z.string().optional(),
    TLS_KEY: z.string().optional(),
  });

const lambdaSchema = z.object({
  ...oidcShape,
  AWS_REGION: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.string().optional(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
  AWS_ENDPOINT_URL_CLOUDWATCH: z.string().optional(),
  MARQUEE_ATTRIBUTES: attributesSchema,
  MARQUEE_FILMS_TABLE: z.string().min(3),
  MARQUEE_SNAPSHOTS: z.string().min(1),
  MARQUEE_EXPORTS: z.string().startsWith('s3://').optional(),
  MARQUEE_PAGE_INDEX: z.string().startsWith('s3://').optional(),
  MARQUEE_ORIGIN_VERIFY_SHA256: z
    .string()
    .regex(/^(?:[0-9a-f]{64})?$/, 'must be a SHA-256 in hexadecimal, or empty')
    .default(''),
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

/** How the movie provider is called. Every runtime has these settings. */
export type MoviesConfig = {
  readonly tmdb: { readonly url: string; readonly imageUrl: string; readonly callsPerSecond: number };
  readonly search: MovieSettings;
};

/** The values of the settings, not yet validated. */
export type OidcSettings = {
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
};

export type LocalConfig = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** A URL, or {@link DYNAMODB_IN_AWS}. Absent: the embedded DynamoDB. */
  readonly dynamodbEndpoint: string | undefined;
  /** Folder of the search snapshots. */
  readonly snapshots: string;
  readonly attributes: DeclaredAttributes;
  /** Paths of the tables of synonyms. Later tables take precedence over earlier ones. */
  readonly synonymTables: readonly string[];
  readonly filmsTable: string;
  readonly cacheTable: string;
  readonly tmdbToken: string | undefined;
  readonly movies: MoviesConfig;
  readonly oidc: OidcSettings;
  /** Requests per minute for each client. 0 means no limit. */
  readonly rateLimitPerMinute: number;
  readonly trustedProxies: number;
  readonly corsOrigins: readonly string[];
  /** Whether other machines may read the metrics. */
  readonly isMetricsOpen: boolean;
  /** Port for probes and Prometheus. Absent: there is none. */
  readonly operationsPort: number | undefined;
  /** The name of this environment in metrics. */
  readonly environment: string;
  readonly settings: readonly NamedSetting[];
  /** Paths of PEM files. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
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
  /** Present when the Lambda bundle runs on a developer's machine. */
  readonly dynamodbEndpoint: string | undefined;
  readonly s3Endpoint: string | undefined;
  readonly cloudWatchEndpoint: string | undefined;
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
  readonly tmdbTokenParameter: string | undefined;
  readonly purgeQueueUrl: string | undefined;
  readonly movies: MoviesConfig;
};

/** A process outside Lambda needs the same settings as the functions. */
export type OverAwsConfig = LambdaConfig & MoviesLambdaConfig & { readonly settings: readonly NamedSetting[] };

export type PurgeLambdaConfig = {
  readonly cacheTable: string;
  readonly purgeQueueUrl: string;
  /** Name of the provider whose movies the cache holds. */
  readonly provider: string;
};

/**
 * Reads the settings of the local server from the environment, and from the file `.env` in the current folder if there
 * is one. Settings in the environment override those in the file.
 *
 * @throws Error naming every setting that is wrong, and why
 */
export function readLocalConfig(environment: NodeJS.ProcessEnv = environmentWithFile()): LocalConfig {
  const settings = parseSettings(makeLocalSchema(), environment);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: settings.MARQUEE_DATA_DIR,
    dynamodbEndpoint: settings.MARQUEE_DYNAMODB_ENDPOINT,
    snapshots: join(settings.MARQUEE_DATA_DIR, 'snapshots'),
    attributes: settings.MARQUEE_ATTRIBUTES,
    synonymTables: synonymTables(settings.MARQUEE_SYNONYMS),
    filmsTable: settings.MARQUEE_FILMS_TABLE,
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    tmdbToken: settings.MARQUEE_TMDB_TOKEN,
    movies: toMoviesConfig(settings),
    oidc: oidcSettings(settings),
    rateLimitPerMinute: settings.MARQUEE_RATE_LIMIT,
    trustedProxies: settings.MARQUEE_TRUSTED_PROXIES,
    corsOrigins: settings.MARQUEE_CORS_ORIGINS,
    isMetricsOpen: settings.MARQUEE_METRICS_OPEN === 'true',
    operationsPort: settings.MARQUEE_OPERATIONS_PORT,
    environment: settings.MARQUEE_ENVIRONMENT,
    settings: namedSettings(Object.keys(makeLocalSchema().shape), environment),
    tls: tlsFiles(settings.TLS_CERT, settings.TLS_KEY),
  };
}

/**
 * Settings of the catalogue in AWS to which a command writes. `undefined` if MARQUEE_SNAPSHOTS does not name one. The
 * AWS SDK reads its own settings, such as AWS_REGION, only from the environment and not from the file `.env`.
 */
export function readAwsCatalogue(environment = environmentWithFile()): LambdaConfig | undefined {
  return environment['MARQUEE_SNAPSHOTS'] ? readLambdaConfig(environment) : undefined;
}

/**
 * Settings of a process outside Lambda that works on the catalogue in AWS. `undefined` if MARQUEE_SNAPSHOTS does not name
 * one, or MARQUEE_DYNAMODB_ENDPOINT names another store.
 *
 * @throws Error naming every setting that is wrong, and why
 */
export function readOverAwsConfig(environment = environmentWithFile()): OverAwsConfig | undefined {
  if (!environment['MARQUEE_SNAPSHOTS'] || environment['MARQUEE_DYNAMODB_ENDPOINT']) return undefined;
  const names = [lambdaSchema, moviesLambdaSchema, makeLocalSchema()].flatMap(({ shape }) => Object.keys(shape));
  return {
    ...readLambdaConfig(environment),
    ...readMoviesLambdaConfig(environment),
    settings: namedSettings([...new Set(names)], environment),
  };
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
    dynamodbEndpoint: settings.AWS_ENDPOINT_URL_DYNAMODB,
    s3Endpoint: settings.AWS_ENDPOINT_URL_S3,
    cloudWatchEndpoint: settings.AWS_ENDPOINT_URL_CLOUDWATCH,
    pageIndex: settings.MARQUEE_PAGE_INDEX,
    originVerifySha256: settings.MARQUEE_ORIGIN_VERIFY_SHA256,
  };
}

/** The names of the settings of the API's Lambda, and which of them are set. */
export function readLambdaSettings(environment: NodeJS.ProcessEnv = process.env): readonly NamedSetting[] {
  return namedSettings(Object.keys({ ...lambdaSchema.shape, ...moviesLambdaSchema.shape }), environment);
}

/** @throws Error naming every setting that is wrong, and why */
export const readTelemetryConfig = (environment = process.env) => telemetrySettings(environment);

/** @throws Error naming every setting that is wrong, and why */
export function readMoviesLambdaConfig(environment: NodeJS.ProcessEnv = process.env): MoviesLambdaConfig {
  const settings = parseSettings(moviesLambdaSchema, environment);
  return {
    cacheTable: settings.MARQUEE_CACHE_TABLE,
    tmdbTokenParameter: settings.MARQUEE_TMDB_TOKEN_PARAMETER,
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
    provider: TMDB,
  };
}

/** The names only. The values may be secret. The settings of AWS's own runtime say nothing about Marquee. */
function namedSettings(names: readonly string[], environment: NodeJS.ProcessEnv): readonly NamedSetting[] {
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

function oidcSettings(settings: z.output<z.ZodObject<typeof oidcShape>>): OidcSettings {
  const { MARQUEE_OIDC_ISSUER: issuer, MARQUEE_OIDC_AUDIENCE: audience, MARQUEE_OIDC_CLIENT_ID: clientId } = settings;
  return { issuer, audience, clientId, scope: settings.MARQUEE_OIDC_SCOPE };
}

function awsAccess(settings: z.output<typeof lambdaSchema>): AwsAccess | undefined {
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (region === undefined || accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { region, accessKeyId, secretAccessKey, sessionToken: settings.AWS_SESSION_TOKEN };
}

function tlsFiles(certFile: string | undefined, keyFile: string | undefined): LocalConfig['tls'] {
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new Error('These settings (environment variables) are wrong:\n  TLS_CERT, TLS_KEY: set both or neither');
  }
  return certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined;
}
