#!/bin/sh
# Deploys the code of the functions to an installed environment.
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: npm run deploy -- [$(environment_choice)] [OPTION]             in server/  ($(default_environment))
       npm run deploy -w server -- [$(environment_choice)] [OPTION]   in the root folder

Deploys the code of the functions to an environment that sh install-all.sh has installed: builds the bundles, uploads each that
differs from the code that its function has, and publishes a version. Does not run Terraform, and changes nothing else.
If the environment has alarms, the new version of the API first gets 10 % of the requests. If an alarm fires, it loses them again.
  --minutes N    how long the new version keeps 10 % of the requests (default: 5). With 0, or without alarms, it gets all at once
  --to RELEASE   builds and uploads nothing, but goes back to an earlier release, at once. Without RELEASE, or with an unknown one,
                 lists all
Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), and in the root folder, once:
  npm ci && npm ci --prefix infrastructure

Exit codes: 0 deployed; 1 failed, or rolled back because of an alarm; 2 wrong arguments, or no such release
END
}

environment='' minutes='' release='' back=false
while [ $# -gt 0 ]; do
  case $1 in
    --minutes)
      case ${2-} in
        '' | *[!0-9]*) usage >&2 && exit 2 ;;
      esac
      minutes=$2
      shift
      ;;
    --to)
      back=true release=${2-}
      [ $# -eq 1 ] || shift
      ;;
    *) take_environment "$1" ;;
  esac
  shift
done
[ "$back" = false ] || [ -z "$minutes" ] || { usage >&2 && exit 2; }
environment=${environment:-$(default_environment)}

# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
prepare_deploy "$environment" node npm aws
echo "Environment $environment in the AWS account $account"
if [ "$back" = true ]; then
  node scripts/deploy/put-code.ts "$environment" --to "$release"
  exit
fi
say 'Building'
npm run build -w server
synthesise
put_code "$environment" ${minutes:+--minutes "$minutes"}
