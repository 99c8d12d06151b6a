import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { MarqueeStack, STATE_REGION } from './marquee-stack.ts';

/**
 * What is there once in an account: the bucket with the state of every stack, this one's too. The bucket itself is made
 * before Terraform first runs (`aws s3api create-bucket`) and imported here, so that any step may fail and be repeated.
 */
export class BootstrapStack extends MarqueeStack {
  constructor(scope: Construct) {
    super(scope, 'marquee-bootstrap', { region: STATE_REGION, tags: {} });
    const name = new TerraformVariable(this, 'state_bucket', {
      type: 'string',
      description: 'Name of the bucket that was made',
      nullable: false,
    }).stringValue;
    const { bucket } = new PrivateBucket(this, 'state', {
      name,
      address: 'state',
      oldVersionsDays: 90,
      isProtected: true,
    });
    bucket.importFrom(name);
  }
}
