#!/bin/sh
# Sets up at GitHub what the workflows need. You can run it again at any time.
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: sh scripts/deploy/set-up-github.sh OWNER/NAME ACCOUNT REVIEWER...

Creates a GitHub environment in the repository for each environment ($(environment_choice)), to which only the branch main can be
deployed. Every environment except the first also needs the approval of a reviewer (the GitHub name of a person; at most six). Sets
the variable AWS_ACCOUNT to ACCOUNT, the number of the AWS account of every environment that names none (infrastructure/config/
environments.ts). Lets people report vulnerabilities in private, as SECURITY.md says. Needs the GitHub CLI, logged in as an
administrator of the repository.

Exit codes: 0 done; 1 failed; 2 wrong arguments
END
}

case ${1-} in
  --help | -h) usage && exit 0 ;;
esac
[ $# -ge 3 ] || { usage >&2 && exit 2; }
repository=$1 account=$2
shift 2

reviewers=''
for name in "$@"; do
  id=$(gh api "users/$name" --jq .id)
  reviewers="$reviewers${reviewers:+,}{\"type\":\"User\",\"id\":$id}"
done

for environment in $(environment_names); do
  path=repos/$repository/environments/$environment
  [ "$environment" = "$(default_environment)" ] && asked='' || asked=$reviewers
  printf '{"reviewers":[%s],"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}' "$asked" |
    gh api --method PUT "$path" --input - --silent
  others=$(gh api --paginate "$path/deployment-branch-policies" --jq '.branch_policies[] | select(.name != "main" or .type == "tag") | .id')
  for id in $others; do
    gh api --method DELETE "$path/deployment-branch-policies/$id" --silent
  done
  main=$(gh api --paginate "$path/deployment-branch-policies" --jq '.branch_policies[] | select(.name == "main") | .id')
  [ -n "$main" ] || gh api --method POST "$path/deployment-branch-policies" --field name=main --field type=branch --silent
  echo "$environment: only main can be deployed${asked:+, after an approval}"
done
# Fails for a private repository, because GitHub offers this for public ones only.
if gh api --method PUT "repos/$repository/private-vulnerability-reporting" --silent </dev/null 2>/dev/null; then
  echo 'Vulnerabilities can be reported in private (SECURITY.md)'
else
  echo "NOTICE: GitHub has not turned on private vulnerability reports for $repository. It offers them for public repositories only." >&2
fi
gh variable set AWS_ACCOUNT --repo "$repository" --body "$account"
