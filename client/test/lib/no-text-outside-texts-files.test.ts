import { expect, test } from '@jest/globals';
import { Linter } from 'eslint/universal';
import { NO_TEXT_OUTSIDE_TEXTS_FILES } from '../../scripts/no-text-outside-texts-files.ts';

const faultsOf = (source: string) =>
  new Linter().verify(
    source,
    [
      {
        files: ['**/*.tsx'],
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
        rules: { 'no-restricted-syntax': ['error', ...NO_TEXT_OUTSIDE_TEXTS_FILES] },
      },
    ],
    'planted.tsx',
  );

test.each([
  '<p>Films</p>',
  "<p>{'films'}</p>",
  "<p>{isOn && 'on'}</p>",
  "<p>{isOn ? texts.on : 'off'}</p>",
  "<p>{isOn ? texts.on : isOff ? 'off' : ''}</p>",
  '<p>{`${count} films`}</p>',
  '<p aria-label="Films" />',
  "<p title={isOn ? 'On' : undefined} />",
  '<img alt={`Poster of ${title}`} />',
  "<Drawer slots={{ paper: { 'aria-label': 'Filters' } }} />",
  "useDocumentTitle('Films')",
  'showMessage(`Saved ${title}`)',
  "const field = { label: 'Films' }",
  "const said = isOn ? 'Nothing was changed' : ''",
  'const said = `Found by ${name}`',
  "throw new ApiError('garbage', 'The server is gone.')",
])('refuses the text in %s', (source) => {
  expect(faultsOf(source).map(({ ruleId }) => ruleId)).toContain('no-restricted-syntax');
});

test.each([
  '<p className="film" data-look={isOn ? \'filled\' : undefined}>{texts.films} · ★</p>',
  '<p aria-haspopup="dialog">{kind === \'genre\' && texts.genre}</p>',
  "const SHAPE = { title: 'string', items: 'array' }",
  "throw new Error('The page has no #root.')",
  'fetch(`/v1/films/${id}`)',
])('accepts %s', (source) => {
  expect(faultsOf(source)).toEqual([]);
});
