#!/bin/sh
# Deploys the page to an installed environment.
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: npm run deploy -- [$(environment_choice)]             in client/  ($(default_environment))
       npm run deploy -w client -- [$(environment_choice)]   in the root folder

Deploys the page to an environment that sh install-all.sh has installed: builds it, uploads it and invalidates CloudFront's cache.
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
prepare_deploy "$environment" node npm aws terraform
echo "Environment $environment in the AWS account $account"
say 'Building'
npm run build
synthesise
require_stack "$environment-client"
upload_page
