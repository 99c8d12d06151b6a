import * as z from 'zod';

/** The only reader of the environment. */
const localSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3030),
  HOST: z.string().min(1).default('127.0.0.1'),
  MARQUEE_DATA_DIR: z.string().min(1).default('.data'),
  MARQUEE_DYNAMODB_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  MARQUEE_FILMS_TABLE: z.string().min(3).default('marquee-films'),
});

const lambdaSchema = z.object({
  MARQUEE_FILMS_TABLE: z.string().min(3),
});

export type LocalConfig = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly dynamodbEndpoint: string | undefined;
  readonly filmsTable: string;
};

export type LambdaConfig = { readonly filmsTable: string };

/** @throws Error naming every setting that is wrong, and why */
export function readLocalConfig(environment: NodeJS.ProcessEnv = process.env): LocalConfig {
  const settings = parse(localSchema, environment);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: settings.MARQUEE_DATA_DIR,
    dynamodbEndpoint: settings.MARQUEE_DYNAMODB_ENDPOINT,
    filmsTable: settings.MARQUEE_FILMS_TABLE,
  };
}

/** @throws Error naming every setting that is wrong, and why */
export function readLambdaConfig(environment: NodeJS.ProcessEnv = process.env): LambdaConfig {
  return { filmsTable: parse(lambdaSchema, environment).MARQUEE_FILMS_TABLE };
}

/** Gives a Lambda bundle that is called on this machine the environment that it has in AWS. */
export function pretendToBeInLambda(endpoint: string, { filmsTable }: LocalConfig): void {
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    MARQUEE_FILMS_TABLE: filmsTable,
  });
}

function parse<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new Error(`These settings (environment variables) are wrong:\n${faults.join('\n')}`);
}
