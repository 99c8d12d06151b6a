#!/bin/sh
# Deploys the code of the functions to an installed environment.
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: npm run deploy -- [$(environment_choice)]             in server/  ($(default_environment))
       npm run deploy -w server -- [$(environment_choice)]   in the root folder

Deploys the code of the functions to an environment that sh install-all.sh has installed: builds the bundles, and uploads each
that differs from the code that its function has. Does not run Terraform, and changes nothing else.
Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), and in the root folder, once:
  npm ci && npm ci --prefix infrastructure

Exit codes: 0 deployed; 1 failed; 2 wrong arguments
END
}

case ${1-} in
  --help | -h) usage && exit 0 ;;
  -*) usage >&2 && exit 2 ;;
esac
[ $# -le 1 ] || { usage >&2 && exit 2; }
environment=${1:-$(default_environment)}

# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
prepare_deploy "$environment" node npm aws
echo "Environment $environment in the AWS account $account"
say 'Building'
npm run build -w server
synthesise
put_code "$environment"
