#!/bin/sh
# Reports in an issue that environments differ from COMMIT: opens the issue, or replaces the text of the open one. If FILE is empty,
# closes the issue. Fails if there are differences.
# Usage: sh scripts/deploy/report-drift.sh FILE COMMIT OWNER/NAME
set -eu

issues=repos/$3/issues
mark='<!-- drift of Marquee -->'
ours=".[] | select(.pull_request == null and .user.login == \"github-actions[bot]\" and (.body // \"\" | startswith(\"$mark\"))) | .number"
number=$(gh api --paginate "$issues?state=open" --jq "$ours" | head -n 1)
if [ ! -s "$1" ]; then
  [ -z "$number" ] || gh api --method PATCH "$issues/$number" --field state=closed --silent
  echo 'Nothing differs.'
  exit 0
fi

text=$(mktemp)
trap 'rm -f "$text"' EXIT
{
  echo "$mark"
  echo "AWS differs from $2. Either somebody has changed AWS by hand, or this commit has not been deployed yet, for example because its deployment waits for an approval. docs/operations.md says what to do, in the section Drift."
  cat "$1"
} >"$text"
if [ -n "$number" ]; then
  gh api --method PATCH "$issues/$number" --field "body=@$text" --silent
else
  gh api --method POST "$issues" --field "body=@$text" --field 'title=AWS differs from main' --silent
fi
echo '::error title=Drift::AWS differs from main. The issue "AWS differs from main" has the plans.'
exit 1
