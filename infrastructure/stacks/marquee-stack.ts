import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3Backend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { AWS_PROVIDER } from '../aws-provider.ts';

/** Write-only attributes and the native state lock need this version. */
const TERRAFORM = '>= 1.11';

/** Region of the bucket with the state of every stack. */
export const STATE_REGION = 'us-east-1';

export type MarqueeStackProps = {
  readonly region: string;
  /** The only account that the stack may be applied in. Absent: any account. */
  readonly account?: string | undefined;
  /** Set on every resource that takes tags, in addition to the tag `project`. */
  readonly tags: Readonly<Record<string, string>>;
};

/**
 * A stack with what all stacks share: the provider, and the state in S3. `terraform init -backend-config=bucket=...`
 * names the bucket of the state.
 */
export abstract class MarqueeStack extends TerraformStack {
  /** Terraform expression: the number of the account that Terraform runs in. */
  protected readonly accountId: string;
  readonly #provider: AwsProviderConfig;

  constructor(scope: Construct, id: string, { region, account, tags }: MarqueeStackProps) {
    super(scope, id);
    this.#provider = {
      defaultTags: [{ tags: { project: 'marquee', ...tags } }],
      ...(account !== undefined && { allowedAccountIds: [account] }),
    };
    new AwsProvider(this, 'aws', { region, ...this.#provider });
    new S3Backend(this, { bucket: '', key: `${id}.tfstate`, region: STATE_REGION, encrypt: true });
    this.addOverride('terraform.backend.s3.bucket', undefined);
    // S3Backend of CDKTF 0.21 does not know this option.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    this.addOverride('terraform.required_version', TERRAFORM);
    this.addOverride('terraform.required_providers.aws', AWS_PROVIDER);
    this.accountId = new DataAwsCallerIdentity(this, 'account').accountId;
  }

  /** A provider of us-east-1, where CloudFront looks for certificates and firewalls, and from where it delivers logs. */
  protected providerOfCloudFront(): AwsProvider {
    return new AwsProvider(this, 'aws-us-east-1', { alias: 'us_east_1', region: 'us-east-1', ...this.#provider });
  }

  protected output(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }

  /** A string that Terraform takes from `TF_VAR_<name>` or `-var`. */
  protected variable(name: string, description: string, defaultValue: string): TerraformVariable {
    return new TerraformVariable(this, name, { type: 'string', default: defaultValue, description, nullable: false });
  }
}
