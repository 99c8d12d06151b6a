#!/bin/sh
# Deploys the page to an installed environment.
set -eu

cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: npm run deploy -- [$(environment_choice)] [--to BUILD]             in client/  ($(default_environment))
       npm run deploy -w client -- [$(environment_choice)] [--to BUILD]   in the root folder

Deploys the page to an environment that sh install-all.sh has installed: builds it, uploads it and invalidates CloudFront's cache.
  --to BUILD   uploads nothing, but goes back to an earlier build of the page. Without BUILD, or with an unknown one, lists all
Needs the AWS CLI 2, logged in (AWS_PROFILE chooses a profile), Terraform 1.11, and in the root folder, once:
  npm ci && npm ci --prefix infrastructure

Exit codes: 0 deployed; 1 failed; 2 wrong arguments, or no such build
END
}

environment='' build='' back=false
while [ $# -gt 0 ]; do
  case $1 in
    --to)
      back=true build=${2-}
      [ $# -eq 1 ] || shift
      ;;
    *) take_environment "$1" ;;
  esac
  shift
done
environment=${environment:-$(default_environment)}

# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
prepare_deploy "$environment" node npm aws terraform
echo "Environment $environment in the AWS account $account"
say 'Building'
if [ "$back" = true ]; then
  # The bucket is known from the stacks, and the stacks need the functions' code.
  npm run build -w server
else
  npm run build
fi
synthesise
require_stack "$environment-client"
if [ "$back" = true ]; then
  go_back_to_build "$build"
else
  upload_page
fi
