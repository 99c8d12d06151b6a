import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import type { Construct } from 'constructs';
import { MOVIE_PROVIDERS, NO_SECRET_YET } from '../../server/src/composition/deployment.ts';
import type { Environment } from '../config/schema.ts';

/**
 * The parameter for the key of the movie provider. It is created without the key. install-all.sh or an operator stores
 * the key in it, so the key never passes through Terraform.
 */
export function keyParameter(scope: Construct, { name, movieProvider }: Environment): SsmParameter {
  const { parameterName, keyDescription } = MOVIE_PROVIDERS[movieProvider];
  const token = new SsmParameter(scope, 'token', {
    name: `/marquee/${name}/${parameterName}`,
    description: keyDescription,
    type: 'SecureString',
    // This attribute is write-only: Terraform does not store the value in the state, and does not read the parameter's
    // value into the state later.
    valueWo: NO_SECRET_YET,
    valueWoVersion: 1,
    // AWS changes the description only together with the value. Terraform does not know the value, and the apply would
    // fail. A new description therefore applies only to new parameters.
    lifecycle: { ignoreChanges: ['value', 'value_wo_version', 'description'] },
  });
  token.overrideLogicalId('token');
  return token;
}
