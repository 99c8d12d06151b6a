import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';

export type S3Place = {
  readonly bucket: string;
  readonly key: string;
  /** For tests; absent: AWS. */
  readonly endpoint: string | undefined;
};

type Request = {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
};
type Handle = (
  request: Request,
  options: { readonly abortSignal: AbortSignal },
) => Promise<{ response: { statusCode: number; body?: AsyncIterable<Uint8Array> } }>;

const TIMEOUT_MS = 10_000;

/**
 * Reads an object over the connections and with the credentials of a client that is there already: the client of S3 is
 * a third of a film search's cold start, and this is all that a search wants of it. Tries once.
 *
 * @throws Error where the object does not come, for whatever reason: ask the client of S3 then, which knows more
 */
export async function readObject({ config }: DynamoDBClient, { bucket, key, endpoint }: S3Place): Promise<Uint8Array> {
  const region = await config.region();
  const url = new URL(
    endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com/` : `${endpoint}/${bucket}/`,
  );
  const request: Request = {
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname + key,
    query: {},
    headers: { host: url.host },
  };
  const { credentials, sha256 } = config;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256, uriEscapePath: false });
  const signed = (await signer.sign(request)) as Request;
  const handle = config.requestHandler.handle.bind(config.requestHandler) as Handle;
  const { response } = await handle(signed, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
  const { statusCode, body } = response;
  if (statusCode !== 200 || !body) throw new Error(`S3 answers ${String(statusCode)}.`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
