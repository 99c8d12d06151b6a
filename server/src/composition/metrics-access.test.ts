import { expect, test } from '@jest/globals';
import { readLambdaConfig } from './config.ts';
import { metricsAccess } from './metrics-access.ts';

const AWS = {
  ...{ MARQUEE_FILMS_TABLE: 'films', MARQUEE_SNAPSHOTS: 's3://snapshots/films' },
  ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' },
};
const ON_A_LAPTOP = { ...AWS, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' };

test.each([
  ['an environment in AWS', AWS, 'prod', true],
  ['an environment without alarms, which has no metrics', AWS, undefined, false],
  ['a bundle on a laptop', ON_A_LAPTOP, 'prod', false],
  [
    'a bundle on a laptop with a CloudWatch of its own',
    { ...ON_A_LAPTOP, AWS_ENDPOINT_URL_CLOUDWATCH: 'x' },
    'prod',
    true,
  ],
])('CloudWatch is asked only where there are metrics: %s', (_what, settings, environment, isAsked) => {
  expect(metricsAccess(readLambdaConfig(settings), environment) !== undefined).toBe(isAsked);
});
