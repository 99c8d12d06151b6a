#!/bin/sh
# npm run deploy -w server [-- dev|staging|prod]: the code of the functions, to an environment that is installed.
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
npm run build -w server
synthesise
find_page "$environment"
apply_server "$environment"
