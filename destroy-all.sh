#!/bin/sh
# Removes an environment of Marquee from AWS. You can run it again at any time: it continues where the last run failed.
set -eu

cd "$(dirname "$0")"
# shellcheck source=scripts/deploy/environments.sh
. ./scripts/deploy/environments.sh

usage() {
  cat <<END
Usage: sh destroy-all.sh [$(environment_choice)] [--yes] [--lift-protection] [--client | --state]     ($(default_environment))

  --yes               does not ask for confirmation
  --lift-protection   also destroys an environment that is protected against deletion
  --client            removes only the page, and keeps the API with all data
  --state             also removes the bucket with Terraform's state and the deployment roles; fails if
                      another environment still has resources
  AWS_PROFILE chooses a profile of the AWS CLI

Exit codes: 0 done; 1 failed (run it again to continue where it failed), or the name was not typed; 2 wrong arguments
END
}

environment='' yes=false lift=false client=false state=false
for argument in "$@"; do
  case $argument in
    --yes) yes=true ;;
    --lift-protection) lift=true ;;
    --client) client=true ;;
    --state) state=true ;;
    *) take_environment "$argument" ;;
  esac
done
environment=${environment:-$(default_environment)}
[ "$client" = false ] || [ "$state" = false ] || { usage >&2 && exit 2; }

# shellcheck source=scripts/deploy/steps.sh
. ./scripts/deploy/steps.sh
# shellcheck source=scripts/deploy/destroy-steps.sh
. ./scripts/deploy/destroy-steps.sh
require_environment "$environment"
require_tools
require_credentials
if [ "$client" = true ]; then name_client_losses "$environment"; else name_losses "$environment"; fi
[ "$yes" = true ] || confirm "$environment"
if ! has_state_bucket; then
  echo "There is no bucket $state_bucket: nothing of Marquee is in this account, or its state is lost."
  exit 0
fi
install_packages
read_environment "$environment"
if [ "$is_protected" = true ] && [ "$lift" = false ]; then
  only=''
  [ "$client" = false ] || only=' --client'
  fail "$environment is protected against deletion. To destroy its data: sh destroy-all.sh $environment$only --lift-protection
Nothing was destroyed."
fi
say 'Building'
npm run build -w server
synthesise
destroy_client "$environment"
if [ "$client" = true ]; then
  printf '\nThe page of %s is removed. The API and all data are kept.\n' "$environment"
  exit 0
fi
destroy_server "$environment"
[ "$state" = false ] || destroy_state
if [ "$state" = true ]; then
  name_left "$environment" ''
else
  name_left "$environment" ", except its empty state in $state_bucket (--state removes that)"
fi
