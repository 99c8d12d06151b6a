#!/bin/sh
# Runs a command of package.json, or with --help prints its usage:
#
#   sh scripts/explained.sh NAME COMMAND [ARGUMENT]...
#
# COMMAND is one string for sh. The arguments go to its last program, as npm would pass them.
set -eu

JEST='Arguments go to Jest, such as a path or -t "PART OF A TITLE": npm test -w server -- src/domain/film-id.test.ts'

# A name that begins with a folder is a command of that package.
usage() {
  case $1 in
    build) cat <<'END' ;;
Usage: npm run build

Builds the Lambda bundles into server/dist and the page into client/dist.

Exit codes: 0 built; 1 failed; 2 wrong arguments
END
    server/build) cat <<'END' ;;
Usage: npm run build             in server/
       npm run build -w server   in the root folder

Bundles each Lambda function into server/dist, and fails when the code that a cold start loads exceeds its budget.

Exit codes: 0 built; 1 failed; 2 wrong arguments
END
    client/build) cat <<'END' ;;
Usage: npm run build             in client/
       npm run build -w client   in the root folder

Builds the page into client/dist, and fails when the scripts of the first load exceed their budget.

Exit codes: 0 built; 1 failed; 2 wrong arguments
END
    client/api-types) cat <<'END' ;;
Usage: npm run api-types             in client/
       npm run api-types -w client   in the root folder

Generates the page's API types, film schema and Wikipedia addresses in client/src/lib from the API.

Exit codes: 0 written; 1 failed; 2 wrong arguments
END
    check) cat <<'END' ;;
Usage: npm run check
       npm test

Checks format, lint, types, layers, dead code, builds and budgets, and runs the tests. Takes about 10 minutes on two cores.
Eight checks are not part of it: npm run check:page (Lighthouse), npm run check:states (axe in every state of the page),
npm run check:openapi (requests generated from the OpenAPI document), npm run check:plans (Terraform's plans, judged by
checkov), npm run check:processes (the commands, killed and restarted, faults of what the server depends on, and the data of
earlier versions), npm run check:deployed (the API's tests on the Lambda bundles), npm run check:repository (shell
scripts, workflows, secrets) and npm run check:audit (known vulnerabilities of the dependencies).
To run one check alone: npm run check:NAME. The names are the scripts check:* of package.json.

Exit codes: 0 all passed; 1 one failed; 2 wrong arguments
END
    format) cat <<'END' ;;
Usage: npm run format

Formats every file with Prettier, and fixes what ESLint can fix.

Exit codes: 0 done; 1 ESLint found errors that it cannot fix; 2 wrong arguments
END
    server/test) cat <<END ;;
Usage: npm test             [-- ARGUMENT...]   in server/
       npm test -w server   [-- ARGUMENT...]   in the root folder

Runs the server's tests.
$JEST

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    server/test:deployed) cat <<END ;;
Usage: npm run test:deployed             [-- ARGUMENT...]   in server/
       npm run test:deployed -w server   [-- ARGUMENT...]   in the root folder

Runs the API's contract tests on the Lambda bundles, deployed as the infrastructure's stack declares them.
Needs, in the root folder: npm run build && npm ci --prefix infrastructure
$JEST

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    server/test:shuffled) cat <<END ;;
Usage: npm run test:shuffled             [-- ARGUMENT...]   in server/
       npm run test:shuffled -w server   [-- ARGUMENT...]   in the root folder

Runs the server's tests in a random order, and prints the seed of the order. To repeat an order: -- --seed NUMBER
$JEST

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    client/test) cat <<END ;;
Usage: npm test             [-- ARGUMENT...]   in client/
       npm test -w client   [-- ARGUMENT...]   in the root folder

Checks that the page's API types are current, and runs the page's tests outside a browser.
$JEST

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    client/test:browser) cat <<END ;;
Usage: npm run test:browser             [-- ARGUMENT...]   in client/
       npm run test:browser -w client   [-- ARGUMENT...]   in the root folder

Runs the page's tests in a Chromium: the one that MARQUEE_BROWSER names, one on the PATH, or the one in an npm package.
$JEST

Exit codes: 0 all passed, or there is no browser and CI is not set; 1 one failed, or wrong arguments
END
    bench/test) cat <<END ;;
Usage: npm test            [-- ARGUMENT...]   in bench/
       npm test -w bench   [-- ARGUMENT...]   in the root folder

Runs the tests of the benchmarks. The benchmarks themselves are the scripts bench:* of the root folder.
$JEST

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    test:data-set) cat <<END ;;
Usage: npm run test:data-set

Runs the tests that need the whole Wikipedia Movie Data Set, and checks that search reaches its goals of relevance and fame on it.

Exit codes: 0 all passed; 1 one failed; 2 wrong arguments
END
    check:opensearch) cat <<END ;;
Usage: npm run check:opensearch

Runs the contract of film search, and tests of building and switching indices, on a real OpenSearch with one node. Takes
some minutes. Needs Java 17 and Maven, which fetches OpenSearch (53 MB, once); otherwise the tests are skipped with a
notice.

Environment:
  MARQUEE_TEST_OPENSEARCH  the endpoint of a node that runs already (default: the tests start their own)

Exit codes: 0 all passed, or they were skipped; 1 one failed; 2 wrong arguments
END
    test:round-trip) cat <<END ;;
Usage: npm run test:round-trip

Imports the whole Wikipedia Movie Data Set, exports it, imports the export into an empty folder, and exports that again. Both
exports must be the same bytes. Takes some minutes.

Exit codes: 0 the same; 1 different, or failed; 2 wrong arguments
END
    test:versions) cat <<'END' ;;
Usage: npm run test:versions

Lets two versions of the Lambda functions, whose search snapshots have different formats, serve a mixed load from one store for ten
minutes, and checks every answer. Needs, in the root folder: npm run build && npm ci --prefix infrastructure
MARQUEE_LOAD_SEED is the seed of the load (default: 20).

Exit codes: 0 all answers were right; 1 one was wrong; 2 wrong arguments
END
    test:shuffled) cat <<'END' ;;
Usage: npm run test:shuffled

Runs the tests of server and infrastructure in a random order, and prints the seed of the order.

Exit codes: 0 all passed; 1 one failed; 2 wrong arguments
END
    test:starved) cat <<'END' ;;
Usage: npm run test:starved

Runs the tests of server and infrastructure on 30% of one core, to find tests that depend on a fast machine.
Needs Linux and root.

Exit codes: 0 all passed; 1 one failed; 2 wrong arguments
END
    infrastructure/test) cat <<'END' ;;
Usage: npm test [-- FILE...]                           in infrastructure/
       npm test --prefix infrastructure [-- FILE...]   in the root folder

Checks the types of the infrastructure, and runs its tests and those of the installation scripts.
  FILE   an additional test file

Exit codes: 0 all passed; 1 one failed, or wrong arguments
END
    infrastructure/generate) cat <<'END' ;;
Usage: npm run generate                           in infrastructure/
       npm run generate --prefix infrastructure   in the root folder

Writes every file that is derived from infrastructure/config/environments.ts: docs/cost.md, the workflows deploy.yml, drift.yml,
plan.yml and rehearse.yml, and the inventories in infrastructure/test/summaries. Run it after a change of an environment, a price or a stack.
Needs, in the root folder: npm ci && npm ci --prefix infrastructure

Exit codes: 0 written; 1 failed; 2 wrong arguments
END
    infrastructure/test:shuffled) cat <<'END' ;;
Usage: npm run test:shuffled                          in infrastructure/
       npm run test:shuffled --prefix infrastructure  in the root folder

Runs the tests of the infrastructure in a random order, and prints the seed of the order.

Exit codes: 0 all passed; 1 one failed; 2 wrong arguments
END
    *) echo "There is no usage text for $1." && return 1 ;;
  esac
}

name=$1
command=$2
shift 2
for argument in "$@"; do
  case $argument in
    --help | -h) usage "$name" && exit 0 ;;
  esac
done
if [ $# -gt 0 ]; then
  # A command whose usage lists exit code 2 accepts no arguments. Other commands pass their arguments on.
  case $(usage "$name") in
    *'2 wrong arguments'*) usage "$name" >&2 && exit 2 ;;
  esac
fi
exec sh -c "$command \"\$@\"" sh "$@"
