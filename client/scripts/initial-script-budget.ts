import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Prints how much JavaScript the first page needs, and fails the build if it is more than the budget.
 *
 * @param maxBytes the budget: the size after gzip of the entry and of everything that the entry imports statically
 */
export function initialScriptBudget({ maxBytes }: { readonly maxBytes: number }): Plugin {
  return {
    name: 'initial-script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const initial = new Set<string>();
      const add = (fileName: string): void => {
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk' || initial.has(fileName)) return;
        initial.add(fileName);
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) add(chunk.fileName);
      const bytes = [...initial].reduce((sum, fileName) => {
        const chunk = bundle[fileName];
        return sum + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
      }, 0);
      const figure = `initial JavaScript: ${kilobytes(bytes)} kB gzip of ${kilobytes(maxBytes)} kB allowed`;
      if (bytes > maxBytes) this.error(figure);
      process.stdout.write(`${figure}\n`);
    },
  };
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
