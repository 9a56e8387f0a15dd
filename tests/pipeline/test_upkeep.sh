#!/bin/bash
# What people do with the data as the years go by: look for mistakes, take it elsewhere, remove what must go.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"
test_database
printf 'database_wait = 1\n' >upkeep.conf
run_exit "the tables are made" 0 "$dateline" db migrate -c upkeep.conf

# article ID DAY ENTITY [SOURCE]: it names and quotes the entity, and tells an event of it alone and one of all.
article() {
    jq -cn --arg id "$1" --arg day "$2" --arg entity "$3" --arg source "${4:-paper}" '
        def span($s; $e): {field: "body", start: $s, end: $e};
        ($entity | length) as $n |
        {type: "article", id: $id, source: $source, url: "https://x.example/\($id)", content_hash: "h1", title: "=1+1,\"x\"",
         published_at: "\($day)T10:00:00Z", published_precision: "minute", fetched_at: "\($day)T12:00:00Z", body: "\($entity) met Iran. \"Good.\"",
         sentences: [span(0; $n + 10), span($n + 11; $n + 18)],
         entities: [{id: "person:\($entity)", type: "PERSON", name: "The \($entity)", mentions: [span(0; $n) + {text: $entity, kind: "name"}]},
            {id: "iso:IRN", type: "LOC", name: "Iran", country: "IRN", mentions: [span($n + 5; $n + 9) + {text: "Iran", kind: "name"}]}],
         quotes: [span($n + 12; $n + 17) + {text: "Good.", speaker: "person:\($entity)", direct: true}],
         events: [{id: "own \($id)"}, {id: "all"} | . + {cameo: "040", root: "04", plover: "CONSULT", quad: 1, goldstein: 1.0,
             source: (if .id == "all" then span($n + 5; $n + 9) + {entity: "iso:IRN", text: "Iran"}
                 else span(0; $n) + {entity: "person:\($entity)", text: $entity} end),
             target: (span($n + 5; $n + 9) + {entity: "iso:IRN", code: "IRN", text: "Iran"}),
             date: {value: $day, precision: "day", from: "published"}, sentence: 0, trigger: span($n + 1; $n + 4), rule: "meet",
             quantities: {envoys: 3}, negated: false, modality: "actual", confidence: 0.9}]}'
}
load() { "$BIN/dateline-load" -c upkeep.conf "$@"; }
count() { sql "select count(*) from dateline.$1"; }
all() { for table in article sentence entity entity_alias mention quote event event_mention event_quantity; do count $table; done | paste -sd' '; }
{ article a 2020-03-01 Ann; article b 2023-05-05 Bob; article c 2024-01-06 Cid; article d 2024-01-06 Dee other; } >records
run_exit "four articles" 0 load records

# Export.
run_exit "events as CSV" 0 "$dateline" export events -c upkeep.conf
equal "a row a mention, with a head" "9 id,cameo,root,plover" "$(wc -l <out) $(head -1 out | cut -d, -f1-4)"
equal "values are quoted where they must be" 8 "$(grep -c ',"=1+1,""x""",' out)"
run_exit "events as JSON" 0 "$dateline" export events --format ndjson --since 2024-01-01 -c upkeep.conf
equal "each line is one, since the day" "all own c own d" "$(jq -r .id out | sort -u | paste -sd' ')"
equal "with numbers and texts as they are" '=1+1,"x" 3 Cid met Iran.' "$(jq -r 'select(.id == "own c") | "\(.title) \(.quantities.envoys) \(.sentence)"' out)"
run_exit "articles" 0 "$dateline" export articles --format ndjson -c upkeep.conf
equal "all of them" "a b c d" "$(jq -r .id out | sort | paste -sd' ')"
run_exit "entities" 0 "$dateline" export entities --format ndjson -c upkeep.conf
equal "with their aliases" "Ann 1" "$(jq -r 'select(.id == "person:Ann") | "\(.aliases[0]) \(.articles)"' out)"
run_exit "an unknown kind" 2 "$dateline" export weather -c upkeep.conf
contains "says what is known" err "events, articles and entities"
run_exit "a date that is none" 2 "$dateline" export events --since tomorrow -c upkeep.conf
run_exit "export into a full disk" 1 bash -c '"$1" export articles -c upkeep.conf >/dev/full' _ "$dateline"

# Check.
run_exit "nothing is wrong" 0 "$dateline" check -c upkeep.conf
equal "each check says so" "$(find "$ROOT/sql/checks" -name '*.sql' | wc -l)" "$(grep -c '^ok ' out)"
sql "insert into dateline.event (id, cameo, root, plover, quad, goldstein) values ('orphan', '040', '04', 'CONSULT', 1, 1)"
sql "update dateline.article set fetched_at = published_at - interval '9 days' where id = 'b'"
run_exit "something is" 3 "$dateline" check -c upkeep.conf
equal "it is named" "articles_from_the_future.sql events_without_mention.sql" "$(sed -n 's/^FOUND *\([^:]*\):.*/\1/p' out | paste -sd' ')"
contains "with its row" out "orphan"
mkdir mine
echo "select 1 as one where false" >mine/none.sql
echo "-- what I look for
select title from article where title like '=%'" >mine/titles.sql
run_exit "a check of one's own" 3 "$dateline" check --folder mine -c upkeep.conf
contains "has its words" out "titles.sql: what I look for (4)"
echo "delete from article" >mine/wrong.sql
run_exit "a check that changes something fails" 1 "$dateline" check --folder mine -c upkeep.conf
contains "and says which" err "mine/wrong.sql"
echo "selekt 1" >mine/misspelt.sql
run_exit "two that fail" 1 "$dateline" check --folder mine -c upkeep.conf
equal "are both named" "mine/misspelt.sql mine/wrong.sql" "$(grep -o 'mine/[a-z]*\.sql' err | sort -u | paste -sd' ')"
contains "and counted" err "2 of 4 queries"
contains "the others ran" out "titles.sql"
equal "nothing was changed" 4 "$(count article)"
sql "delete from dateline.event where id = 'orphan'"
sql "update dateline.article set fetched_at = published_at where id = 'b'"

# Prune.
run_exit "what would be pruned" 0 "$dateline" prune --older-than 2023-01-01 --dry-run -c upkeep.conf
contains "is counted" err "1 articles"
equal "and still there" 4 "$(count article)"
run_exit "prune by day" 0 "$dateline" prune --older-than 2023-01-01 -c upkeep.conf
equal "the article, its entity and event are gone; what others tell stays" "3 6 4 3 6 3 4 6 6" "$(all)"
run_exit "prune by age" 0 env DATELINE_NOW=2024-01-10T00:00:00Z "$dateline" prune --older-than 100d -c upkeep.conf
equal "what is old goes" "c d" "$(sql "select id from dateline.article order by 1" | paste -sd' ')"
run_exit "an age that is none" 2 "$dateline" prune --older-than yesterday -c upkeep.conf
run_exit "no age" 2 "$dateline" prune -c upkeep.conf

# Forget.
run_exit "forget a URL" 0 "$dateline" forget https://x.example/c -c upkeep.conf
equal "it is gone with all that came from it" "1 2 2 1 2 1 2 2 2" "$(all)"
run_exit "the same articles again" 0 load records
equal "it does not come back, those that were pruned do" "a b d" "$(sql "select id from dateline.article order by 1" | paste -sd' ')"
run_exit "nor in another form" 0 load < <(article c 2024-01-07 Cid | jq -c '.content_hash = "h2"')
equal "it is not there" 3 "$(count article)"
run_exit "forget a source" 0 "$dateline" forget paper -c upkeep.conf
equal "its articles are gone" d "$(sql "select id from dateline.article order by 1" | paste -sd' ')"
printf '<!DOCTYPE html><title>Talks</title><meta property="og:type" content="article"><link rel="canonical" href="https://x.example/later"><h1>Talks in Rome</h1>%s' \
    "$(for n in 1 2 3 4 5 6; do echo "<p>Envoys of Iraq and Iran met in Rome for the ${n}th time on Monday, and said that the talks had gone well enough.</p>"; done)" >later.html
run_exit "forget a URL that is not there yet" 0 "$dateline" forget https://x.example/later -c upkeep.conf
"$BIN/dateline-extract" later.html 2>extract.err | load >out 2>err
equal "it will not come" 0 "$(sql "select count(*) from dateline.article where canonical_url = 'https://x.example/later'")"
equal "although it could be read" 1 "$("$BIN/dateline-extract" later.html 2>extract.err | grep -c '"type":"article"')"
# A batch that has asked what must not come, and is not committed: what it writes is forgotten, too.
mkfifo batch
psql -qAtX -v ON_ERROR_STOP=1 "$DATABASE_URL" <batch >batch.out 2>&1 &
batch=$!
exec 8>batch
echo "begin; select count(*) from dateline.forgotten;
insert into dateline.article (id, source_id, url, content_hash, body, fetched_at, run_id)
select 'late', source_id, 'https://x.example/late', 'h', '', fetched_at, run_id from dateline.article limit 1;
select 'written';" >&8
until grep -q written batch.out || ! kill -0 $batch; do sleep 0.05; done
"$dateline" forget https://x.example/late -c upkeep.conf 2>late.err &
forget=$!
for _ in $(seq 200); do
    waits=$(sql "select count(*) from pg_locks where not granted and relation = 'dateline.forgotten'::regclass")
    [ "$waits" = 1 ] && break
    kill -0 $forget 2>/dev/null || break
    sleep 0.05
done
equal "forget waits for a batch on its way" 1 "$waits"
echo "commit;" >&8
exec 8>&-
wait $batch
wait $forget
equal "and ends well" 0 $?
equal "what the batch wrote is gone" 0 "$(sql "select count(*) from dateline.article where id = 'late'")"
run_exit "forget what nobody knows" 1 "$dateline" forget nonsense -c upkeep.conf
contains "says so" err "no URL, no article's id and no source"
equal "nothing is left over" 0 "$("$dateline" check -c upkeep.conf >out 2>err; echo $?)"
