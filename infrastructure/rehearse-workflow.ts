import { SET_UP } from './workflow-steps.ts';

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
${SET_UP}
      - run: npm run rehearse:aws -- "$ENVIRONMENT" --required
        env:
          ENVIRONMENT: \${{ matrix.environment }}
`;
}
