#!/bin/bash
# Migrations: by the program, by psql, and what happens when they do not fit.
. "$(dirname "$0")/lib.sh"
test_database
printf 'database_wait = 1\n' >load.conf
article='{"type":"article","id":"a","source":"s","content_hash":"h","body":"x"}'

run_exit "loading into an empty database fails" 1 "$BIN/dateline-load" -c load.conf <<<"$article"
contains "it says what to run" err "run: dateline db init"
equal "it leaves the database empty" 0 "$(sql "select count(*) from pg_namespace where nspname = 'dateline'")"

run_exit "migrate an empty database" 0 "$BIN/dateline" db migrate -c load.conf
names=$(cd "$ROOT/sql/migrations" && printf '%s\n' *.sql)
equal "every migration is recorded" "$names" "$(sql "select name from dateline.migration order by 1")"
before=$(sql "select * from dateline.migration order by 1")
run_exit "migrate it again" 0 "$BIN/dateline" db migrate -c load.conf
equal "nothing is applied twice" "$before" "$(sql "select * from dateline.migration order by 1")"
run_exit "it can be loaded into" 0 "$BIN/dateline-load" -c load.conf <<<"$article"
run_exit "db status" 0 "$BIN/dateline" db status -c load.conf

undescribed="select c.relname || coalesce('.' || a.attname, '')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join lateral (select attname, attnum from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and c.relkind = 'r'
        union all select null, 0) a on true
    where n.nspname = 'dateline' and c.relkind in ('r', 'v')
      and col_description(c.oid, a.attnum) is null and (a.attnum > 0 or obj_description(c.oid, 'pg_class') is null)
    order by 1"
equal "every table, view and column has a comment" "" "$(sql "$undescribed")"

# A row that this test spoils, and the answer to it.
sql "update dateline.migration set checksum = repeat('0', 64) where name like '002%'"
changed=$(printf '%s\n' $names | grep '^002')
run_exit "a changed migration is an error" 1 "$BIN/dateline" db migrate -c load.conf
contains "the message names the file" err "sql/migrations/$changed"
run_exit "load refuses such a database too" 1 "$BIN/dateline-load" -c load.conf <<<"$article"
contains "it names the file too" err "sql/migrations/$changed"

test_database 2
run_exit "a database of its own" 0 "$BIN/dateline" db migrate -c load.conf
sql "delete from dateline.migration where number = (select max(number) from dateline.migration)"
run_exit "loading into an older schema fails" 1 "$BIN/dateline-load" -c load.conf <<<"$article"
contains "it says to migrate" err "run: dateline db migrate"

test_database 3
run_exit "again a database of its own" 0 "$BIN/dateline" db migrate -c load.conf
sql "insert into dateline.migration select (m).* from (select jsonb_populate_record(m, '{\"number\": 900, \"name\": \"900_later.sql\"}') as m from dateline.migration m limit 1) s"
run_exit "loading into a newer schema fails" 1 "$BIN/dateline-load" -c load.conf <<<"$article"
contains "it says to install the newer program" err "install the newer Dateline"

# Two at once: the second waits, and finds nothing to do.
test_database 4
"$BIN/dateline" db migrate -c load.conf >one 2>&1 &
first=$!
run_exit "two migrate at once: one" 0 "$BIN/dateline" db migrate -c load.conf
wait $first
equal "two migrate at once: the other" 0 $?
equal "two migrate at once: each file once" "$names" "$(sql "select name from dateline.migration order by 1")"

# What people run who do not trust programs.
test_database 5
for file in "$ROOT"/sql/migrations/*.sql; do
    run_exit "psql runs $(basename "$file") as it is" 0 psql -qX -v ON_ERROR_STOP=1 -1 "$DATABASE_URL" -f "$file"
done
equal "psql makes the same tables and views" \
    "$(DATABASE_URL=${DATABASE_URL%_5}_4; sql "select relname, relkind from pg_class where relnamespace = 'dateline'::regnamespace and relkind in ('r', 'v') and relname <> 'migration' order by 1")" \
    "$(sql "select relname, relkind from pg_class where relnamespace = 'dateline'::regnamespace and relkind in ('r', 'v') order by 1")"
equal "readers may read" t "$(sql "select has_table_privilege('dateline_reader', 'dateline.article', 'select')")"
equal "readers may not write" f "$(sql "select has_table_privilege('dateline_reader', 'dateline.article', 'insert, update, delete')")"
equal "the job may write" t "$(sql "select has_table_privilege('dateline_writer', 'dateline.article', 'insert')")"
