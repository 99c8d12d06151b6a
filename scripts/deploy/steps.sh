# shellcheck shell=sh
# The steps of install-all.sh, destroy-all.sh and the deploy commands. Source this file in the root folder, after
# environments.sh. It turns off tracing (sh -x), because tracing would print the key. It also unsets the variables with keys,
# because every command would inherit them.
set +x
given_tmdb_token=${MARQUEE_TMDB_TOKEN-} given_omdb_key=${MARQUEE_OMDB_KEY-}
unset MARQUEE_TMDB_TOKEN MARQUEE_OMDB_KEY

STATE_REGION=us-east-1
LOG_IN='Log in: aws login; or aws configure sso, then aws sso login; or set AWS_PROFILE to a profile that works.'
# A new distribution takes about five minutes. The credentials of aws login last 15.
APPLY_MINUTES=10
AWS_CLI_URL=https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html
# All stacks share one copy of the AWS provider, because it is 700 MB. The second variable lets Terraform use the copy even for
# a stack that has no lock file yet.
TF_PLUGIN_CACHE_DIR="$PWD/.cache/terraform-plugins"
mkdir -p "$TF_PLUGIN_CACHE_DIR"
export AWS_PAGER='' TF_IN_AUTOMATION=1 TF_INPUT=0 TF_PLUGIN_CACHE_DIR TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
LOCK_FILE=infrastructure/terraform.lock.hcl
# How many builds of the page an environment keeps, including the live one.
KEPT_BUILDS=5

say() {
  printf '\n== %s\n' "$1"
}

fail() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

# require_tools [TOOL...]: reports all missing tools together. Default: those of an install.
require_tools() {
  [ $# -gt 0 ] || set -- node npm aws terraform
  missing=''
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing
  $(remedy_of "$tool")"
  done
  [ -z "$missing" ] || fail "This is missing:$missing"
  version=$(aws --version 2>&1)
  case $version in
    aws-cli/1.*) fail "${version%% *} is too old. $(remedy_of aws)" ;;
  esac
  case " $* " in
    *' terraform '*) ;;
    *) return 0 ;;
  esac
  version=$(terraform version -json | sed -n 's/.*"terraform_version": *"\([^"]*\)".*/\1/p')
  case $version in
    '' | 0.* | 1.[0-9].* | 1.10.*) fail "Terraform ${version:-without a version} is too old. $(remedy_of terraform)" ;;
  esac
}

remedy_of() {
  case $1 in
    node | npm) echo "$1: install Node 20 or newer, https://nodejs.org" ;;
    aws) echo "aws: install the AWS CLI 2, $AWS_CLI_URL" ;;
    terraform) echo 'terraform: install 1.11 or newer, https://developer.hashicorp.com/terraform/install' ;;
  esac
}

# Sets the variables account and state_bucket.
require_credentials() {
  account=$(aws sts get-caller-identity --query Account --output text --region "$STATE_REGION") ||
    fail "You are not logged in to AWS. $LOG_IN
Try it with: aws sts get-caller-identity"
  state_bucket="marquee-state-$account"
  export TF_VAR_state_bucket="$state_bucket"
}

# is_key PROVIDER KEY
is_key() {
  case $1:$2 in
    *:*[!A-Za-z0-9._-]*) return 1 ;;
    tmdb:eyJ?*.?*.?* | omdb:????????) return 0 ;;
    *) return 1 ;;
  esac
}

# read_key ENVIRONMENT: sets the variable key, which is empty if the user skips it.
read_key() {
  provider=$(provider_of "$1")
  case $provider in
    tmdb)
      key=$given_tmdb_token setting=MARQUEE_TMDB_TOKEN what='read access token of TMDB'
      rule='such tokens begin with eyJ and contain two dots.
Use the long one, "API Read Access Token", at https://www.themoviedb.org/settings/api'
      ;;
    omdb)
      key=$given_omdb_key setting=MARQUEE_OMDB_KEY what='key of OMDb'
      rule='such keys have eight characters.
OMDb sends one by e-mail: https://www.omdbapi.com/apikey.aspx'
      ;;
    *) fail "This script does not know the movie provider $provider." ;;
  esac
  if [ -n "$key" ]; then
    is_key "$provider" "$key" || fail "$setting is not a $what: $rule"
    return
  fi
  while :; do
    printf '%s (hidden; Enter to skip, but live movie search needs it): ' "The $what"
    if [ -t 0 ]; then
      trap 'stty echo; exit 130' INT TERM
      stty -echo
    fi
    IFS= read -r key || :
    if [ -t 0 ]; then
      stty echo
      trap - INT TERM
    fi
    echo
    if [ -z "$key" ] || is_key "$provider" "$key"; then return; fi
    echo "That is not a $what: $rule"
  done
}

install_packages() {
  say 'Installing packages'
  npm ci
  npm ci --prefix infrastructure
  # On Linux npm ci has installed Node 24. Put it before an older Node on the PATH.
  PATH="$PWD/node_modules/.bin:$PATH"
  export PATH
  node scripts/require-node-24.mjs
}

# Sets the variables region, replica_regions, functions, reserved_concurrency, is_protected and server_needs_page. Fails if the
# environment belongs to an account other than the one in the variable account.
# shellcheck disable=SC2034 # is_protected and replica_regions are for destroy-all.sh
read_environment() {
  facts=$(node infrastructure/print-environment.ts "$1")
  region=$(value_of "$facts" region)
  replica_regions=$(value_of "$facts" replicaRegions)
  functions=$(value_of "$facts" functions)
  reserved_concurrency=$(value_of "$facts" reservedConcurrency)
  is_protected=$(value_of "$facts" isProtected)
  server_needs_page=$(value_of "$facts" serverNeedsPage)
  export AWS_REGION="$region" AWS_DEFAULT_REGION="$region"
  its_account=$(value_of "$facts" account)
  [ -z "$its_account" ] || [ "$its_account" = "$account" ] ||
    fail "$1 belongs to the AWS account $its_account (infrastructure/config/environments.ts), and you are logged in to $account.
Nothing was changed. Log in to $its_account, or set AWS_PROFILE to a profile of that account."
}

# Prints the value of a name in lines of the form name=value. Prints nothing if the name is missing.
value_of() {
  while IFS= read -r line; do
    case $line in
      "$2="*) printf '%s\n' "${line#*=}" ;;
    esac
  done <<END
$1
END
}

# prepare_deploy ENVIRONMENT TOOL...: checks what a deploy of code needs: an existing environment, tools, credentials, and the Node
# that npm ci has installed.
prepare_deploy() {
  environment=$1
  shift
  require_environment "$environment"
  require_tools "$@"
  require_credentials
  node scripts/require-node-24.mjs
  read_environment "$environment"
}

# AWS keeps 100 concurrent executions for functions that reserve none. A new account has only 10 in all. Reservations of other
# functions count as used. Reservations that this environment's own functions already hold count as available.
require_concurrency() {
  [ "$reserved_concurrency" -gt 0 ] || return 0
  available=$(aws lambda get-account-settings --query AccountLimit.UnreservedConcurrentExecutions --output text)
  [ "$available" -lt $((reserved_concurrency + 100)) ] || return 0
  for function in $functions; do
    own=$(aws lambda get-function-concurrency --function-name "marquee-$1-$function" --query ReservedConcurrentExecutions --output text 2>/dev/null) || own=''
    case $own in
      '' | *[!0-9]*) ;;
      *) available=$((available + own)) ;;
    esac
  done
  [ "$available" -ge $((reserved_concurrency + 100)) ] ||
    fail "$available concurrent executions of Lambda are available to $1 in $region; it reserves $reserved_concurrency, and AWS keeps 100 unreserved.
Request more (Service Quotas, AWS Lambda, Concurrent executions), or remove reservedConcurrency from $1 in
infrastructure/config/environments.ts."
}

synthesise() {
  say 'Synthesising'
  rm -f infrastructure/cdktf.out/stacks/*/no_state_override.tf.json
  node infrastructure/main.ts
  lock_provider
}

# Pins the provider of each stack to the version and the checksums in the lock file. Sets the variable lock_mode.
lock_provider() {
  lock_mode=''
  if [ ! -f "$LOCK_FILE" ]; then
    echo "There is no $LOCK_FILE: Terraform chooses a version of the AWS provider, and trusts its first download.
The workflow 'Provider lock' at GitHub proposes that file."
    return
  fi
  for folder in infrastructure/cdktf.out/stacks/*; do
    cp "$LOCK_FILE" "$folder/.terraform.lock.hcl"
  done
  lock_mode=-lockfile=readonly
}

# Only a 404 means that there is no bucket. Any other failure ends the command. If AWS does not answer, or the bucket belongs to
# another account, an install would otherwise create everything again, and a destroy would report that nothing is there.
has_state_bucket() {
  answer=$(in_state_bucket head-bucket 2>&1) && return
  case $answer in
    *'(404)'*) return 1 ;;
  esac
  fail "AWS does not say whether the bucket $state_bucket with the state exists:
$answer
A 403 means that you may not read it, or that it belongs to another account."
}

# The name of a marker in the bucket of the state says which version of the bootstrap stack was applied last. Sets the variables
# has_bucket, marker (the name of this version's marker) and found (the markers that are in the bucket). GitHub's workflows may read
# the markers.
find_marker() {
  marker=bootstrapped-$(cksum <"$(stack_folder bootstrap)/cdk.tf.json" | tr ' ' -)
  found='' has_bucket=false
  if has_state_bucket; then
    has_bucket=true
    # shellcheck disable=SC2016 # the backquotes are JMESPath's
    found=$(in_state_bucket list-objects-v2 --prefix bootstrapped- --query '(Contents || `[]`)[].Key' --output text)
  fi
}

# Applies the stack that every environment of the account needs, at the first run and whenever the stack has changed. Only a person
# may apply it. The marker is removed before an apply, so that it is missing if the apply fails. The bucket is created first and
# imported afterwards, so that it can hold the state of its own stack.
bootstrap() {
  say "State in $state_bucket"
  find_marker
  [ "$found" != "$marker" ] || [ -n "${TF_VAR_github_repository-}" ] || return 0
  [ "$has_bucket" = true ] || aws s3api create-bucket --bucket "$state_bucket" --region "$STATE_REGION" >/dev/null
  open_stack bootstrap
  if [ -z "${TF_VAR_github_repository-}" ]; then
    read_outputs bootstrap
    TF_VAR_github_repository=$(output deploying_repository)
    TF_VAR_github_provider_exists=$(output has_github_provider)
    export TF_VAR_github_repository TF_VAR_github_provider_exists
  fi
  for old in $found; do
    in_state_bucket delete-object --key "$old" >/dev/null
  done
  apply_stack bootstrap
  in_state_bucket put-object --key "$marker" >/dev/null
}

# in_state_bucket COMMAND ARGUMENT...: calls S3. Fails if the bucket belongs to another account.
in_state_bucket() {
  command=$1
  shift
  aws s3api "$command" --bucket "$state_bucket" --expected-bucket-owner "$account" --region "$STATE_REGION" "$@"
}

stack_folder() {
  echo "infrastructure/cdktf.out/stacks/marquee-$1"
}

# run_terraform STACK COMMAND ARGUMENT...: runs Terraform with the credentials of the AWS CLI, because Terraform does not know every
# way to log in (aws login). Each command gets new ones, because those of aws login expire after 15 minutes.
run_terraform() (
  credentials=$(aws configure export-credentials --format env) || fail "The AWS CLI has no credentials for Terraform. $LOG_IN"
  eval "$credentials"
  unset AWS_PROFILE AWS_DEFAULT_PROFILE
  folder=$(stack_folder "$1")
  shift
  case $1 in
    apply | destroy) require_minutes ;;
  esac
  terraform -chdir="$folder" "$@"
)

# Fails if the credentials expire before an apply can be complete. Terraform could then not save what it has changed.
require_minutes() {
  [ -n "${AWS_CREDENTIAL_EXPIRATION-}" ] || return 0
  minutes=$(node -p 'Math.floor((Date.parse(process.argv[1]) - Date.now()) / 60_000)' "$AWS_CREDENTIAL_EXPIRATION")
  [ "$minutes" -ge "$APPLY_MINUTES" ] || fail "Your AWS credentials expire in $minutes minutes (at $AWS_CREDENTIAL_EXPIRATION). The next step may take $APPLY_MINUTES minutes, so it was not begun.
$LOG_IN Then run this command again: it continues here."
}

init_stack() {
  # shellcheck disable=SC2086 # lock_mode is one word or none
  run_terraform "$1" init -input=false -reconfigure $lock_mode -backend-config="bucket=$state_bucket" >/dev/null
}

# Like init_stack, but for a stack that is about to change: also saves the state that an earlier run could not save.
open_stack() {
  init_stack "$1"
  save_leftover_state "$1"
}

# If Terraform could not save the state after a change (the network was down, the credentials had expired), it has left the state
# in a file. Without this file, the next apply would create the same resources again.
save_leftover_state() {
  leftover=$(stack_folder "$1")/errored.tfstate
  [ -f "$leftover" ] || return 0
  say "Saving the state of marquee-$1, which an earlier run could not save"
  grep -q "$account" "$leftover" || fail "$leftover belongs to another AWS account than $account.
Log in to that account and run this command there first, or delete the file if you do not need it."
  run_terraform "$1" state push errored.tfstate || fail "$leftover could not be saved. If Terraform says that the saved state is newer, the file is out of date: delete it.
Otherwise run this command again."
  rm "$leftover"
}

apply_stack() {
  change_stack "$1" apply
}

# change_stack STACK COMMAND ARGUMENT...
change_stack() {
  changed=$1
  change=$2
  shift 2
  run_terraform "$changed" "$change" -input=false -auto-approve "$@" && return
  explain_lock "$changed"
  case $changed in
    *-client) printf '\n%s\n' "If AWS says that your account must be verified before you can add CloudFront resources: docs/operations.md, \"A new account\"." >&2 ;;
  esac
  exit 1
}

# While Terraform changes a stack, a file next to the state locks the state. If Terraform was killed, the file is still there.
explain_lock() {
  lock=s3://$state_bucket/marquee-$1.tfstate.tflock
  content=$(aws s3 cp "$lock" - --region "$STATE_REGION" 2>/dev/null) || return 0
  printf '\n%s\n' "The state of marquee-$1 is locked by $(json_value "$content" Who) since $(json_value "$content" Created) ($(json_value "$content" Operation)).
If that command is still running, wait until it has ended. If it was killed, remove its lock, and run this command again:
  aws s3 rm $lock --region $STATE_REGION" >&2
}

# Prints the value of a name in JSON that has no quotes in its values.
json_value() {
  printf '%s' "$1" | sed -n "s/.*\"$2\": *\"\([^\"]*\)\".*/\1/p"
}

# Sets the variable outputs to the outputs of a stack. A stack has outputs only while it is applied.
read_outputs() {
  json=$(run_terraform "$1" output -json)
  outputs=$(printf '%s' "$json" | node scripts/deploy/print-outputs.ts)
}

output() {
  value_of "$outputs" "$1"
}

# Like read_outputs, but fails if the stack has not been applied.
require_stack() {
  open_stack "$1"
  read_outputs "$1"
  [ -n "$outputs" ] || fail "There is no marquee-$1 in the AWS account $account. Install it first: sh install-all.sh ${1%-*}"
}

# Sets the variable outputs to the outputs of the server's stack.
apply_server() {
  say "Applying marquee-$1-server"
  open_stack "$1-server"
  apply_stack "$1-server"
  read_outputs "$1-server"
}

# put_code ENVIRONMENT [OPTION...]: makes the packed code live, together with the settings that Terraform has applied. Terraform
# creates the functions, but changes neither their code nor which version answers.
put_code() {
  say "Deploying the code to marquee-$1"
  node scripts/deploy/put-code.ts "$@"
}

# Expects the server's outputs in the variable outputs, and sets that variable to the outputs of the client's stack.
apply_client() {
  say "Applying marquee-$1-client"
  TF_VAR_api_domain=$(output api_domain)
  export TF_VAR_api_domain
  open_stack "$1-client"
  apply_stack "$1-client"
  read_outputs "$1-client"
}

# The environment's own sign-in redirects people back to the page, and behind a firewall the API answers only requests that come
# through CloudFront. What the server needs for this is known only after the page has been deployed. Sets TF_VAR_page_url and
# TF_VAR_origin_verify_sha256, if the server needs them.
find_page() {
  [ "$server_needs_page" = true ] || return 0
  init_stack "$1-client"
  read_outputs "$1-client"
  page=$(output page_url)
  [ -n "$page" ] || return 0
  TF_VAR_origin_verify_sha256=$(output origin_verify_sha256)
  export TF_VAR_page_url="$page" TF_VAR_origin_verify_sha256
}

# Applies the server's stack again if the client's stack, which has just been applied, has other values than find_page found before.
# Expects the outputs of the client's stack in the variable outputs.
apply_server_again() {
  [ "$server_needs_page" = true ] || return 0
  [ "${TF_VAR_page_url-} ${TF_VAR_origin_verify_sha256-}" != "$(output page_url) $(output origin_verify_sha256)" ] || return 0
  find_page "$1"
  apply_server "$1"
  # Only settings have changed: this code already answers.
  put_code "$1" --minutes 0
  read_outputs "$1-client"
}

# Before the first install there is no state to compare with, so the plan creates everything.
plan_stacks() {
  find_marker
  if [ "$found" != "$marker" ]; then
    printf '\n%s\n' "Not in these plans: the stack marquee-bootstrap of the account of $1 (the state bucket, the permissions boundaries, GitHub's roles), which is new or has changed. A person must apply it with 'sh install-all.sh $1', because no workflow may."
  fi
  [ "$has_bucket" = false ] || find_page "$1"
  for stack in "$1-server" "$1-client"; do
    say "Plan of marquee-$stack"
    if [ "$has_bucket" = true ]; then
      init_stack "$stack"
    else
      echo '{"terraform":{"backend":{"local":{}}}}' >"$(stack_folder "$stack")/no_state_override.tf.json"
      # shellcheck disable=SC2086 # lock_mode is one word or none
      run_terraform "$stack" init -input=false -reconfigure $lock_mode >/dev/null
    fi
    run_terraform "$stack" plan -input=false -lock=false
    read_outputs "$stack"
    TF_VAR_api_domain=$(output api_domain)
    export TF_VAR_api_domain
  done
}

# The key is passed in a file that only this user can read. The file is removed right afterwards, even after a failure. A
# pipe is not possible, because the AWS CLI reads its input twice.
put_key() {
  if [ -z "$key" ]; then
    printf '\nNo key was given: the parameter stays as it is.\n'
    return
  fi
  parameter=$(output token_parameter)
  say "Storing the key in $parameter"
  request=$(mktemp)
  trap 'rm -f "$request"' EXIT
  trap 'exit 130' INT TERM
  printf '{"Name":"%s","Value":"%s","Type":"SecureString","Overwrite":true}' "$parameter" "$key" >"$request"
  aws ssm put-parameter --cli-input-json "file://$request" >/dev/null
  rm -f "$request"
  trap - EXIT INT TERM
}

# Checks the owner of a bucket before an upload, because the upload commands of the AWS CLI cannot name the owner that they expect.
require_own() {
  aws s3api head-bucket --bucket "$1" --expected-bucket-owner "$account" >/dev/null ||
    fail "The bucket $1 is missing, or belongs to another account than $account. Nothing was uploaded."
}

# Without a file, imports the sample, but only if nothing was ever imported into the catalogue.
import_films() {
  file=$1
  bucket=$(output import_bucket)
  if [ -z "$file" ]; then
    # shellcheck disable=SC2016 # the backquotes are JMESPath's
    imports=$(aws s3api list-objects-v2 --bucket "$bucket" --expected-bucket-owner "$account" --max-keys 1 --query 'length(Contents || `[]`)' --output text)
    [ "$imports" = 0 ] || return 0
    file=server/data/sample-films.json
  fi
  say "Importing $file"
  require_own "$bucket"
  aws s3 cp "$file" "s3://$bucket/$(basename "$file")" --only-show-errors
}

# Uploads the build into a folder of its own in the bucket, and then makes it the page. Files with a hash in their name are common to
# all builds, and stay, for pages that are still open. The others are uploaded each time: `aws s3 sync` would skip a file that was
# built before the last upload and has the same size.
upload_page() {
  bucket=$(output page_bucket)
  build=$(name_of_build)
  say "Uploading the page to $bucket"
  require_own "$bucket"
  aws s3 sync client/dist/assets "s3://$bucket/assets" --cache-control 'public, max-age=31536000, immutable' --only-show-errors
  set -- --cache-control no-cache --metadata "build=$build" --only-show-errors
  aws s3 cp client/dist "s3://$bucket/builds/$build" --recursive --exclude 'assets/*' --exclude index.html "$@"
  # Link previews ignore relative addresses of pictures. The server's page-head.ts has the same rule.
  page=$(output page_url)
  index=$(sed "s|content=\"/icons/|content=\"$page/icons/|g" client/dist/index.html)
  printf '%s\n' "$index" |
    aws s3 cp - "s3://$bucket/builds/$build/index.html" --content-type 'text/html; charset=utf-8' "$@"
  show_build
  remove_old_builds
}

# Prints the checksum of the build, so that a build that is deployed again is not kept twice.
name_of_build() {
  find client/dist -type f -exec cksum {} + | LC_ALL=C sort | cksum | cut -d ' ' -f 1
}

# Expects the variables build and bucket. Makes that build the page of that bucket. index.html is last, because it
# refers to the other files. A copy within S3 keeps the type, the caching and the metadata of each file.
show_build() {
  aws s3 cp "s3://$bucket/builds/$build" "s3://$bucket" --recursive --exclude index.html --only-show-errors
  aws s3 cp "s3://$bucket/builds/$build/index.html" "s3://$bucket/index.html" --only-show-errors
  aws cloudfront create-invalidation --distribution-id "$(output distribution_id)" --paths '/*' >/dev/null
  echo "This is build $build of the page. To come back to it later: npm run deploy -w client -- $environment --to $build"
}

# Prints the builds in the bucket, oldest first: the time of the upload and the name on each line.
list_builds() {
  # shellcheck disable=SC2016 # the backquotes are JMESPath's
  objects=$(aws s3api list-objects-v2 --bucket "$bucket" --expected-bucket-owner "$account" --prefix builds/ --output text \
    --query 'sort_by(Contents || `[]`, &LastModified)[].[LastModified,Key]')
  printf '%s\n' "$objects" | sed -n 's|^\([^[:space:]]*\)[[:space:]]*builds/\([0-9]*\)/index\.html$|\1 \2|p'
}

# Removes the oldest builds, so that KEPT_BUILDS are left.
remove_old_builds() {
  builds=$(list_builds)
  count=$(printf '%s\n' "$builds" | wc -l)
  printf '%s\n' "$builds" | while read -r _ old; do
    [ "$count" -gt "$KEPT_BUILDS" ] || break
    aws s3 rm "s3://$bucket/builds/$old" --recursive --only-show-errors
    count=$((count - 1))
  done
}

# go_back_to_build BUILD: fails with exit code 2, and lists the builds, if there is no such build.
go_back_to_build() {
  bucket=$(output page_bucket)
  build=$1
  require_own "$bucket"
  builds=$(list_builds)
  if ! printf '%s\n' "$builds" | cut -d ' ' -f 2 | grep -qxF -e "$build" || [ -z "$build" ]; then
    live=$(aws s3api head-object --bucket "$bucket" --key index.html --expected-bucket-owner "$account" --query Metadata.build --output text)
    printf '\n%s\n' "There is no build '$build' of the page of $environment to go back to. There are:
$(printf '%s\n' "$builds" | sed -e "s/ $live\$/ $live (live)/" -e 's/^/  /')" >&2
    exit 2
  fi
  say "Going back to build $build"
  show_build
}

# Installs only the page, with the API of the environment if the server's stack is applied.
install_client() {
  find_page "$1"
  init_stack "$1-server"
  read_outputs "$1-server"
  apply_client "$1"
  [ -z "$TF_VAR_api_domain" ] || apply_server_again "$1"
  upload_page
  if [ -n "$TF_VAR_api_domain" ]; then
    smoke_test "$1"
  else
    printf '\nThe page of Marquee (%s) is at %s\nTo connect it with an API: sh install-all.sh %s\n' "$1" "$(output page_url)" "$1"
  fi
}

# Checks the installed page and API as people will use them, and prints the address of the page.
smoke_test() {
  page=$(output page_url)
  say "Trying $page"
  MARQUEE_TOKEN='' node scripts/verify/main.ts "$page" --wait 600
  printf '\nMarquee (%s) is at %s\n' "$1" "$page"
}
