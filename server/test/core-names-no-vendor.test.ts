import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SOURCE = join(import.meta.dirname, '../src');
const CORE = '{domain,ports,application,resilience}/**/*.ts';

/** Names that only adapters may contain. Comments are searched as well, because readers treat a comment as a rule. */
const FOREIGN = [
  /tmdb|omdb|dynamo|dynalite|opensearch/i,
  /\b(?:aws|s3|sqs|ssm|lambda|cloudfront|cognito|sdk|axios|middy|express|inversify)\b/i,
  // Error codes of Node and LevelDB.
  /\b(?:E(?:CONN[A-Z]+|NOENT|NOSPC|EXIST|ACCES|PERM|ADDRINUSE|TIMEDOUT|NOTFOUND|HOSTUNREACH|NETUNREACH)|EAI_[A-Z]+|LEVEL_[A-Z_]+|[Ll]evelDB)\b/,
  // Names of HTTP headers, and HTTP status codes. 400 and 500 are left out, because the code also uses these numbers as
  // limits of a film and of a wait.
  /\bheaders?\b|\b(?:If-Match|If-None-Match|Retry-After|ETag|Idempotency-Key|Content-Type|WWW-Authenticate)\b/,
  /\b(?:40[1-9]|41[0-9]|42[1-9]|50[1-4])\b/,
];

test('neither the core nor resilience names a vendor, its limits, its error codes or a header of HTTP', async () => {
  const found: string[] = [];
  for await (const file of glob(CORE, { cwd: SOURCE })) {
    if (file.endsWith('.test.ts')) continue;
    const lines = readFileSync(join(SOURCE, file), 'utf8').split('\n');
    lines.forEach((line, i) => {
      if (FOREIGN.some((words) => words.test(line))) found.push(`${file}:${String(i + 1)} ${line.trim()}`);
    });
  }
  expect(found).toEqual([]);
});
