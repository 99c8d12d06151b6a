import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { initialScriptBudget } from './scripts/initial-script-budget.ts';
import { stylesFirst } from './scripts/styles-first.ts';
import { swaggerUi } from './scripts/swagger-ui.ts';
import { themeStyles } from './scripts/theme-styles.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), themeStyles(), stylesFirst(), swaggerUi(), initialScriptBudget({ maxBytes: 180_000 })],
  // These browsers support what the page uses: nested CSS, :has(), Promise.withResolvers, iterator helpers.
  build: {
    target: ['chrome123', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    // With these groups, the first page loads three files instead of fifteen. The files with libraries change rarely,
    // so they stay in caches.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|react-router|scheduler)\//,
              tags: ['$initial'],
              priority: 1,
            },
            { name: 'libraries', test: /node_modules\//, tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
