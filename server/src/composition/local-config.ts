import { join } from 'node:path';
import * as z from 'zod';
import type { NamedSetting } from '../application/operations/read-status.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import { attributesSchema } from './attributes-schema.ts';
import {
  emptySearchesShape,
  environmentName,
  environmentWithFile,
  lambdaSettingNames,
  namedSettings,
  oidcSettings,
  oidcShape,
  readLambdaConfig,
  readMoviesLambdaConfig,
  toMoviesConfig,
  type LambdaConfig,
  type MoviesConfig,
  type MoviesLambdaConfig,
  type OidcSettings,
} from './config.ts';
import { MOVIE_PROVIDERS } from './movie-providers.ts';
import { moviesShape } from './movies-shape.ts';
import { originsSchema } from './origins-schema.ts';
import { parseSettings } from './parse-settings.ts';
import { openSearchEndpoint, searchShape, type OpenSearchEndpoint } from './search-shape.ts';
import { synonymTables } from './synonym-tables.ts';

/** The value of MARQUEE_DYNAMODB_ENDPOINT for DynamoDB in AWS, with the region and the credentials of the AWS SDK. */
export const DYNAMODB_IN_AWS = 'aws';

const PORT_RULE = 'must be a number from 0 to 65535';
const port = z.coerce.number(PORT_RULE).int(PORT_RULE).min(0, PORT_RULE).max(65_535, PORT_RULE);

const localSchema = z.object({
  ...oidcShape,
  PORT: port.default(3030),
  HOST: z.string().min(1).default('127.0.0.1'),
  MARQUEE_DATA_DIR: z.string().min(1).default('.data'),
  MARQUEE_DYNAMODB_ENDPOINT: z
    .union([z.literal(DYNAMODB_IN_AWS), z.url({ protocol: /^https?$/ })], 'must be a URL, or aws')
    .optional(),
  MARQUEE_ATTRIBUTES: attributesSchema,
  MARQUEE_FILMS_TABLE: z.string().min(3).default('marquee-films'),
  MARQUEE_CACHE_TABLE: z.string().min(3).default('marquee-cache'),
  MARQUEE_TMDB_TOKEN: z.string().trim().min(1).optional(),
  MARQUEE_OMDB_KEY: z.string().trim().min(1).optional(),
  ...moviesShape,
  MARQUEE_SYNONYMS: z.string().min(1).optional(),
  MARQUEE_RATE_LIMIT: z.coerce.number().int().min(0).default(3_000),
  MARQUEE_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MARQUEE_CORS_ORIGINS: originsSchema().default([]),
  MARQUEE_OPERATIONS_PORT: port.optional(),
  MARQUEE_METRICS_OPEN: z.enum(['true', 'false']).default('false'),
  ...emptySearchesShape,
  ...searchShape,
  MARQUEE_ENVIRONMENT: environmentName.default('local'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
});

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
  /** The key of the chosen movie provider. */
  readonly providerKey: string | undefined;
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
  /** Whether searches without results are counted. */
  readonly countsEmptySearches: boolean;
  readonly openSearch: OpenSearchEndpoint;
  /** The name of this environment in metrics. */
  readonly environment: string;
  readonly settings: readonly NamedSetting[];
  /** Paths of PEM files. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
};

/** A process outside Lambda needs the same settings as the functions. */
export type OverAwsConfig = LambdaConfig & MoviesLambdaConfig & { readonly settings: readonly NamedSetting[] };

/**
 * Reads the settings of the local server from the environment, and from the file `.env` in the current folder if there
 * is one. Settings in the environment override those in the file.
 *
 * @throws Error naming every setting that is wrong, and why
 */
export function readLocalConfig(environment: NodeJS.ProcessEnv = environmentWithFile()): LocalConfig {
  const settings = parseSettings(localSchema, environment);
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
    providerKey: settings[MOVIE_PROVIDERS[settings.MARQUEE_MOVIE_PROVIDER].key],
    movies: toMoviesConfig(settings),
    oidc: oidcSettings(settings),
    rateLimitPerMinute: settings.MARQUEE_RATE_LIMIT,
    trustedProxies: settings.MARQUEE_TRUSTED_PROXIES,
    corsOrigins: settings.MARQUEE_CORS_ORIGINS,
    isMetricsOpen: settings.MARQUEE_METRICS_OPEN === 'true',
    operationsPort: settings.MARQUEE_OPERATIONS_PORT,
    countsEmptySearches: settings.MARQUEE_SEARCHES_WITHOUT_RESULTS === 'true',
    openSearch: openSearchEndpoint(settings),
    environment: settings.MARQUEE_ENVIRONMENT,
    settings: namedSettings(Object.keys(localSchema.shape), environment),
    tls: tlsFiles(settings.TLS_CERT, settings.TLS_KEY),
  };
}

/**
 * Settings of a process outside Lambda that works on the catalogue in AWS. `undefined` if MARQUEE_SNAPSHOTS does not name
 * one, or MARQUEE_DYNAMODB_ENDPOINT names another store.
 *
 * @throws Error naming every setting that is wrong, and why
 */
export function readOverAwsConfig(environment: NodeJS.ProcessEnv = environmentWithFile()): OverAwsConfig | undefined {
  if (!environment['MARQUEE_SNAPSHOTS'] || environment['MARQUEE_DYNAMODB_ENDPOINT']) return undefined;
  const names = new Set([...lambdaSettingNames(), ...Object.keys(localSchema.shape)]);
  return {
    ...readLambdaConfig(environment),
    ...readMoviesLambdaConfig(environment),
    settings: namedSettings([...names], environment),
  };
}

function tlsFiles(certFile: string | undefined, keyFile: string | undefined): LocalConfig['tls'] {
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new Error('These settings (environment variables) are wrong:\n  TLS_CERT, TLS_KEY: set both or neither');
  }
  return certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined;
}
