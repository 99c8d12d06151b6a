import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import { resourcesOf, synthesiseAll } from './synthesised.ts';

const [first] = ENVIRONMENTS;
assert.ok(first);
const OMDB: Environment = { ...first, name: 'omdb', movieProvider: 'omdb' };
const stacks = synthesiseAll([first, OMDB]);

function settingsOf(environment: Environment, name: string): Record<string, string> {
  const stack = stacks[`marquee-${environment.name}-server`];
  assert.ok(stack);
  const found = resourcesOf(stack, 'aws_lambda_function').find(
    (one) => one['function_name'] === `marquee-${environment.name}-${name}`,
  );
  return (found?.['environment'] as { variables: Record<string, string> }).variables;
}

function imageSources(environment: Environment): string {
  const policies = JSON.stringify(stacks[`marquee-${environment.name}-client`]);
  return /img-src ([^;]*);/.exec(policies)?.[1] ?? '';
}

test('TMDB is the default', () => {
  const api = settingsOf(first, 'api');
  assert.equal(api['MARQUEE_MOVIE_PROVIDER'], undefined);
  assert.match(String(api['MARQUEE_TMDB_TOKEN_PARAMETER']), /aws_ssm_parameter\.token/);
  assert.doesNotMatch(imageSources(first), /media-amazon/);
});

test('an environment with OMDb has a parameter for its key, and the API and the purge use OMDb', () => {
  const server = stacks['marquee-omdb-server'];
  assert.ok(server);
  assert.deepEqual(
    resourcesOf(server, 'aws_ssm_parameter').map(({ name }) => name),
    ['/marquee/omdb/omdb-key'],
  );
  const api = settingsOf(OMDB, 'api');
  assert.equal(api['MARQUEE_MOVIE_PROVIDER'], 'omdb');
  assert.match(String(api['MARQUEE_OMDB_KEY_PARAMETER']), /aws_ssm_parameter\.token/);
  assert.equal(api['MARQUEE_TMDB_TOKEN_PARAMETER'], undefined);
  // The names of the entries that a purge deletes begin with the provider.
  assert.equal(settingsOf(OMDB, 'purge')['MARQUEE_MOVIE_PROVIDER'], 'omdb');
});

test('the page of an environment with OMDb may show its posters, and those of films that were added from TMDB', () => {
  assert.match(imageSources(OMDB), /https:\/\/m\.media-amazon\.com/);
  assert.match(imageSources(OMDB), /https:\/\/image\.tmdb\.org/);
});
