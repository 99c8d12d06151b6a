import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { initialScriptBudget } from './scripts/initial-script-budget.ts';

/** `npm run dev -w client` serves the sources, and asks the API of an `npm start` on its own port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), initialScriptBudget({ maxBytes: 220_000 })],
  // Browsers that have what the page uses: nested CSS, :has(), Promise.withResolvers, iterator helpers.
  build: { target: ['chrome123', 'firefox128', 'safari18'], modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': 'http://localhost:3030', '/docs-assets': 'http://localhost:3030' } },
});
