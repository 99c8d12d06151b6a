import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate/index.js';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation/index.js';
import type { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone/index.js';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record/index.js';
import { Construct } from 'constructs';

export type SiteDomainProps = {
  readonly domain: { readonly name: string; readonly zone: string };
  /** A provider of us-east-1: CloudFront accepts certificates of that region only. */
  readonly provider: AwsProvider;
};

/** Your own domain: its certificate, and its records in Route 53. */
export class SiteDomain extends Construct {
  readonly name: string;
  /** ARN of the certificate, once it is issued. */
  readonly certificateArn: string;
  readonly #zoneId: string;

  constructor(scope: Construct, id: string, { domain, provider }: SiteDomainProps) {
    super(scope, id);
    this.name = domain.name;
    this.#zoneId = new DataAwsRoute53Zone(this, 'zone', { name: domain.zone }).zoneId;
    const certificate = new AcmCertificate(this, 'certificate', {
      domainName: domain.name,
      validationMethod: 'DNS',
      provider,
      lifecycle: { createBeforeDestroy: true },
    });
    // There is one domain, so one record proves that it is ours.
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, 'proof', {
      zoneId: this.#zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      allowOverwrite: true,
    });
    this.certificateArn = new AcmCertificateValidation(this, 'issued', {
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
      provider,
    }).certificateArn;
  }

  pointTo(distribution: CloudfrontDistribution): void {
    for (const type of ['A', 'AAAA']) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: this.#zoneId,
        name: this.name,
        type,
        alias: { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
      });
    }
  }
}
