import type { Environment } from './config/schema.ts';

/**
 * Returns the GitHub workflow .github/workflows/deploy.yml. The list of jobs has to be in the file. It cannot be
 * computed when the workflow runs, because GitHub reads from the file which jobs there are and which of them wait for
 * an approval.
 */
export function deployWorkflow(environments: readonly Environment[]): string {
  const jobs = environments.map((environment, index) => installJob(environment, environments[index - 1]?.name));
  return `# Generated from infrastructure/config/environments.ts by: npm run generate --prefix infrastructure
#
# Builds main once, and deploys this build to the first environment. Deploys it to each following environment as soon
# as somebody has approved that deployment. docs/operations.md says what to set up at GitHub.
name: Deploy

on:
  push:
    branches: [main]

permissions:
  contents: read

jobs:
  check:
    uses: ./.github/workflows/check.yml

  build:
    needs: check
    uses: ./.github/workflows/build.yml
${jobs.join('')}`;
}

function installJob({ name, account }: Environment, before: string | undefined): string {
  const needs = before === undefined ? 'build' : `[build, ${before}]`;
  const condition = `
    # Without an account there is nothing to deploy to.
    if: vars.AWS_ACCOUNT != ''`;
  return `
  ${name}:${account === undefined ? condition : ''}
    needs: ${needs}
    permissions:
      contents: read
      id-token: write
    uses: ./.github/workflows/install.yml
    with:
      environment: ${name}${account === undefined ? '' : `\n      account: '${account}'`}
      sha256: \${{ needs.build.outputs.sha256 }}
`;
}
