#!/bin/bash
# How a nightly run ends: one at a time, by its deadline, with a summary that cannot be written.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
export no_proxy='*'
command -v python3 >/dev/null || { skip "all" "no python3 for the HTTP server"; exit 0; }
test_database
python3 "$ROOT/tests/pipeline/http_server.py" port &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; exit $((failures > 0))' EXIT
for _ in {1..100}; do [ -s port ] && break; sleep 0.05; done
read -r port _ <port || { fail "the server starts"; exit 1; }
mkdir pages
for n in 1 2; do
    sed "s/Finland/Finland $n/" "$ROOT/config/sample/world/2023/04/04/finland-joins-nato.html" |
        sed -E '/rel="canonical"|og:url/d; s/"(@id|url|mainEntityOfPage)": *"https[^"]*",?//g' >pages/$n.html
done
cat >night.conf <<END
database_wait = 1
source "folder" { kind = folder path = "pages" }
END
{ cat night.conf; echo "deadline = 2"; echo "source \"endless\" { kind = page url = \"http://127.0.0.1:$port/slow\" allow_private = true delay = 0 }"; } >endless.conf
articles() { sql "select count(*) from dateline.article"; }
tables() { sql "select count(*) from pg_tables where schemaname = 'dateline'"; }

# One at a time: a load by hand counts too, and the database is left as it is.
psql -qXAt "$DATABASE_URL" -c "select pg_advisory_lock(7310394026177)" -c "select pg_sleep(60)" >/dev/null 2>&1 &
holder=$!
for _ in {1..100}; do [ "$(sql "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")" = 1 ] && break; sleep 0.05; done
run_exit "a run beside a load" 1 "$dateline" run -c night.conf
contains "says that one is at work" err "another load is at work (process "
equal "and changes nothing" 0 "$(tables)"
sed 's/= 1$/= 30/' night.conf >patient.conf
"$dateline" run -c patient.conf >patient.out 2>patient.err &
waits=$!
for _ in {1..100}; do grep -q "trying for 30 s" patient.err && break; sleep 0.05; done
sql "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())" >/dev/null
wait $waits
equal "one that can wait begins when the load has ended" 0 $?
wait $holder 2>/dev/null
equal "with all its articles" 2 "$(articles)"
equal "no lock is left" 0 "$(sql "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")"

# A standard output that cannot be written.
sql "delete from dateline.source_state"
"$dateline" run -c night.conf >/dev/full 2>err
equal "a summary that cannot be written is a failure" 1 $?
contains "it is named" err "stdout: No space left on device"
equal "the run itself is complete" complete "$(sql "select status from dateline.run order by started_at desc, finished_at desc limit 1")"

# By the clock.
rm -rf pages/2.html
sql "drop schema dateline cascade"
started=$SECONDS
run_exit "a run whose deadline comes" 0 timeout 60 "$dateline" run -c endless.conf
check "ends then" test $((SECONDS - started)) -lt 40
equal "what was fetched before it has landed" 1 "$(articles)"
equal "the run is complete" complete "$(sql "select status from dateline.run")"
contains "with a summary" out "articles: 1 new"
contains "it says that there was a deadline" err deadline
