#!/bin/sh
# npm run deploy -w client [-- dev|staging|prod]: the page, to an environment that is installed.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
environment=${1:-dev}
prepare_deploy "$environment"
say 'Building'
npm run build
synthesise
require_stack "$environment-client"
upload_page
