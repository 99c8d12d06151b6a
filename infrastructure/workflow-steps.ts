import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const INSTALL = readFileSync(join(import.meta.dirname, '../.github/workflows/install.yml'), 'utf8');

/**
 * Returns an action with the commit and the version that install.yml has. Dependabot changes every workflow, but no TypeScript,
 * so a copy here would make each of its pull requests fail.
 *
 * @param action such as `actions/checkout`
 */
export function pinned(action: string): string {
  const found = new RegExp(`uses: (${action}@.*)`).exec(INSTALL)?.[1];
  if (found === undefined) throw new Error(`.github/workflows/install.yml does not use ${action}.`);
  return found;
}

/**
 * The first steps of a generated job that runs Terraform: the sources, Node, the packages and Terraform. They are indented as in
 * the workflows, and end without a newline. The workflows that are written by hand, such as install.yml, have the same steps.
 */
export const SET_UP = `      - uses: ${pinned('actions/checkout')}
        with:
          persist-credentials: false
      - uses: ${pinned('actions/setup-node')}
        with:
          node-version: 24
          cache: npm
          cache-dependency-path: |
            package-lock.json
            infrastructure/package-lock.json
      - run: npm ci
      - run: npm ci --prefix infrastructure
      - uses: ./.github/actions/terraform`;
