# shellcheck shell=sh
# Which environments there are. Read with `.`, in the root folder, before steps.sh: a usage text needs no more than this.

# Names of the environments, each on a line. Read with sed, because a usage text has to work before Node is installed.
environment_names() {
  sed -n "s/^ *name: '\([a-z0-9]*\)',\$/\1/p" infrastructure/config/environments.ts
}

# For usage texts: all names, with | between them.
environment_choice() {
  environment_names | paste -sd '|' -
}

default_environment() {
  environment_names | sed -n 1p
}

require_environment() {
  environment_names | grep -qxe "$1" && return
  printf '\n%s\n' "There is no environment '$1'. There are: $(environment_names | tr '\n' ' ')(infrastructure/config/environments.ts)" >&2
  exit 2
}
