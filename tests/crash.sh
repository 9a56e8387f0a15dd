#!/bin/bash
# Kills extract, transform, load, the driver and the PostgreSQL server with SIGKILL at random moments of a nightly run,
# and runs it again, until the tables must be those of a run that nobody disturbed: row for row, each with all that
# belongs to it. `make crash`, or:
# usage: tests/crash.sh [KILLS [ARTICLES]]        (default: 300 kills, 2,000 articles)
#        CRASH_SEED=NUMBER repeats the moments of an earlier run, as far as the machine does
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd)
kills=${1:-300} articles=${2:-2000} seed=${CRASH_SEED:-$((SECONDS + $$ % 30000))}
RANDOM=$seed
work=$(mktemp -d "${TMPDIR:-/tmp}/dateline-crash.XXXXXX") || exit 1
chmod 755 "$work"
cd "$work" || exit 1
dateline=$ROOT/bin/dateline
export DATELINE_NOW=2024-11-20T00:00:00Z DATELINE_VAR=$work/reference
unset DATABASE_URL
clean_up() {
    for folder in reference killed; do
        DATELINE_VAR=$work/$folder "$dateline" db stop -c crash.conf >/dev/null 2>&1
    done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
die() { echo "crash: CRASH_SEED=$seed: $*" >&2; exit 1; }

python3 "$ROOT/tests/crash_pages.py" pages "$articles" || die "no pages"
cat >crash.conf <<END
database_wait = 3
batch_articles = 40
source "first" { kind = folder path = "pages/first" }
source "second" { kind = folder path = "pages/second" }
END
sql() { "$dateline" db psql -c crash.conf -- -qXAt -v ON_ERROR_STOP=1 -c "$1"; }
# All rows, by names that do not depend on the keys that they got. Events of shared entities: first teller wins.
rows() {
    for what in articles events entities; do
        "$dateline" export $what --format ndjson -c crash.conf || return 1
    done | sed 's/"fetched_at":"[^"]*"//' | LC_ALL=C sort
    sql "select 'sentence', a.id, s.number, s.field, s.span, s.text from dateline.sentence s join dateline.article a using (article_id) order by 2, 3"
    sql "select 'mention', a.id, n.id, m.field, m.span, m.text, m.kind, s.number from dateline.mention m join dateline.article a using (article_id)
        join dateline.entity n using (entity_id) left join dateline.sentence s using (sentence_id) order by a.id, m.field, m.span, n.id"
    sql "select 'date', a.id, d.field, d.span, d.value, d.days from dateline.date_mention d join dateline.article a using (article_id) order by a.id, d.field, d.span"
    sql "select 'quantity', a.id, q.field, q.span, q.value, q.what from dateline.quantity q join dateline.article a using (article_id) order by a.id, q.field, q.span, q.value"
    sql "select 'quote', a.id, q.field, q.span, q.text, n.id from dateline.quote q join dateline.article a using (article_id)
        left join dateline.entity n on n.entity_id = q.speaker_entity_id order by a.id, q.field, q.span"
    sql "select 'state', s.name, t.key, t.data from dateline.source_state t join dateline.source s using (source_id) order by 2, 3"
    sql "select 'revision', count(*) from dateline.article_revision"
}
started=$(date +%s%N)
"$dateline" run -c crash.conf >out 2>err || die "the run that nobody disturbs fails: $(tail -3 err)"
lasts=$((($(date +%s%N) - started) / 1000000))
rows >expected || die "no rows"
found=$(sql "select count(*) from dateline.article")
[ "$found" -eq "$articles" ] || die "$found articles of $articles"
"$dateline" db stop -c crash.conf >/dev/null 2>&1
echo "a run of $articles articles takes $lasts ms; $(wc -l <expected) rows to compare; CRASH_SEED=$seed"

export DATELINE_VAR=$work/killed
declare -A count=()
done_kills=0 cycles=0
while [ "$done_kills" -lt "$kills" ]; do
    rm -rf "$work/killed"
    while :; do
        "$dateline" run -c crash.conf >out 2>err &
        run=$!
        delay=$((RANDOM * lasts / 40000))
        sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
        # one of those that are still there: a stage, the driver, all of them, the server
        names=(driver all server)
        for stage in extract transform load; do
            pgrep -P $run -f dateline-$stage >/dev/null && names+=("$stage" "$stage")
        done
        victim=${names[RANDOM % ${#names[@]}]}
        case $victim in
        driver) pids=$run ;;
        all) pids="$(pgrep -P $run | paste -sd' ') $run" ;;
        server) pids=$(head -1 "$work/killed"/*/postmaster.pid 2>/dev/null) ;;
        *) pids=$(pgrep -P $run -f "dateline-$victim") ;;
        esac
        # shellcheck disable=SC2086 # several processes
        if [ -n "$pids" ] && kill -KILL $pids 2>/dev/null; then
            done_kills=$((done_kills + 1)) count[$victim]=$((${count[$victim]:-0} + 1))
        fi
        wait $run 2>/dev/null
        code=$?
        [ $code -eq 0 ] && break
        [ "$done_kills" -ge "$kills" ] && break
    done
    # What is left over, by runs that nobody kills.
    for _ in 1 2 3; do
        "$dateline" run -c crash.conf >out 2>err
        code=$?
        [ $code -eq 0 ] && grep -q "articles: 0 new, 0 changed" out && break
    done
    [ $code -eq 0 ] || die "it does not recover: $(tail -5 err)"
    rows >actual || die "no rows"
    cmp -s expected actual || { diff expected actual | head -20 >&2; die "the rows are not those of an undisturbed run"; }
    "$dateline" check -c crash.conf >out 2>err
    grep -v '^FOUND *runs_that_failed' out | grep '^FOUND' >&2 && die "something is wrong in the data"
    locks=$(sql "select count(*) from pg_locks where locktype = 'advisory'")
    [ "$locks" -eq 0 ] || die "$locks locks are left"
    "$dateline" db stop -c crash.conf >/dev/null 2>&1
    cycles=$((cycles + 1))
    echo "$done_kills kills ($(for name in "${!count[@]}"; do printf '%s %s ' "$name" "${count[$name]}"; done)), $cycles times all of it was there"
done
