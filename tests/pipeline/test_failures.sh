#!/bin/bash
# What a database may do to load: each failure is named and says what to do, what may pass is tried again, and nothing is
# half done.
. "$(dirname "$0")/lib.sh"
test_database
server=$DATABASE_URL
printf 'database_wait = 1\n' >hasty.conf
printf 'database_wait = 30\n' >patient.conf
run_exit "the tables are made" 0 "$BIN/dateline" db migrate -c hasty.conf

for n in $(seq 12); do
    jq -cn --arg n "$n" 'def span($s; $e): {field: "body", start: $s, end: $e};
        {type: "article", id: "a\($n)", url: "https://x.example/\($n)", source: "s", content_hash: "h",
         body: "Iraq met Iran on Friday.", sentences: [span(0; 24)],
         entities: [{id: "iso:IRQ", type: "LOC", name: "Iraq", mentions: [span(0; 4) + {text: "Iraq", kind: "name"}]}]}'
done >stream
# what FAILURE: fails how often it is told, then lets rows pass. A sequence counts, since no rollback takes it back.
sql "create table public.failure (code text, times integer); create sequence public.tries;
    create function public.fail() returns trigger language plpgsql as \$\$
    declare f record;
    begin
        select * into f from public.failure;
        if f.code is not null and nextval('public.tries') <= f.times then
            if f.code = 'cut' then perform pg_terminate_backend(pg_backend_pid());
            elsif f.code = 'slow' then perform pg_sleep(0.06);
            elsif f.code = 'busy' then perform pg_sleep(3);
            else raise exception using errcode = f.code, message = 'made to fail'; end if;
        end if;
        return new;
    end \$\$;
    create trigger fail before insert on dateline.sentence for each row execute function public.fail()"
fails() { sql "truncate public.failure; alter sequence public.tries restart; insert into public.failure values ('$1', $2)"; }
empty() { sql "truncate public.failure; do \$\$ begin execute (select 'truncate ' || string_agg('dateline.' || tablename, ', ')
    from pg_tables where schemaname = 'dateline' and tablename <> 'migration'); end \$\$"; }
# Articles, those without sentence or mention, runs that seem to be at work.
state() { sql "select count(*), count(*) filter (where not exists (select from dateline.sentence s where s.article_id = a.article_id)
    or not exists (select from dateline.mention m where m.article_id = a.article_id)),
    (select count(*) from dateline.run where status = 'running') from dateline.article a" | tr '|' ' '; }
load() { "$BIN/dateline-load" -c hasty.conf "$@"; }
# other OPTIONS: the database with these settings.
other() { echo "$server&options=$(printf '%s' "$1" | sed 's/ /%20/g; s/=/%3D/g')"; }

# What may pass is tried again; what does not, says what to do.
while read -r failure hint; do
    empty; fails "$failure" 2
    run_exit "$failure twice: load goes on" 0 "$BIN/dateline-load" -c patient.conf stream
    equal "$failure twice: all is there, once" "12 0 0" "$(state)"
    empty; fails "$failure" 1000
    run_exit "$failure for ever: load gives up" 1 load stream
    contains "$failure for ever: it is named" err "SQLSTATE $failure"
    [ "$hint" = - ] || contains "$failure for ever: it says what to do" err "$hint"
    equal "$failure for ever: nothing is half done" "0 0 0" "$(state)"
done <<'LIST'
40001 -
40P01 -
53200 use a smaller batch_articles
55P03 see pg_locks
57014 raise statement_timeout for this account
LIST
while read -r failure hint; do
    empty; fails "$failure" 1
    run_exit "$failure: load fails" 1 load stream
    contains "$failure: it is named" err "SQLSTATE $failure; $hint"
    equal "$failure: nothing is half done" "0 0 0" "$(state)"
    run_exit "$failure: the next load" 0 load stream
    equal "$failure: all is there then, once" "12 0 0" "$(state)"
done <<'LIST'
53100 the server's disk is full: make room there
25006 the server is read-only
LIST
empty; fails cut 1
run_exit "the connection is lost in COPY" 0 "$BIN/dateline-load" -c patient.conf stream
contains "it says that it goes on" err "is written again"
equal "all is there, once" "12 0 0" "$(state)"
empty; fails cut 1000
run_exit "the connection is lost each time" 1 load stream
contains "it is named" err "terminating connection"
fails none 0
run_exit "the next load" 0 load stream
equal "all is there then, once" "12 0 0" "$(state)"

# The server's own words.
empty; fails slow 1000
run_exit "a batch takes longer than statement_timeout: smaller ones do not" 0 \
    env DATABASE_URL="$(other "-c statement_timeout=500")" "$BIN/dateline-load" -c patient.conf stream
equal "all is there, once" "12 0 0" "$(state)"
empty; fails none 0
psql -qX "$DATABASE_URL" -c "begin; lock table dateline.mention; select pg_sleep(60)" >/dev/null 2>&1 &
waits() { for _ in {1..200}; do [ "$(sql "$1")" = t ] && return 0; sleep 0.05; done; return 1; }
check "somebody locks a table" waits "select exists (select from pg_locks where relation = 'dateline.mention'::regclass and granted)"
run_exit "a lock is held longer than lock_timeout" 1 env DATABASE_URL="$(other "-c lock_timeout=100")" "$BIN/dateline-load" -c hasty.conf stream
contains "it is named" err "SQLSTATE 55P03"
equal "nothing is half done" "0 0 0" "$(state)"
DATABASE_URL="$(other "-c lock_timeout=100")" "$BIN/dateline-load" -c patient.conf stream >out 2>err &
pid=$!
check "a load meets it" waits "select exists (select from pg_stat_activity where datname = current_database() and application_name = 'dateline-load')"
sql "select pg_terminate_backend(pid) from pg_locks where relation = 'dateline.mention'::regclass and database = (select oid from pg_database where datname = current_database()) and mode = 'AccessExclusiveLock' and granted" >/dev/null
wait $pid
equal "a lock that goes is waited for" 0 $?
wait
equal "all is there, once" "12 0 0" "$(state)"
empty
psql -qX "$DATABASE_URL" >/dev/null 2>&1 <<'SQL' &
set deadlock_timeout = '60s';
begin;
lock table dateline.sentence;
do $$ begin while not exists (select from pg_locks where not granted and relation = 'dateline.sentence'::regclass) loop
    perform pg_sleep(0.02); end loop; end $$;
lock table dateline.article;
SQL
check "somebody locks one table first" waits "select exists (select from pg_locks where relation = 'dateline.sentence'::regclass and granted)"
run_exit "a deadlock" 0 "$BIN/dateline-load" -c patient.conf stream
contains "it was one" err "deadlock detected"
equal "all is there, once" "12 0 0" "$(state)"
wait

# A load that was killed while the server was busy for it: the next one waits for the server.
empty; fails busy 1
"$BIN/dateline-load" -c hasty.conf stream >/dev/null 2>&1 &
pid=$!
check "the server is busy" waits "select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep')"
kill -9 $pid
wait $pid 2>/dev/null
run_exit "the load behind one that was killed" 0 "$BIN/dateline-load" -c patient.conf stream
contains "waits for it" err "another load is at work"
equal "all is there, once" "12 0 0" "$(state)"
fails none 0

# Rights and connections.
empty
role="failures_$$"
sql "create role $role login; grant usage on schema dateline to $role; grant select on all tables in schema dateline to $role"
run_exit "an account without rights" 1 env DATABASE_URL="${server/user=postgres/user=$role}" "$BIN/dateline-load" -c hasty.conf stream
contains "is told what to do" err "make it a member of dateline_writer"
equal "nothing is half done" "0 0 0" "$(state)"
sql "grant dateline_writer to $role; grant execute on function public.fail to $role; grant select on public.failure to $role;
    grant usage on public.tries to $role; alter role $role connection limit 0"
run_exit "an account without connections" 1 env DATABASE_URL="${server/user=postgres/user=$role}" "$BIN/dateline-load" -c hasty.conf stream
contains "waits, and is told what to do" err "raise max_connections, or end some of them"
DATABASE_URL="${server/user=postgres/user=$role}" "$BIN/dateline-load" -c patient.conf stream >out 2>late &
pid=$!
for _ in {1..200}; do grep -q "trying for" late && break; sleep 0.05; done
sql "alter role $role connection limit 5"
wait $pid
equal "when there is room, it goes on" 0 $?
equal "all is there, once" "12 0 0" "$(state)"
sql "drop owned by $role; drop role $role"

# Standard output that cannot be written: what took effect is there, and the exit code says that it was not told.
empty
{ cat stream; echo '{"type":"state","source":"s","key":"k","data":{}}'; } >states
"$BIN/dateline-load" -c hasty.conf states >/dev/full 2>err
equal "states that cannot be told are a failure" 1 $?
contains "it is named" err "stdout: cannot be written: No space left on device"
equal "all is there, once" "12 0 0" "$(state)"
for stage in extract transform; do
    input=stream
    [ $stage = extract ] && input=$ROOT/config/sample/world/2023/04/04/finland-joins-nato.html
    "$BIN/dateline-$stage" "$input" >/dev/full 2>err
    equal "$stage: a full disk is a failure" 1 $?
    contains "$stage: it is named" err "No space left on device"
done

# A disk that is full in truth: the tables in a file system of 12 MB.
small=$TEST_WORK/small
mkdir -p "$small"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=12m tmpfs "$small" 2>mount.err; then
    trap 'umount -l "$small"; exit $((failures > 0))' EXIT
    mkdir "$small/space" && chown postgres "$small/space"
    empty
    sql "create tablespace small_$$ location '$small/space'"
    sql "alter table dateline.article set tablespace small_$$"
    seq 400 | jq -c '{type: "article", id: "big\(.)", url: "https://x.example/\(.)", source: "s", content_hash: "h",
        body: ([range(4000) | "\(. * . % 7919)"] | join(" "))}' >big
    printf 'database_wait = 1\nbatch_articles = 100\n' >big.conf
    run_exit "the disk is full" 1 "$BIN/dateline-load" -c big.conf big
    contains "it is named, and what to do" err "SQLSTATE 53100; the server's disk is full: make room there"
    check "whole batches are there" test "$(sql "select count(*) % 100 from dateline.article")" = 0
    sql "alter table dateline.article set tablespace pg_default"
    run_exit "when there is room, the next load completes" 0 "$BIN/dateline-load" -c big.conf big
    equal "all is there, once" 400 "$(sql "select count(*) from dateline.article")"
    sql "drop tablespace small_$$"
    sql "checkpoint"
else
    skip "the disk is full" "no right to mount a small file system: $(cat mount.err 2>/dev/null)"
fi
