import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';

/** An S3 for tests, with one bucket: how to call it, and how to stop it. */
export type TestS3 = { readonly client: S3Client; readonly endpoint: string; readonly close: () => Promise<void> };

/** Starts fauxqs in memory. It accepts objects of up to 11 MiB. Larger objects must be uploaded in parts. */
export async function startS3(bucket: string): Promise<TestS3> {
  const server = await startFauxqs({ port: 0, logger: false });
  // The endpoint is an IP address, so that the SDK puts the bucket into the path. With a host name it would put the
  // bucket in front of the host name.
  const endpoint = `http://127.0.0.1:${String(server.port)}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new S3Client({ endpoint, region: 'local', credentials });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    client,
    endpoint,
    close: async () => {
      client.destroy();
      await server.stop();
    },
  };
}
