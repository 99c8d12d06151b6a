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

Deploys the code of the functions to an environment that sh install-all.sh has installed: builds the bundles and applies the
server's stack. Only the code changes.
Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), Terraform 1.11, and in the root folder, once:
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
prepare_deploy "$environment"
echo "Environment $environment in the AWS account $account"
say 'Building'
npm run build -w server
synthesise
require_stack "$environment-server"
find_page "$environment"
apply_server "$environment"
