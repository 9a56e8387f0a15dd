#!/bin/bash
# Upgrades: a database of each older schema, with data in it, becomes one of today, and nothing of it is lost.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
test_database newest
newest=$DATABASE_URL
printf 'database_wait = 5\nsource "pages" { kind = folder path = "pages" }\n' >night.conf
mkdir pages
cp "$ROOT"/config/sample/world/2023/04/04/*.html "$ROOT"/config/sample/world/2024/03/07/*.html \
    "$ROOT"/config/sample/world/2022/07/23/*.html "$ROOT"/config/sample/pictures/2021/03/08/pope-in-iraq.html pages
export DATELINE_NOW=2024-11-20T00:00:00Z
run_exit "today's tables have articles" 3 "$dateline" run -c night.conf
sed -i 's#</p>#</p><p>The office in Vellmar added this line to the report on Sunday.</p>#' pages/finland-joins-nato.html
run_exit "one of them in two versions" 0 "$dateline" run -c night.conf
equal "they are there" "3 1" "$(sql "select count(*), (select count(*) from dateline.article_revision) from dateline.article" | tr '|' ' ')"

# columns TABLE: those that are written, not computed, in order.
columns() { sql "select string_agg(quote_ident(column_name), ',' order by column_name) from information_schema.columns
    where table_schema = 'dateline' and table_name = '$1' and is_generated = 'NEVER'"; }
tables() { sql "select tablename from pg_tables where schemaname = 'dateline' and tablename <> 'migration'
    and not exists (select from pg_inherits where inhrelid = ('dateline.' || quote_ident(tablename))::regclass) order by 1"; }
views() { sql "select viewname from pg_views where schemaname = 'dateline' order by 1"; }
# both LIST LIST: what stands in both, with commas.
both() { comm -12 <(tr , '\n' <<<"$1" | sort) <(tr , '\n' <<<"$2" | sort) | paste -sd,; }
# What this schema's columns hold, of each table of the list that stands in $1.
contents() {
    while IFS='|' read -r table list; do
        sql "select '$table', count(*), md5(string_agg(r::text, ' ' order by r::text)) from (select $list from dateline.$table) r"
    done <"$1"
}
counts() { for view in $(views); do sql "select '$view', count(*) from dateline.$view"; done; }
counts >expected.views
# The same pages once more, and one of them with other words.
"$dateline" extract -c night.conf 2>/dev/null | "$dateline" transform >again 2>/dev/null
jq -c 'if .path // "" | endswith("finland-joins-nato.html") then .body += " More." | .content_hash = "other" else . end' again >changed

numbers=$(cd "$ROOT/sql/migrations" && printf '%s\n' *.sql | cut -c1-3)
case $BIN in *asan*) numbers=$(sed -n '1p;$p' <<<"$numbers") ;; esac # one says enough of memory
for number in $(head -n -1 <<<"$numbers"); do
    test_database "$number"
    for file in "$ROOT"/sql/migrations/*.sql; do
        name=$(basename "$file")
        [[ ${name%%_*} > $number ]] && break
        { cat "$file" "$ROOT/sql/statements/migration_table.sql"; echo "; insert into dateline.migration (number, name, checksum)
            values (${name%%_*}, '$name', '$(sha256sum <"$file" | cut -d' ' -f1)');"; } >apply.sql
        psql -qX -v ON_ERROR_STOP=1 -1 "$DATABASE_URL" -f apply.sql 2>err || fail "$number: $name" "$(cat err)"
    done
    # The rows of today, as far as that schema has columns for them.
    {
        echo "truncate $(tables | sed 's/^/dateline./' | paste -sd,);"
        echo "set session_replication_role = replica;"
        for table in $(tables); do
            theirs=$(columns "$table") ours=$(DATABASE_URL=$newest columns "$table")
            list=$(both "$theirs" "$ours")
            [ -z "$list" ] && continue
            echo "$table|$list" >&3
            DATABASE_URL=$newest sql "copy (select $list from dateline.$table) to stdout" >"$table.copy"
            echo "\\copy dateline.$table ($list) from '$table.copy'"
        done
        sql "select format('select setval(%L, (select coalesce(max(%I), 0) + 1 from dateline.%I));', pg_get_serial_sequence('dateline.' || table_name, column_name), column_name, table_name)
            from information_schema.columns where table_schema = 'dateline' and is_identity = 'YES'"
    } 3>lists >fill.sql
    run_exit "$number: it has data" 0 psql -qX -v ON_ERROR_STOP=1 -1 "$DATABASE_URL" -f fill.sql
    contents lists >before
    check "$number: articles, too" grep -q '^article|3|' before
    run_exit "$number: load refuses it" 1 "$BIN/dateline-load" -c night.conf </dev/null
    contains "$number: and says what to do" err "run: dateline db migrate"
    run_exit "$number: it is migrated" 0 "$dateline" db migrate -c night.conf
    # a migration may fill columns that were there before, but must not lose what was in them
    contents lists >after
    equal "$number: it has all that it had" "$(cat before)" "$(cat after)"
    counts >actual.views
    equal "$number: every view answers as in a new database" "$(cat expected.views)" "$(cat actual.views)"
    run_exit "$number: the same articles" 3 "$BIN/dateline-load" -c night.conf again
    equal "$number: change nothing" "$(cat before | grep '^article\|^mention|')" "$(contents lists | grep '^article\|^mention|')"
    run_exit "$number: an article with other words" 3 "$BIN/dateline-load" -c night.conf changed
    equal "$number: replaces it, once" "3 2" "$(sql "select count(*), (select count(*) from dateline.article_revision) from dateline.article" | tr '|' ' ')"
    run_exit "$number: nothing is wrong in the data" 0 bash -c '"$0" check -c night.conf | grep "^FOUND" | grep -v runs_that_failed | grep -v quiet >found; ! [ -s found ] || { cat found >&2; exit 1; }' "$dateline"
done
