#!/bin/sh
# A stand-in for aws, terraform, npm, node and gh. It records its calls, answers as AWS would, and fails where the test wants it to.
# REHEARSAL names a folder. This script writes the files calls and environments there, and reads fail-at (a number),
# state-bucket, outputs-<stack>, versions and more.

# given FILE DEFAULT: prints what the test has written into the file
given() {
  if [ -f "$REHEARSAL/$1" ]; then cat "$REHEARSAL/$1"; else echo "$2"; fi
}

stand_in() (
  set +eu
  name=$1
  shift
  case "$name $*" in
    # This script runs for real only when the test wants it, because starting Node takes longer than everything else.
    'node scripts/deploy/empty-bucket.ts '*) [ ! -f "$REHEARSAL/really-empty" ] || exec "$REAL_NODE" "$@" ;;
    # This call is not recorded, because it only converts terraform's output. print-outputs.test.ts tests it.
    'node scripts/deploy/print-outputs.ts') sed -n 's/.*"\([a-z0-9_]*\)":{"value":"\([^"]*\)".*/\1=\2/p' && exit ;;
    # Every command of Terraform begins with this call. In the test, aws knows other credentials than its environment.
    'aws configure export-credentials --format env')
      echo 'export AWS_ACCESS_KEY_ID=exported AWS_SECRET_ACCESS_KEY=exported'
      [ ! -f "$REHEARSAL/expiration" ] || echo "export AWS_CREDENTIAL_EXPIRATION=$(cat "$REHEARSAL/expiration")"
      exit
      ;;
    'node -p '*) exec "$REAL_NODE" "$@" ;;
    # The scripts look for a lock only after Terraform has failed.
    'aws s3 cp s3://marquee-state-'*'.tflock - '*) cat "$REHEARSAL/lock" 2>/dev/null && exit || exit 1 ;;
  esac
  # Only commands of the shell itself, because the tests make thousands of calls, and most of their time is the start of processes.
  echo "$name $*" >>"$REHEARSAL/calls"
  export -p >>"$REHEARSAL/environments"
  if [ -f "$REHEARSAL/fail-at" ]; then
    read -r fail_at <"$REHEARSAL/fail-at"
    count=0
    while read -r _; do count=$((count + 1)); done <"$REHEARSAL/calls"
    if [ "$count" -eq "$fail_at" ]; then
      echo "$name fails, as the rehearsal wants it to" >&2
      exit 1
    fi
  fi
  case "$name $*" in
    'node infrastructure/print-environment.ts '*) cat "$REHEARSAL/environment-$2" ;;
    'node infrastructure/main.ts')
      stacks=infrastructure/cdktf.out/stacks
      mkdir -p $stacks/marquee-bootstrap $stacks/marquee-dev-server $stacks/marquee-dev-client
      echo '{}' >$stacks/marquee-bootstrap/cdk.tf.json
      ;;
    'npm run build')
      mkdir -p client/dist
      [ -f client/dist/index.html ] || echo '<meta property="og:image" content="/icons/preview.png" /><meta name="twitter:image" content="/icons/small.png" />' >client/dist/index.html
      ;;
    'aws s3 cp - s3://marquee-'*-page-*) cat >"$REHEARSAL/uploaded-index" ;;
    'aws s3api list-objects-v2 --bucket marquee-'*-page-*) given builds '' ;;
    'aws s3api head-object --bucket marquee-'*-page-*) given live-build None ;;
    'aws --version') echo "aws-cli/$(given aws-version 2.32.0) Python/3.13.7" ;;
    'terraform version -json') printf '{\n  "terraform_version": "%s"\n}\n' "$(given terraform-version 1.13.4)" ;;
    'aws sts get-caller-identity'*)
      [ ! -f "$REHEARSAL/logged-out" ] || { echo 'Unable to locate credentials' >&2 && exit 253; }
      echo 123456789012
      ;;
    'aws lambda get-account-settings --query AccountLimit.UnreservedConcurrentExecutions'*) cat "$REHEARSAL/concurrency" ;;
    'aws lambda get-function-concurrency'*) cat "$REHEARSAL/reserved-${4#marquee-}" 2>/dev/null || exit 254 ;;
    'aws s3api head-bucket --bucket marquee-'*-imports-* | 'aws s3api head-bucket --bucket marquee-'*-page-*)
      [ "$4" != "$(given foreign-bucket '')" ] || exit 254
      ;;
    'aws s3api head-bucket'*)
      status=$(given head-bucket-status 404)
      [ -f "$REHEARSAL/state-bucket" ] || { echo "An error occurred ($status) when calling the HeadBucket operation" >&2 && exit 254; }
      ;;
    'aws s3api create-bucket'*) touch "$REHEARSAL/state-bucket" ;;
    'aws s3api delete-bucket'*) rm "$REHEARSAL/state-bucket" ;;
    'aws s3api list-objects-v2 '*'--prefix marquee-'*) given installed marquee-dev-server.tfstate ;;
    'aws s3api list-objects-v2 --bucket marquee-state-'*--prefix*) cat "$REHEARSAL/bootstrapped" 2>/dev/null || : ;;
    'aws s3api put-object --bucket marquee-state-'*) echo "${10}" >"$REHEARSAL/bootstrapped" ;;
    'aws s3api delete-object --bucket marquee-state-'*) rm "$REHEARSAL/bootstrapped" ;;
    'aws s3api list-objects-v2'*Contents\[\].Key*) cat "$REHEARSAL/state-keys" ;;
    'aws s3api list-objects-v2'*) cat "$REHEARSAL/imports" ;;
    'aws s3 cp s3://marquee-state-'*) cat "$REHEARSAL/other-state" ;;
    'aws s3 cp server/data/sample-films.json'*) echo 1 >"$REHEARSAL/imports" ;;
    'aws s3api list-object-versions'*)
      page=$(find "$REHEARSAL/versions" -name '*.json' | sort | sed -n 1p)
      [ -z "$page" ] || cat "$page"
      ;;
    'aws s3api delete-objects'*)
      page=$(find "$REHEARSAL/versions" -name '*.json' | sort | sed -n 1p)
      cat "${4#file://}" >"$page.deleted" && rm "$page"
      ;;
    'aws ssm get-parameter --name /marquee/dev/commit '*)
      error=$(cat "$REHEARSAL/ssm-error" 2>/dev/null || echo ParameterNotFound)
      cat "$REHEARSAL/commit" 2>/dev/null || { echo "An error occurred ($error) when calling the GetParameter operation" >&2 && exit 254; }
      ;;
    'aws ssm put-parameter --name /marquee/dev/commit '*) echo "$8" >"$REHEARSAL/commit" ;;
    'aws ssm put-parameter'*)
      cat "${4#file://}" >"$REHEARSAL/parameter"
      find "${4#file://}" -perm 600 >"$REHEARSAL/private"
      ;;
    'aws dynamodb list-tables '*) given restored '' ;;
    'gh api users/'*) echo 4711 ;;
    'gh api --paginate '*'/comments --jq '*) cat "$REHEARSAL/comments" 2>/dev/null || : ;;
    'gh api --paginate '*'/issues?state=open --jq '*) given issue '' ;;
    'gh api --paginate '*'.name != "main"'*) cat "$REHEARSAL/other-branches" 2>/dev/null || : ;;
    'gh api --paginate '*'.name == "main"'*) cat "$REHEARSAL/main-branch" 2>/dev/null || : ;;
    'gh api --method PUT '*) cat >>"$REHEARSAL/gh-input" && echo >>"$REHEARSAL/gh-input" ;;
    'gh api --method '*' --field body=@'*) cp "${6#body=@}" "$REHEARSAL/comment" ;;
    'terraform '*' plan '*) cat "$REHEARSAL/plan" 2>/dev/null || : ;;
    'terraform '*' state list') cat "$REHEARSAL/bootstrap-resources" ;;
    'terraform '*' apply '*)
      stack=${1##*/}
      cp "$REHEARSAL/declared-$stack" "$REHEARSAL/outputs-$stack" 2>/dev/null || :
      ;;
    'terraform '*' destroy '*) rm -f "$REHEARSAL/outputs-${1##*/}" ;;
    'terraform '*' output -json') cat "$REHEARSAL/outputs-${1##*/}" 2>/dev/null || echo '{}' ;;
  esac
)

case ${0##*/} in
  aws | terraform | npm | node | gh) stand_in "${0##*/}" "$@" ;;
  *)
    for tool in aws terraform npm node gh; do eval "$tool() { stand_in $tool \"\$@\"; }"; done
    ;;
esac
