import { sendSigned, type AwsAccess } from '../aws/signed-request.ts';
import { SIGNED_SNAPSHOT_MS } from '../timeouts.ts';

export type S3Object = {
  readonly bucket: string;
  readonly key: string;
  /** URL of an S3 server for tests; absent: AWS. */
  readonly endpoint: string | undefined;
};

/**
 * Reads an object without the SDK's S3 client, which takes longer to load than the rest of a search takes.
 *
 * @throws MarqueeError the errors of {@link sendSigned}
 */
export function readObject(
  access: AwsAccess,
  { bucket, key, endpoint }: S3Object,
  timeoutMs = SIGNED_SNAPSHOT_MS,
): Promise<Buffer> {
  const url =
    endpoint === undefined
      ? new URL(key, `https://${bucket}.s3.${access.region}.amazonaws.com/`)
      : new URL(`${bucket}/${key}`, endpoint);
  return sendSigned(access, { service: 's3', method: 'GET', url, timeoutMs });
}
