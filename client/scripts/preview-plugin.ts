import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const SRC = join(import.meta.dirname, '../src');
const PREVIEW = join(SRC, 'preview');

/** Files of the page, and the files in src/preview that take their places in a preview. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  [join(SRC, 'lib/send-request.ts'), 'send-request.ts'],
  [join(SRC, 'app/keep-for-offline.ts'), 'keep-for-offline.ts'],
  [join(SRC, 'app/account-actions.tsx'), 'account-actions.tsx'],
  [join(SRC, 'app/api-link.tsx'), 'api-link.tsx'],
  ...['add-film', 'edit-film', 'movies', 'movie', 'status', 'signed-in'].map(
    (route) => [join(SRC, `app/routes/${route}.tsx`), 'needs-marquee.tsx'] as const,
  ),
]);

/** Gives the page the parts that a preview has instead of a server. */
export function previewParts(): Plugin {
  return {
    name: 'preview-parts',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined) return undefined;
      const replacement = REPLACED.get(join(dirname(importer), source));
      return replacement && join(PREVIEW, replacement);
    },
    transformIndexHtml: (html) => html.replace(/\s*<link rel="manifest"[^>]*>/, ''),
  };
}

/**
 * Gives the worker an adapter in src/preview/node for each module of Node that its code imports. Fails for a module
 * without an adapter, which the browser could not load.
 */
export function nodeAdapters(): Plugin {
  return {
    name: 'node-adapters',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!source.startsWith('node:')) return undefined;
      const adapter = join(PREVIEW, 'node', `${basename(source.slice('node:'.length))}.ts`);
      if (existsSync(adapter)) return adapter;
      return this.error(`${importer ?? ''} imports ${source}, for which client/src/preview/node has no adapter.`);
    },
  };
}
