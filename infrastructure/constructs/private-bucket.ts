import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA as S3BucketEncryption } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA as S3BucketVersioning } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { Construct } from 'constructs';
import { resourcePolicy } from './policy.ts';

export type PrivateBucketProps = {
  /** Must be unique among all buckets of AWS. */
  readonly name: string;
  /**
   * The bucket's address in Terraform. Terraform destroys a bucket whose address changes, so keep the address when code
   * moves.
   */
  readonly address: string;
  /** How long overwritten and deleted versions are kept. */
  readonly oldVersionsDays: number;
  /** Objects whose key has the prefix are deleted after this many days. Absent: objects stay. */
  readonly expires?: { readonly prefix: string; readonly days: number } | undefined;
  /** Terraform destroys a protected bucket only when it is empty. */
  readonly isProtected: boolean;
  /** Further statements of the bucket policy: who may read, besides this account. */
  readonly readers?: (bucketArn: string) => Parameters<typeof resourcePolicy>[0];
};

/** A bucket that nobody outside the account can see: encrypted, versioned, reachable over TLS only, without ACLs. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(
    scope: Construct,
    id: string,
    { name, address, oldVersionsDays, expires, isProtected, readers }: PrivateBucketProps,
  ) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 'bucket', { bucket: name, forceDestroy: !isProtected });
    this.bucket.overrideLogicalId(address);
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioning(this, 'versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketEncryption(this, 'encryption', {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    const block = new S3BucketPublicAccessBlock(this, 'block', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      rule: [
        {
          id: 'leftovers',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
          noncurrentVersionExpiration: [{ noncurrentDays: oldVersionsDays }],
          // Removes the delete marker of an object once its last version has expired.
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
        ...(expires
          ? [
              {
                id: 'expires',
                status: 'Enabled',
                filter: [{ prefix: expires.prefix }],
                expiration: [{ days: expires.days }],
              },
            ]
          : []),
      ],
      dependsOn: [versioning],
    });
    const { arn } = this.bucket;
    new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: resourcePolicy([tlsOnly(arn), ...(readers?.(arn) ?? [])]),
      // S3 refuses to change the policy and the public access block at the same time.
      dependsOn: [block],
    });
  }
}

function tlsOnly(arn: string) {
  return {
    effect: 'Deny',
    principals: '*',
    actions: ['s3:*'],
    resources: [arn, `${arn}/*`],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  } as const;
}
