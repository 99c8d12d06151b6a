#!/bin/sh
# Installs Marquee on AWS. You can run it again at any time: it continues where the last run failed, and applies only
# changes.
set -eu

caller=$PWD
cd "$(dirname "$0")"
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: sh install-all.sh [$(environment_choice)] [--data FILE] [--plan] [--built COMMIT]     ($(default_environment))
       sh install-all.sh [$(environment_choice)] --client
       sh install-all.sh --local

  --data FILE     imports the films in FILE: a JSON array or JSON lines, plain or gzip; without this option, the
                  first run imports a sample
  --plan          shows what would change, without changing anything
  --built COMMIT  for GitHub: installs no packages and builds nothing, but applies the build of this commit, which
                  scripts/deploy/build-archive.sh has unpacked. Refuses if GitHub has already applied a newer commit
  --client        installs only the page, which uses the environment's API if there is one
  --local         starts everything on this machine instead, without AWS
  MARQUEE_TMDB_TOKEN is TMDB's read access token; if it is not set, the script asks for it
  MARQUEE_OMDB_KEY is OMDb's key, in an environment whose movie provider is OMDb
  AWS_PROFILE chooses a profile of the AWS CLI

Exit codes: 0 done; 1 failed (run it again to continue where it failed); 2 wrong arguments
END
}

environment='' data='' plan=false client=false commit=''
while [ $# -gt 0 ]; do
  case $1 in
    --data)
      [ $# -gt 1 ] || { usage >&2 && exit 2; }
      data=$2
      shift
      ;;
    --plan) plan=true ;;
    --built)
      [ $# -gt 1 ] || { usage >&2 && exit 2; }
      commit=$2
      shift
      ;;
    --client) client=true ;;
    --local)
      npm ci
      exec npm start
      ;;
    *) take_environment "$1" ;;
  esac
  shift
done
environment=${environment:-$(default_environment)}
[ "$client" = false ] || [ "$plan$data$commit" = false ] || { usage >&2 && exit 2; }

# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
# shellcheck source=scripts/deploy/built-steps.sh
. ./scripts/deploy/built-steps.sh
require_environment "$environment"
case $data in
  '' | /*) ;;
  *) data=$caller/$data ;;
esac
[ -z "$data" ] || [ -f "$data" ] || fail "There is no file $data."
[ -z "$commit" ] || require_build "$environment"
require_tools
require_credentials
echo "Environment $environment in the AWS account $account"
[ "$plan" = true ] || [ "$client" = true ] || read_key "$environment"
[ -n "$commit" ] || install_packages
read_environment "$environment"
[ "$client" = true ] || require_concurrency "$environment"
if [ -z "$commit" ]; then
  say 'Building'
  npm run build
  synthesise
else
  lock_provider
fi

if [ "$plan" = true ]; then
  plan_stacks "$environment"
  exit 0
fi

if [ -z "$commit" ]; then
  bootstrap
else
  require_bootstrapped "$environment"
  record_commit "$environment" "$commit"
fi
if [ "$client" = true ]; then
  install_client "$environment"
  exit 0
fi
find_page "$environment"
apply_server "$environment"
put_code "$environment"
put_key
import_films "$data"
apply_client "$environment"
apply_server_again "$environment"
upload_page
smoke_test "$environment"
