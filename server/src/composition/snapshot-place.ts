/** A bucket and the beginning of its keys. */
export type S3Place = { readonly bucket: string; readonly prefix: string };

/** @returns `undefined` for a folder, which is what any other text than `s3://bucket/prefix` names */
export function s3Place(snapshots: string): S3Place | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(snapshots) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix };
}
