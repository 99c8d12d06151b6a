#!/bin/sh
# Builds, once, the archive that is deployed to every environment.
set -eu

cd "$(dirname "$0")/../.."

usage() {
  cat <<END
Usage: sh scripts/deploy/build-archive.sh pack FILE             builds, packs the build into FILE, and prints FILE's SHA-256
       sh scripts/deploy/build-archive.sh unpack FILE SHA256    unpacks FILE, if it has this SHA-256

Exit codes: 0 done; 1 failed; 2 wrong arguments
END
}

case "$#-${1-}" in
  2-pack)
    npm run build >&2
    node infrastructure/main.ts >&2
    tar -czf "$2" client/dist infrastructure/cdktf.out
    sha256sum "$2" | cut -d ' ' -f 1
    ;;
  3-unpack)
    if ! printf '%s  %s\n' "$3" "$2" | sha256sum --check --status --strict; then
      echo "$2 does not have the SHA-256 $3: it is not what was built. Nothing was unpacked." >&2
      exit 1
    fi
    tar -xzf "$2"
    ;;
  1---help | 1--h) usage ;;
  *) usage >&2 && exit 2 ;;
esac
