#!/bin/sh
# npm run deploy -w client [-- dev|staging|prod]: the page, to an environment that is installed.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
environment=${1:-dev}
require_environment "$environment"
require_tools
require_credentials
read_environment "$environment"
say 'Building'
npm run build
synthesise
init_stack "$environment-client"
read_outputs "$environment-client"
upload_page
