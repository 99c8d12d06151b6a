#!/bin/sh
# Prints Terraform's plan for environments of one AWS account, as Markdown for a comment on a pull request. Needs the unpacked build
# of COMMIT. By default it compares with Terraform's state only, because the role of pull requests may read the state, but not the
# resources. find-drift.sh sets PLAN_OPTIONS.
# Usage: sh scripts/deploy/plan-environments.sh COMMIT ENVIRONMENT...
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

commit=$1
shift
# GitHub refuses a comment with more than 65,536 characters. The comment has the plans of all environments.
longest=$((60000 / $(environment_names | wc -l)))
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export TF_CLI_ARGS_plan="${PLAN_OPTIONS--refresh=false} -no-color"
status=0
bootstrap=''

for environment in "$@"; do
  result='the plan failed: see the log of the job'
  if sh install-all.sh "$environment" --plan --built "$commit" >"$log" 2>&1; then
    result=$(grep -E '^(Plan:|No changes)' "$log" | paste -sd ' ' -)
  else
    status=1
  fi
  # A pull request can be public, and so can the log of the job. The number of the account does not need to be public.
  sed -E 's/[0-9]{12}/ACCOUNT/g' "$log" >&2
  # All environments of the account share this stack, so one notice is enough.
  if [ -z "$bootstrap" ] && bootstrap=$(grep '^Not in these plans: ' "$log"); then printf '\n**%s**\n' "$bootstrap"; fi
  printf '\n<details><summary>%s: %s</summary>\n\n```\n' "$environment" "$result"
  sed -n '/^== Plan of/,$p' "$log" | sed -E 's/[0-9]{12}/ACCOUNT/g' | head -c "$longest"
  printf '\n```\n\n</details>\n'
done
exit "$status"
