import type { Plugin } from 'vite';

const NAME = 'virtual:theme.css';

/** Selectors, and the declarations of each. */
type StyleSheet = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** `virtual:theme.css`: the variables of the theme as a static file, painted with before any script has run. */
export function themeStyles(): Plugin {
  return {
    name: 'theme-styles',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: async (id) => (id === `\0${NAME}` ? themeCss() : undefined),
  };
}

async function themeCss(): Promise<string> {
  // Its own types are those of the page, with the DOM, which the tools do not have.
  const { theme } = (await import('../src/components/mui/theme.ts')) as unknown as {
    readonly theme: { readonly generateStyleSheets: () => readonly StyleSheet[] };
  };
  return theme
    .generateStyleSheets()
    .flatMap((sheet) => Object.entries(sheet))
    .map(([selector, values]) => `${selector} {\n${declarations(values)}}\n`)
    .join('');
}

/** Variables as they are; `colorScheme` is the one property with two words. */
function declarations(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `  ${name === 'colorScheme' ? 'color-scheme' : name}: ${String(value)};\n`)
    .join('');
}
