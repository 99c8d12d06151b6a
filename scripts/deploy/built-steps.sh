# shellcheck shell=sh
# shellcheck disable=SC2154 # steps.sh sets these variables
# The steps that only install-all.sh --built has. Source it after steps.sh.

require_build() {
  for file in client/dist/index.html "$(stack_folder "$1-server")/cdk.tf.json"; do
    [ -f "$file" ] || fail "$file is missing: unpack the build first, with scripts/deploy/build-archive.sh."
  done
}

# Fails unless this build's version of the bootstrap stack was applied last, because the role of a workflow may not apply it.
require_bootstrapped() {
  find_marker
  [ "$found" = "$marker" ] || fail "A person must run 'sh install-all.sh $1' once, because the account's bootstrap stack has changed. Then run this job again.
Nothing was changed. The bootstrap stack is the part of the account that all environments share; the workflow may not apply it."
}

# record_commit ENVIRONMENT COMMIT: fails unless the commit that was applied last is COMMIT itself or an ancestor of it. A run that
# waited for an approval would otherwise overwrite a newer one. The commit is recorded before anything is applied, because a run that
# fails halfway has already changed something.
record_commit() {
  parameter=/marquee/$1/commit
  if ! applied=$(aws ssm get-parameter --name "$parameter" --query Parameter.Value --output text 2>&1); then
    case $applied in
      *'(ParameterNotFound)'*) applied=$2 ;;
      *) fail "AWS does not say which commit was applied last ($parameter):
$applied" ;;
    esac
  fi
  git merge-base --is-ancestor "$applied" "$2" || fail "The commit $applied was applied to $1, and it is not an ancestor of $2. Nothing was changed.
Run the workflow of the newest commit instead. If the history of main was rewritten: aws ssm delete-parameter --name $parameter"
  aws ssm put-parameter --name "$parameter" --type String --value "$2" --overwrite >/dev/null
}
