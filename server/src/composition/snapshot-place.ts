/** A bucket and a key prefix. */
export type S3Place = { readonly bucket: string; readonly prefix: string };

/**
 * @returns `undefined` if the setting names a folder, which is any string that is not of the form `s3://bucket/prefix`
 */
export function s3Place(snapshots: string): S3Place | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(snapshots) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix };
}
