#!/bin/bash
# dateline reprocess: rows made again by other rules are those of articles that these rules read first.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
test_database
main_url=$DATABASE_URL
test_database fresh
fresh_url=$DATABASE_URL

cp -r "$ROOT/config" data
cp "$ROOT/build/data/gazetteer.dat" data
sed "s|\"sample|\"$ROOT/config/sample|" "$ROOT/config/dateline.conf" >sample.conf
echo 'batch_articles = 4' >>sample.conf
export DATELINE_DATA=$PWD/data
"$BIN/dateline-extract" -c sample.conf 2>/dev/null >extracted
articles=$(grep -c '"type":"article"' extracted)
# fill URL: tables with the sample as the rules now read it.
fill() { DATABASE_URL=$1 "$dateline" db migrate 2>/dev/null && "$BIN/dateline-transform" extracted 2>/dev/null | DATABASE_URL=$1 "$BIN/dateline-load" -c sample.conf >/dev/null 2>&1; }
reprocess() { DATABASE_URL=$main_url "$dateline" reprocess -c sample.conf "$@"; }
# All that transform made, by ids that do not depend on keys.
rows() {
    psql -qXAt "$1" <<'END'
set search_path = dateline;
select 's', a.id, s.number, s.field, s.span, s.text from sentence s join article a using (article_id) order by 2, 3;
select 'm', a.id, m.field, m.span, n.id, m.text, m.kind, m.place_score, s.number from mention m join article a using (article_id) join entity n using (entity_id) left join sentence s using (sentence_id) order by 2, 3, 4, 5;
select 'd', a.id, d.field, d.span, d.value, d.kind, d.days, d.rule from date_mention d join article a using (article_id) order by 2, 3, 4, 5;
select 'q', a.id, q.field, q.span, q.text, q.value, q.what from quantity q join article a using (article_id) order by 2, 3, 4, 5;
select 'u', a.id, u.field, u.span, n.id, u.verb from quote u join article a using (article_id) left join entity n on n.entity_id = u.speaker_entity_id order by 2, 3, 4;
select 'v', e.id, e.cameo, e.plover, e.goldstein, s.id, e.source_code, t.id, e.target_code, e.days, l.id from event e left join entity s on s.entity_id = e.source_entity_id left join entity t on t.entity_id = e.target_entity_id left join entity l on l.entity_id = e.location_entity_id order by 2;
select 'w', a.id, m.number, e.id, m.rule, m.trigger_span, m.confidence from event_mention m join article a using (article_id) join event e using (event_id) order by 2, 3;
select 'x', e.id, a.id, q.what, q.value from event_quantity q join event_mention m using (event_mention_id) join event e using (event_id) join article a using (article_id) order by 2, 3, 4;
select 'n', id, type, name, country, actor_code from entity order by 2;
select 'l', n.id, alias from entity_alias join entity n using (entity_id) order by 2, 3;
END
}
# What must stay: articles, their revisions and the runs that brought them.
stays() { psql -qXAt "$main_url" -c "select to_jsonb(a) - '{transform_version,model_version,rules_version,transformed_at}'::text[] from dateline.article a order by article_id" -c "select * from dateline.article_revision order by 1, 2"; }
ask() { psql -qXAt -v ON_ERROR_STOP=1 "$main_url" -c "$1"; }

fill "$main_url"
equal "articles know who made their rows" "$articles $("$BIN/dateline-transform" --versions | jq -r '"\(.transform_version) \(.model_version) \(.rules_version)"')" \
    "$(ask "select count(*) || ' ' || transform_version || ' ' || model_version || ' ' || rules_version from dateline.article group by transform_version, model_version, rules_version")"
ask "update dateline.article set revision = 2 where article_id = 1;
     insert into dateline.article_revision select article_id, 1, run_id, title, authors, published_at, modified_at, fetched_at, body, content_hash from dateline.article where article_id = 1"
before=$(stays)
first=$(rows "$main_url")
run_exit "with the same rules" 0 reprocess
contains "there is nothing to do" err "\"0 of $articles articles"
run_exit "--all makes all again" 0 reprocess --all
equal "the same rows" "$first" "$(rows "$main_url")"
equal "each counts as before, in each table" "9 0 0" \
    "$(jq -rs '[.[] | select(.event == "reprocessed")] | "\(length) \(map(.gone) | add) \(map(.made) | add)"' err)"

# Other rules: no fights, but games.
rm data/events/19-fight.rules
cat >data/events/19-new.rules <<'END'
rule games 050
    verb win, lose, score, play
    source subject
    target object
END
run_exit "other rules are right" 0 "$dateline" rules check
check "they are another version" test "$("$BIN/dateline-transform" --versions | jq -r .rules_version)" != "$(ask "select max(rules_version) from dateline.article")"
run_exit "a trial" 0 reprocess --dry-run
check "rows that would change are told" test "$(jq -rs 'map(select(.event == "reprocessed") | .gone) | add' err)" -gt 0
equal "and are as they were" "$first" "$(rows "$main_url")"
contains "of all articles" err "\"$articles of $articles articles"
run_exit "only articles since a day" 0 reprocess --since 2024-01-01
some=$(ask "select count(*) from dateline.article where rules_version = '$("$BIN/dateline-transform" --versions | jq -r .rules_version)'")
equal "are made again" "$(ask "select count(*) from dateline.article where coalesce(published_at, fetched_at) >= '2024-01-01'")" "$some"
check "others are not" test "$some" -lt "$articles"

# Killed in the middle: each article waits a little.
ask "create function dateline.wait() returns trigger language plpgsql as 'begin perform pg_sleep(0.1); return new; end';
     create trigger wait before update on dateline.article for each row execute function dateline.wait()"
reprocess 2>killed &
pid=$!
for ((i = 0; i < 300; i++)); do
    [ "$(ask "select count(distinct rules_version) from dateline.article where coalesce(published_at, fetched_at) < '2024-01-01'")" = 2 ] && break
    sleep 0.1
done
kill -9 "$(pgrep -P $pid -x dateline | head -1)" $pid 2>/dev/null
wait $pid 2>/dev/null
ask "drop trigger wait on dateline.article"
for ((i = 0; i < 300; i++)); do
    [ "$(ask "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")" = 0 ] && break
    sleep 0.1
done
left=$(ask "select count(*) from dateline.article where rules_version <> '$("$BIN/dateline-transform" --versions | jq -r .rules_version)'")
check "some articles are left when it is killed ($left)" test "$left" -gt 0 -a "$left" -lt "$articles"
run_exit "once more" 0 reprocess
contains "makes those that are left" err "\"$left of $articles articles"
equal "all are of one version" 1 "$(ask "select count(distinct rules_version) from dateline.article")"
fill "$fresh_url"
equal "rows are as if these rules had read the articles first" "$(rows "$fresh_url")" "$(rows "$main_url")"
equal "articles and their revisions stay" "$before" "$(stays)"
check "what was done is kept" grep -q "reprocessed [1-9][0-9]* articles; .* event_mention -" <<<"$(ask "select message from dateline.run order by started_at desc limit 1")"
equal "no data test finds something new" "$(DATABASE_URL=$fresh_url "$dateline" check 2>&1 | cut -c1-60)" "$(DATABASE_URL=$main_url "$dateline" check 2>&1 | cut -c1-60)"

# Corrections hold, and so does what names of entities came with them.
merged=$(ask "select n.id from dateline.mention m join dateline.entity n using (entity_id) where n.type = 'PERSON' group by 1 order by count(*) desc, 1 limit 1")
into=$(ask "select n.id from dateline.mention m join dateline.entity n using (entity_id) where n.type = 'PERSON' group by 1 order by count(*) desc, 1 limit 1 offset 1")
ask "select dateline.merge_entities('$merged', '$into')" >/dev/null
corrected=$(rows "$main_url" | grep '^[muvw]')
run_exit "with a correction" 0 reprocess --all
equal "mentions, quotes and events stay with whom an analyst put them" "$corrected" "$(rows "$main_url" | grep '^[muvw]')"
equal "what the program found is still known" 0 "$(ask "select count(*) from dateline.mention join dateline.entity using (entity_id) where id = '$merged'")"

# Rows of before this program wrote who made them.
ask "update dateline.article set transform_version = null, model_version = null, rules_version = null, transformed_at = null where article_id = 2"
run_exit "rows of nobody known" 0 reprocess
contains "are made again" err "\"1 of $articles articles"
run_exit "a date that is none" 2 reprocess --since yesterday
run_exit "an operand" 2 reprocess everything
equal "--records writes what transform reads" "$articles" "$(reprocess --all --records 2>/dev/null | "$BIN/dateline-transform" 2>/dev/null | grep -c '"rules_version"')"
