/**
 * Returns the GitHub workflow .github/workflows/rehearse.yml, which rehearses environments in an emulated AWS.
 *
 * @param names the names of the environments
 */
export function rehearseWorkflow(names: readonly string[]): string {
  const list = names.map((name) => `          - ${name}`).join('\n');
  return `# Generated from infrastructure/config/environments.ts by: npm run generate --prefix infrastructure
#
# Installs environments into an emulated AWS and destroys them again (docs/rehearsal.md). Has no access to a real AWS
# account.
name: Rehearse

on:
  workflow_call:

permissions:
  contents: read

jobs:
  rehearse:
    name: \${{ matrix.environment }}
    runs-on: ubuntu-24.04
    timeout-minutes: 45
    strategy:
      fail-fast: false
      matrix:
        environment:
${list}
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0
        with:
          node-version: 24
          cache: npm
          cache-dependency-path: |
            package-lock.json
            infrastructure/package-lock.json
      - uses: ./.github/actions/terraform
      - run: npm ci
      - run: npm ci --prefix infrastructure
      - run: npm run rehearse:aws -- "$ENVIRONMENT" --required
        env:
          ENVIRONMENT: \${{ matrix.environment }}
`;
}
