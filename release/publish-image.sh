#!/bin/sh
# For GitHub: builds the container image of a release for the architecture of this machine, pushes it to GitHub's registry, and
# keeps it as a file in release/assets. Without an architecture, joins the images of both under the name of the version.
set -eu

cd "$(dirname "$0")/.."
[ $# -eq 1 ] || [ $# -eq 2 ] || { echo 'Usage: sh release/publish-image.sh VERSION [ARCHITECTURE]' >&2 && exit 2; }
version=$1
# The registry accepts only lower case.
image=ghcr.io/$(echo "$GITHUB_REPOSITORY" | tr '[:upper:]' '[:lower:]')
echo "$GH_TOKEN" | docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin

if [ $# -eq 1 ]; then
  docker buildx imagetools create --tag "$image:$version" --tag "$image:latest" "$image:$version-amd64" "$image:$version-arm64"
  # What the workflow attests.
  echo "name=$image" >>"$GITHUB_OUTPUT"
  echo "digest=$(docker buildx imagetools inspect "$image:$version" --format '{{.Manifest.Digest}}')" >>"$GITHUB_OUTPUT"
  exit
fi
architecture=$2
mkdir -p release/assets
# The default builder can add no list of the parts (SBOM) to an image.
docker buildx create --use
docker buildx build . --platform "linux/$architecture" --sbom=true --provenance=mode=max \
  --build-arg "VERSION=$version" --build-arg "REVISION=$(git rev-parse HEAD)" \
  --tag "$image:$version-$architecture" --output type=registry \
  --output "type=oci,dest=release/assets/marquee-image-$version-$architecture.tar"
