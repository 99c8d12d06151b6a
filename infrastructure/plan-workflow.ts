import type { Environment } from './config/schema.ts';
import { pinned, SET_UP } from './workflow-steps.ts';

/**
 * Returns the GitHub workflow .github/workflows/plan.yml. A job can have the credentials of only one account at a time, so it
 * gets credentials for each account, and then plans the environments of that account. The jobs of a pull request cannot
 * read the variables of GitHub's environments, because these environments are for main only.
 */
export function planWorkflow(environments: readonly Environment[]): string {
  const steps = [...byAccount(environments)].map(([account, names], index) => planSteps(account, names, index === 0));
  const needsVariable = environments.some(({ account }) => account === undefined);
  return `# Generated from infrastructure/config/environments.ts by: npm run generate --prefix infrastructure
#
# Adds one comment to each pull request, which says what the pull request would change in each environment. Later pushes
# update this comment. The role marquee-plan may only read Terraform's state.
name: Plan

on:
  pull_request:

permissions:
  contents: read

concurrency:
  group: plan-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  plan:
    # GitHub gives the workflow of a fork no token for AWS.
    if: ${needsVariable ? "vars.AWS_ACCOUNT != '' && " : ''}github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: read
      id-token: write
      pull-requests: write
    steps:
${SET_UP}
      - run: sh scripts/deploy/build-archive.sh pack build.tar.gz
${steps.join('')}      - if: \${{ !cancelled() && hashFiles('plan.md') != '' }}
        run: sh scripts/deploy/comment-plan.sh plan.md "$GITHUB_SHA" "$GITHUB_REPOSITORY" "$PULL_REQUEST"
        env:
          GH_TOKEN: \${{ github.token }}
          PULL_REQUEST: \${{ github.event.pull_request.number }}

  no-plan:
    if: ${needsVariable ? "vars.AWS_ACCOUNT == '' || " : ''}github.event.pull_request.head.repo.full_name != github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: |
          echo '::notice title=No plan::A pull request from a fork gets no credentials of AWS, and neither does a repository without the variable AWS_ACCOUNT. To see the plan, a maintainer can push the branch to this repository.'
`;
}

/** Returns the names of the environments of each account. If an entry names no account, an expression of GitHub is the key. */
function byAccount(environments: readonly Environment[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, account = '${{ vars.AWS_ACCOUNT }}' } of environments) {
    groups.set(account, [...(groups.get(account) ?? []), name]);
  }
  return groups;
}

/** The steps for the first account run only if all earlier steps succeeded. Those for other accounts run even if a plan failed. */
function planSteps(account: string, names: readonly string[], isFirst: boolean): string {
  const step = isFirst ? '      - ' : '      - if: ${{ !cancelled() }}\n        ';
  return `${step}uses: ${pinned('aws-actions/configure-aws-credentials')}
        with:
          role-to-assume: arn:aws:iam::${account}:role/marquee-plan
          aws-region: us-east-1
${step}run: sh scripts/deploy/plan-environments.sh "$GITHUB_SHA" ${names.join(' ')} >> plan.md
`;
}
