import type { Page } from 'playwright-core';
import { at, FILM, type State, type Walk } from './state.ts';

const FEW = ['/', '/?genre=Drama', FILM, '/people/Al%20Pacino', '/status'];

/** The text of double size (WCAG 1.4.4). */
export const DOUBLE_SIZE = () => {
  document.adoptedStyleSheets = [];
  document.documentElement.style.fontSize = '200%';
};

/** The room around letters and lines that a reader may set (WCAG 1.4.12). */
export const TEXT_SPACING = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }',
  );
  document.adoptedStyleSheets = [sheet];
};

const inEach = (how: string, then: (page: Page) => Promise<unknown>): State[] =>
  FEW.map((path) => ({ name: `${how} at ${path}`, show: at(path, then) }));

/** What a reader sets in the browser or in the system. */
export const SETTINGS: readonly Walk[] = [
  {
    name: 'a reader with larger text or more spacing',
    states: [
      ...inEach('text of double size', (page) => page.evaluate(DOUBLE_SIZE)),
      ...inEach('text spacing', (page) => page.evaluate(TEXT_SPACING)),
    ],
  },
  {
    name: 'a reader with forced colours',
    options: { forcedColors: 'active' },
    states: inEach('forced colours', () => Promise.resolve()),
  },
  {
    name: 'a reader who prints',
    states: inEach('print', (page) => page.emulateMedia({ media: 'print' })).map(({ name, show }) => ({
      name,
      show: async (page) => {
        await page.emulateMedia({ media: null });
        await show(page);
      },
    })),
  },
];
