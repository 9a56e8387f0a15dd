# For tests/pipeline/test_*.sh: sourced first. tests/run.sh sets BIN (the programs), ROOT (the checkout),
# TEST_WORK (an empty folder of this test), TEST_PG (URI without a database, "" if there is no server).
# Each check prints one "ok", "not ok" or "skip" line; the exit code says whether all passed.
set -u
ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
BIN=${BIN:-$ROOT/bin}
TEST_NAME=$(basename "$0" .sh)
TEST_NAME=${TEST_NAME#test_}
TEST_WORK=${TEST_WORK:-$(mktemp -d)}
TEST_PG=${TEST_PG:-}
failures=0
cd "$TEST_WORK" || exit 1
trap 'exit $((failures > 0))' EXIT

# pass DESCRIPTION; fail DESCRIPTION [WHY]; skip DESCRIPTION WHY
pass() { echo "ok $TEST_NAME: $1"; }
fail() {
    failures=$((failures + 1))
    [ $# -gt 1 ] && printf '%s\n' "$2" | sed 's/^/    /' >&2
    echo "not ok $TEST_NAME: $1"
}
skip() { echo "skip $TEST_NAME: $1: $2"; }

# check DESCRIPTION COMMAND...: passes when the command succeeds.
check() {
    description=$1
    shift
    if output=$("$@" 2>&1); then pass "$description"; else fail "$description" "$* said: $output"; fi
}

# equal DESCRIPTION EXPECTED ACTUAL
equal() {
    if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "expected: $2
but was:  $3"; fi
}

# contains DESCRIPTION FILE TEXT: the file has the text (fixed) somewhere.
contains() {
    if grep -qF -- "$3" "$2"; then pass "$1"; else fail "$1" "no '$3' in: $(head -c 2000 "$2")"; fi
}

# run_exit DESCRIPTION CODE COMMAND...: runs, with stdout in $TEST_WORK/out and stderr in $TEST_WORK/err.
run_exit() {
    description=$1 expected=$2
    shift 2
    "$@" >"$TEST_WORK/out" 2>"$TEST_WORK/err"
    code=$?
    if [ "$code" -eq "$expected" ]; then
        pass "$description"
    else
        fail "$description" "exit code $code, not $expected: $(tail -c 1500 "$TEST_WORK/err")"
    fi
}

# peak COMMAND...: runs, with stdout in out and stderr in err, and prints how much memory it took at most, in KB.
peak() {
    python3 - "$@" <<'END'
import resource, subprocess, sys
with open("out", "wb") as out, open("err", "wb") as err:
    subprocess.call(sys.argv[1:], stdout=out, stderr=err)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
}

# little DESCRIPTION KB PEAK: less than that was taken. (Sanitizers take their own.)
little() {
    case $BIN in
    *build/*) skip "$1" "so built, memory says nothing" ;;
    *) check "$1 ($3 KB)" test "$3" -lt "$2" ;;
    esac
}

# A fresh database for this test in DATABASE_URL, or every check that follows makes no sense: exits.
test_database() {
    if [ -z "$TEST_PG" ]; then
        skip "all" "no PostgreSQL server is here (tests/run.sh starts one)"
        exit 0
    fi
    database="${TEST_NAME}_$$_${1:-0}"
    psql -qX -v ON_ERROR_STOP=1 "$TEST_PG&dbname=postgres" -c "create database \"$database\"" ||
        { fail "test database" "cannot be made"; exit 1; }
    DATABASE_URL="$TEST_PG&dbname=$database"
    export DATABASE_URL
}

# sql QUERY: its answer, unaligned, without headings.
sql() { psql -qXAt -v ON_ERROR_STOP=1 "$DATABASE_URL" -c "$1"; }
