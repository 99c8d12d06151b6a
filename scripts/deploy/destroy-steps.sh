# shellcheck shell=sh
# shellcheck disable=SC2154 # steps.sh sets these variables
# The steps that only destroy-all.sh has. Source this file after steps.sh.

name_losses() {
  cat <<END

This permanently destroys, in the environment $1 of the AWS account $account:
  every film that was imported, created or edited there (table marquee-$1-films), and every imported file
  the movies cache, the search snapshots, the scheduled exports of the films, the logs, the key of the movie provider, and users who were created there
  the API, the page, and their addresses: a new install gets new ones
END
}

name_client_losses() {
  cat <<END

This permanently destroys the page of the environment $1 of the AWS account $account, and its address: a new install gets a new one.
END
}

confirm() {
  printf '\nType the name of the environment (%s) to continue: ' "$1"
  IFS= read -r typed || typed=''
  [ "$typed" = "$1" ] || fail 'That is not the name. Nothing was destroyed.'
}

destroy_stack() {
  say "Destroying marquee-$1"
  change_stack "$1" destroy
}

# Buckets are versioned: they keep deleted objects, and Terraform deletes a bucket only when it is empty.
empty_bucket_of() {
  bucket=$(output "$1")
  [ -z "$bucket" ] || node scripts/deploy/empty-bucket.ts "$bucket" "$account"
}

destroy_client() {
  open_stack "$1-client"
  read_outputs "$1-client"
  empty_bucket_of page_bucket
  destroy_stack "$1-client"
}

destroy_server() {
  open_stack "$1-server"
  read_outputs "$1-server"
  [ "$is_protected" = false ] || lift_protection "$1"
  stop_function import_function
  stop_function snapshot_function
  empty_bucket_of import_bucket
  empty_bucket_of snapshots_bucket
  destroy_stack "$1-server"
  # What the scripts have created: built-steps.sh and releases.ts.
  aws ssm delete-parameters --names "/marquee/$1/commit" "/marquee/$1/releases" >/dev/null
  # Somebody has restored these tables, so no stack knows them.
  restored=$(aws dynamodb list-tables --query "TableNames[?starts_with(@, 'marquee-$1-films-')]" --output text)
}

# name_left ENVIRONMENT EXCEPTION: says what destroy_server has left, and how to delete it.
name_left() {
  if [ -z "$restored" ]; then
    printf '\nNothing of %s is left%s.\n' "$1" "$2"
    return
  fi
  printf '\nNothing of %s is left%s, except films tables that somebody has restored. To delete them:\n' "$1" "$2"
  for table in $restored; do
    [ "$is_protected" = false ] ||
      echo "  aws dynamodb update-table --region $region --table-name $table --no-deletion-protection-enabled"
    echo "  aws dynamodb delete-table --region $region --table-name $table"
  done
}

# A function that still runs could write into a bucket after the bucket is emptied and before it is deleted.
stop_function() {
  function=$(output "$1")
  [ -n "$function" ] || return 0
  if aws lambda get-function-configuration --function-name "$function" >/dev/null 2>&1; then
    aws lambda put-function-concurrency --function-name "$function" --reserved-concurrent-executions 0 >/dev/null
  fi
}

# lift_protection ENVIRONMENT
lift_protection() {
  lift_domain "$1"
  lift_table films_table
  lift_table cache_table
  # Each copy has a protection of its own.
  for copy in $replica_regions; do lift_table films_table --region "$copy"; done
  pool=$(output user_pool_id)
  [ -n "$pool" ] || return 0
  if aws cognito-idp describe-user-pool --user-pool-id "$pool" >/dev/null 2>&1; then
    # Cognito resets settings that the call does not name, which would open sign-up to everyone.
    aws cognito-idp update-user-pool --user-pool-id "$pool" --deletion-protection INACTIVE \
      --admin-create-user-config AllowAdminCreateUserOnly=true
  fi
}

# lift_domain ENVIRONMENT: deletes the OpenSearch domain, and lets Terraform forget it, because only Terraform protects it. AWS takes
# some minutes for the deletion, for which nothing waits. The domain has nothing that is not in the films table.
lift_domain() {
  domain=$(output opensearch_domain)
  [ -n "$domain" ] || return 0
  if aws opensearch describe-domain --domain-name "$domain" >/dev/null 2>&1; then
    aws opensearch delete-domain --domain-name "$domain" >/dev/null
  fi
  case $(run_terraform "$1-server" state list) in
    *aws_opensearch_domain.search*) run_terraform "$1-server" state rm aws_opensearch_domain.search ;;
  esac
}

# lift_table OUTPUT [OPTION...]
lift_table() {
  table=$(output "$1")
  shift
  [ -n "$table" ] || return 0
  if aws dynamodb describe-table --table-name "$table" "$@" >/dev/null 2>&1; then
    aws dynamodb update-table --table-name "$table" --no-deletion-protection-enabled "$@" >/dev/null
    aws dynamodb wait table-exists --table-name "$table" "$@"
  fi
}

# The bootstrap stack includes the state bucket, and its own state is in that bucket. Terraform therefore destroys everything
# except the bucket and its settings, and the AWS CLI deletes the bucket.
destroy_state() {
  say "Destroying $state_bucket"
  keys=$(in_state_bucket list-objects-v2 --query 'Contents[].Key' --output text)
  for key in $keys; do
    case $key in
      marquee-bootstrap.tfstate) continue ;;
      *.tfstate) ;;
      *) continue ;;
    esac
    contents=$(aws s3 cp "s3://$state_bucket/$key" - --region "$STATE_REGION")
    case $contents in
      *'"resources": []'*) ;;
      *) fail "$key still has resources: destroy that environment first. The bucket was kept." ;;
    esac
  done
  open_stack bootstrap
  addresses=$(run_terraform bootstrap state list)
  set --
  for address in $addresses; do
    case $address in
      aws_s3_* | data.*) ;;
      *) set -- "$@" "-target=$address" ;;
    esac
  done
  [ $# -eq 0 ] || change_stack bootstrap destroy "$@"
  AWS_REGION=$STATE_REGION node scripts/deploy/empty-bucket.ts "$state_bucket" "$account"
  in_state_bucket delete-bucket
}
