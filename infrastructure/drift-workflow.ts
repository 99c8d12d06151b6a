import type { Environment } from './config/schema.ts';
import { pinned, SET_UP } from './workflow-steps.ts';

/**
 * Returns the GitHub workflow .github/workflows/drift.yml. A job can have the credentials of only one role at a time, so it
 * gets those of one environment after the other.
 */
export function driftWorkflow(environments: readonly Environment[]): string {
  const needsVariable = environments.some(({ account }) => account === undefined);
  return `# Generated from infrastructure/config/environments.ts by: npm run generate --prefix infrastructure
#
# Compares every installed environment with main, every day. If AWS differs, the run fails and opens an issue. A later run
# closes the issue once nothing differs. The roles marquee-drift-<environment> may only read.
name: Drift

on:
  schedule:
    - cron: '23 5 * * *'
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: drift

jobs:
  drift:
    # Only jobs of main may assume the roles.
    if: ${needsVariable ? "vars.AWS_ACCOUNT != '' && " : ''}github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    permissions:
      contents: read
      id-token: write
      issues: write
    steps:
${SET_UP}
      - run: sh scripts/deploy/build-archive.sh pack build.tar.gz
${environments.map(compareSteps).join('')}      - run: sh scripts/deploy/report-drift.sh drift.md "$GITHUB_SHA" "$GITHUB_REPOSITORY"
        env:
          GH_TOKEN: \${{ github.token }}
`;
}

function compareSteps({ name, account = '${{ vars.AWS_ACCOUNT }}' }: Environment): string {
  return `      - uses: ${pinned('aws-actions/configure-aws-credentials')}
        with:
          role-to-assume: arn:aws:iam::${account}:role/marquee-drift-${name}
          aws-region: us-east-1
      - run: sh scripts/deploy/find-drift.sh "$GITHUB_SHA" ${name} >> drift.md
`;
}
