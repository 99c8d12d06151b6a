import type { Plugin } from 'vite';

const NAME = 'virtual:theme.css';

/** Names of CSS properties and variables, with their values. */
type Declarations = Readonly<Record<string, string | number>>;

/**
 * Provides `virtual:theme.css`, a static file with the CSS variables of the theme. With this file, the first paint has
 * the variables before any script runs.
 */
export function themeStyles(): Plugin {
  return {
    name: 'theme-styles',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: async (id) => (id === `\0${NAME}` ? themeCss() : undefined),
  };
}

async function themeCss(): Promise<string> {
  const { theme } = await import('../src/components/mui/theme.ts');
  return theme
    .generateStyleSheets()
    .flatMap((sheet) => Object.entries<Declarations>(sheet))
    .map(([selector, values]) => {
      const rule = `${selector} {\n${declarations(values)}}\n`;
      // Paper is white, so dark colours are for screens only.
      return selector.includes('dark') ? `@media screen {\n${rule}}\n` : rule;
    })
    .join('');
}

/**
 * Writes CSS declarations. The names of variables do not change. `colorScheme` is the only property whose name gets a
 * hyphen.
 */
function declarations(values: Declarations): string {
  return Object.entries(values)
    .map(([name, value]) => `  ${name === 'colorScheme' ? 'color-scheme' : name}: ${String(value)};\n`)
    .join('');
}
