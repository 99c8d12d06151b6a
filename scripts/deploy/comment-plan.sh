#!/bin/sh
# Puts the plans of a commit into a comment on a pull request. The first call writes a new comment, and later calls replace its text.
# Usage: sh scripts/deploy/comment-plan.sh FILE COMMIT OWNER/NAME PULL_REQUEST
set -eu

comments=repos/$3/issues/$4/comments
mark='<!-- plan of Marquee -->'
text=$(mktemp)
trap 'rm -f "$text"' EXIT
{
  echo "$mark"
  echo "Terraform's plan for $2, compared with what was applied last:"
  cat "$1"
} >"$text"
ours=".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$mark\"))) | .id"
id=$(gh api --paginate "$comments" --jq "$ours" | head -n 1)
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$3/issues/comments/$id" --field "body=@$text" --silent
else
  gh api --method POST "$comments" --field "body=@$text" --silent
fi
