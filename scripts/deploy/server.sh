#!/bin/sh
# npm run deploy -w server [-- dev|staging|prod]: the code of the functions, to an environment that is installed.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
environment=${1:-dev}
prepare_deploy "$environment"
say 'Building'
npm run build -w server
synthesise
require_stack "$environment-server"
find_page "$environment"
apply_server "$environment"
