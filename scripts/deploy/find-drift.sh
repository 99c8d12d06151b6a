#!/bin/sh
# Prints, as Markdown, how an environment in AWS differs from COMMIT. Prints nothing if it does not differ, or if it has not been
# installed. Needs the unpacked build of COMMIT.
# Usage: sh scripts/deploy/find-drift.sh COMMIT ENVIRONMENT
set -eu

cd "$(dirname "$0")/../.."
account=$(aws sts get-caller-identity --query Account --output text --region us-east-1)
installed=$(aws s3api list-objects-v2 --region us-east-1 --bucket "marquee-state-$account" --expected-bucket-owner "$account" --prefix "marquee-$2-server.tfstate" --query 'Contents[0].Key' --output text)
if [ "$installed" = None ]; then
  echo "$2 has not been installed." >&2
  exit 0
fi
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT
PLAN_OPTIONS='-refresh=true' sh scripts/deploy/plan-environments.sh "$1" "$2" >"$plan" || :
# A plan that fails is in the output too. Without any output, nothing was compared.
[ -s "$plan" ] || exit 1
# The summary says what the plans of both stacks found. Above it there may be a notice about the account's stack.
if grep -q "<summary>$2: No changes" "$plan" && ! grep -q -e '<summary>.*Plan:' -e '^\*\*' "$plan"; then
  echo "$2 does not differ." >&2
else
  cat "$plan"
fi
