import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const CONFIG = join(import.meta.dirname, '../src/composition/local-config.ts');
const LAMBDA_ENVIRONMENT = join(import.meta.dirname, '../src/composition/lambda-environment.ts');
const READ = `
  import { readLocalConfig } from ${JSON.stringify(CONFIG)};
  import { lambdaEnvironment } from ${JSON.stringify(LAMBDA_ENVIRONMENT)};
  const before = { ...process.env };
  const config = readLocalConfig();
  const ofLambda = lambdaEnvironment({ dynamodb: 'http://localhost:1', services: 'http://localhost:2' }, config, config.oidc);
  console.log(JSON.stringify({ before, config, ofLambda, after: process.env }));
`;

type Settings = Record<string, unknown>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-env-file-'));
  writeFileSync(join(folder, '.env'), 'MARQUEE_FILMS_TABLE=films-of-file\nMARQUEE_TMDB_LANGUAGE=de-DE\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Reads the settings in a process of its own, because Jest's process has a copy of the environment. */
function read(cwd: string, env: NodeJS.ProcessEnv = {}) {
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', READ], { cwd, env, encoding: 'utf8' });
  return JSON.parse(out) as { before: Settings; config: Settings; ofLambda: Settings; after: Settings };
}

describe('the file .env', () => {
  test('has settings for this process and for a Lambda bundle, and the environment stays as it was', () => {
    const { before, config, ofLambda, after } = read(folder);
    expect(config['filmsTable']).toBe('films-of-file');
    expect(ofLambda).toMatchObject({ MARQUEE_FILMS_TABLE: 'films-of-file', MARQUEE_TMDB_LANGUAGE: 'de-DE' });
    expect(after).toEqual(before);
  });

  test('is overridden by the environment', () => {
    const { config, ofLambda } = read(folder, { MARQUEE_TMDB_LANGUAGE: 'fr-FR' });
    expect(config).toMatchObject({ filmsTable: 'films-of-file', movies: { search: { language: 'fr-FR' } } });
    expect(ofLambda['MARQUEE_TMDB_LANGUAGE']).toBe('fr-FR');
  });

  test('may be missing', () => {
    expect(read(import.meta.dirname).config['filmsTable']).toBe('marquee-films');
  });
});
