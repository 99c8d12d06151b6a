# shellcheck shell=sh
# The names of the environments. Source this file in the root folder, before steps.sh. Usage texts need only this file.

# Prints one name on each line. Uses sed, because a usage text must work before Node is installed.
environment_names() {
  sed -n "s/^ *name: '\([a-z0-9]*\)',\$/\1/p" infrastructure/config/environments.ts
}

# Prints all names, separated by |, for usage texts.
environment_choice() {
  environment_names | paste -sd '|' -
}

default_environment() {
  environment_names | sed -n 1p
}

# Prints the movie provider of an environment. Without the setting, it is TMDB.
provider_of() {
  provider=$(sed -n "/^ *name: '$1',\$/,/^  },\$/s/^ *movieProvider: '\([a-z]*\)',\$/\1/p" infrastructure/config/environments.ts)
  echo "${provider:-tmdb}"
}

require_environment() {
  environment_names | grep -qxe "$1" && return
  printf '\n%s\n' "There is no environment '$1'. Environments: $(environment_names | tr '\n' ' ')(infrastructure/config/environments.ts)" >&2
  exit 2
}

# take_environment ARGUMENT: sets the variable environment. Prints the usage and exits if the argument is an option, or a second name.
take_environment() {
  case $1 in
    --help | -h) usage && exit 0 ;;
    -*) usage >&2 && exit 2 ;;
  esac
  [ -z "$environment" ] || { usage >&2 && exit 2; }
  environment=$1
}
