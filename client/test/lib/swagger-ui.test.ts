import { expect, test } from '@jest/globals';
import { docsPage } from '../../../server/src/adapters/driving/http/docs-page.ts';
import { swaggerFiles } from '../../scripts/swagger-ui.ts';

test('the build of the page has every file of Swagger UI that the API docs name', () => {
  const files = swaggerFiles();
  const { body } = docsPage();
  if (typeof body !== 'string') throw new Error('The API docs are no page.');
  const named = [...body.matchAll(/ (?:src|href)="\/([^"]+)"/g)].map(([, name]) => name);
  const ours = ['docs-assets/start-docs.js'];
  expect([...files.map(({ fileName }) => fileName), ...ours].sort()).toEqual(named.sort());
  for (const { source } of files) expect(source.length).toBeGreaterThan(100);
});
