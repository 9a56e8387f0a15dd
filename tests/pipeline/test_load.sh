#!/bin/bash
# Load: what lands, what does not, and what is left when something fails in the middle.
. "$(dirname "$0")/lib.sh"
test_database
cat >load.conf <<END
database_wait = 1
END
run_exit "the tables are made" 0 "$BIN/dateline" db migrate -c load.conf

# article ID HASH [TITLE]: one with a row in each derived table.
article() {
    jq -cn --arg id "$1" --arg hash "$2" --arg title "${3:-Envoys meet}" '
        def span($s; $e): {field: "body", start: $s, end: $e};
        {type: "article", id: $id, url: "https://x.example/\($id)", source: "paper", site_name: "Paper",
         title: $title, authors: ["A. Reporter"], tags: ["peace"], language: "en",
         published_at: "2024-01-06T23:30:00-03:00", published_precision: "minute", content_hash: $hash,
         body: "Iraq met Iran on Friday. \"It went well,\" Iraq said of 12 talks.",
         sentences: [span(0; 24), span(25; 65)],
         entities: [
            {id: "iso:IRQ", type: "LOC", name: "Iraq", country: "IRQ", actor_code: "IRQ", wikidata: "Q796",
             mentions: [span(0; 4) + {text: "Iraq", kind: "name"}, span(41; 45) + {text: "Iraq", kind: "name"}]},
            {id: "iso:IRN", type: "LOC", name: "Iran", mentions: [span(9; 13) + {text: "Iran", kind: "name"}]}],
         dates: [span(17; 23) + {text: "Friday", value: "2024-01-05", kind: "date"}],
         quantities: [span(54; 62) + {text: "12 talks", value: 12, what: "talks", approximate: false}],
         quotes: [span(25; 40) + {text: "It went well,", speaker: "iso:IRQ", verb: "said", direct: true}],
         events: [{id: "e1", cameo: "040", root: "04", plover: "CONSULT", quad: 1, goldstein: 1.0,
             source: (span(0; 4) + {entity: "iso:IRQ", code: "IRQ", text: "Iraq"}),
             target: (span(9; 13) + {entity: "iso:IRN", code: "IRN", text: "Iran"}),
             date: {value: "2024-01-05", precision: "day", from: "text"}, location: "iso:IRQ", sentence: 0,
             trigger: span(5; 8), rule: "consult.1", quantities: {talks: 12}, negated: false,
             modality: "actual", confidence: 0.9}]}'
}
begin() { printf '{"type":"run","run_id":"%s","started_at":"2024-01-07T02:00:00Z","program_version":"0","contract_version":1}\n' "$1"; }
state() { printf '{"type":"state","source":"paper","key":"%s","data":{"etag":"%s"}}\n' "$1" "$2"; }
finish() { printf '{"type":"end","counts":{"run":1,"article":%s,"state":%s}}\n' "$1" "$2"; }
tables="article article_revision sentence entity entity_alias mention date_mention quantity quote event event_mention event_quantity"
# Each table's rows and newest key.
rows() {
    for table in $tables; do
        sql "select '$table', count(*), coalesce(max((to_jsonb(t) ->> '${table}_id')::bigint), 0) from dateline.$table t"
    done
}
load() { "$BIN/dateline-load" -c load.conf "$@"; }
run_status() { sql "select status from dateline.run where run_id = '$1'"; }

# A whole stream.
{ begin r1; article a h1 | jq -c '. + {mood: "calm", http: {status: 200, etag: "x"}}'; article b h1; state k 1; finish 2 1; } >stream
run_exit "a stream lands" 0 load stream
equal "committed state records come out" "$(state k 1)" "$(cat out)"
equal "the run is complete" complete "$(run_status r1)"
equal "articles" "a https://x.example/a Envoys meet A. Reporter 2024-01-06 200,b https://x.example/b Envoys meet A. Reporter 2024-01-06 " \
    "$(sql "select id, url, title, array_to_string(authors, ';'), published_day, http_status from dateline.article order by id" | tr '|\n' ' ,' | sed 's/,$//')"
equal "a time keeps its instant" "2024-01-07 02:30:00" "$(sql "select published_at at time zone 'UTC' from dateline.article where id = 'a'")"
equal "a field that load does not know is kept" '{"mood": "calm"}' "$(sql "select extra from dateline.article where id = 'a'")"
equal "sentences have their words" "Iraq met Iran on Friday." \
    "$(sql "select s.text from dateline.sentence s join dateline.article using (article_id) where id = 'a' and number = 0")"
equal "mentions lead to sentences" "Iraq 0,Iran 0,Iraq 1" \
    "$(sql "select m.text || ' ' || s.number from dateline.mention m join dateline.sentence s using (sentence_id) join dateline.article a on a.article_id = m.article_id where a.id = 'a' order by m.span" | paste -sd,)"
equal "an entity of two articles is one row" "IRQ Q796 4" \
    "$(sql "select actor_code, wikidata, count(*) from dateline.entity join dateline.mention using (entity_id) where id = 'iso:IRQ' group by 1, 2" | tr '|' ' ')"
equal "an event that two articles tell is one row" "040 IRQ IRN [2024-01-05,2024-01-06) 2" \
    "$(sql "select cameo, source_code, target_code, days, count(*) from dateline.event join dateline.event_mention using (event_id) group by 1, 2, 3, 4" | tr '|' ' ')"
equal "who_did_what shows sentence, trigger and rule" "Iraq met Iran consult.1 Iraq met Iran on Friday." \
    "$(sql "select source, trigger, target, rule, sentence from dateline.who_did_what limit 1" | tr '|' ' ')"
equal "quantity, quote and date are there" "talks 12 It went well, Iraq 2024-01-05" \
    "$(sql "select q.what, q.value, u.text, e.name, d.value from dateline.quantity q join dateline.quote u using (article_id) join dateline.entity e on e.entity_id = u.speaker_entity_id join dateline.date_mention d using (article_id) limit 1" | tr '|' ' ')"
equal "the state is stored" '{"etag": "1"}' "$(sql "select data from dateline.source_state where key = 'k'")"
check "words are found" test "$(sql "select count(*) from dateline.article_search where search @@ websearch_to_tsquery('english', 'meeting iran')")" = 2

# Again, by the same and by another run.
before=$(rows)
run_exit "the same stream again" 0 load stream
equal "the same stream again changes no row" "$before" "$(rows)"
run_exit "the same articles in another run" 0 load < <(sed 's/"r1"/"r2"/' stream)
equal "the same articles in another run change no row" "$before" "$(rows)"
equal "they count as unchanged" 2 "$(sql "select articles_unchanged from dateline.run_source where run_id = 'r2'")"

# A correction.
{ begin r3; article a h2 "Envoys talk" | jq -c '.events = [] | .quotes = [] | .entities |= map(select(.id == "iso:IRN"))'; finish 1 0; } >changed
run_exit "a changed article lands" 0 load changed
equal "the article is new" "Envoys talk h2 2" "$(sql "select title, content_hash, revision from dateline.article where id = 'a'" | tr '|' ' ')"
equal "the old words are kept" "Envoys meet h1 1 r1" "$(sql "select title, content_hash, revision, run_id from dateline.article_revision" | tr '|' ' ')"
equal "its derived rows are replaced" "1 0 0 2" \
    "$(sql "select (select count(*) from dateline.mention m where m.article_id = a.article_id), (select count(*) from dateline.quote q where q.article_id = a.article_id), (select count(*) from dateline.event_mention e where e.article_id = a.article_id), (select count(*) from dateline.sentence s where s.article_id = a.article_id) from dateline.article a where id = 'a'" | tr '|' ' ')"
equal "an event that another article still tells stays" 1 "$(sql "select count(*) from dateline.event")"
run_exit "when no article tells it" 0 load < <(article b h2 | jq -c '.events = []')
equal "the event goes" 0 "$(sql "select count(*) from dateline.event")"

# Refused by the database: alone.
{
    begin refuse
    for n in 1 2 3 4 5 6 7; do article "f$n" h1 | jq -c "if .id == \"f4\" then .events[0] |= . + {id: \"e99\", root: \"99\"} else . end"; done
    state refused 1
    finish 7 1
} >refused
run_exit "one record is refused" 3 load refused
equal "the others land" "f1 f2 f3 f5 f6 f7" "$(sql "select id from dateline.article where id like 'f%' order by id" | paste -sd' ')"
equal "the refused one is kept, with its URL and whole" "db_refused load https://x.example/f4 f4" \
    "$(sql "select reason, stage, url, input::jsonb ->> 'id' from dateline.reject where run_id = 'refuse'" | tr '|' ' ')"
equal "the state behind it took effect" "$(state refused 1)" "$(cat out)"

# Lines that are no records.
cat >short.conf <<END
database_wait = 1
max_line_bytes = 1024
END
{
    begin lines
    printf 'not json\n{"type":"article","id":"\377"}\n{"type":"article"}\n'
    printf '{"type":"zero\0byte"}\n{"type":"weather","sky":"blue"}\n'
    printf '{"type":"article","id":"long","source":"paper","content_hash":"h","body":"%2000s"}\n' x
    printf '{"type":"article","id":"after","source":"paper","content_hash":"h","body":"x"}\n'
    finish 1 0
} >lines
run_exit "lines that are no records" 3 "$BIN/dateline-load" -c short.conf lines
equal "each is rejected" "bad_json bad_json bad_record bad_utf8 too_large unknown_type" \
    "$(sql "select reason from dateline.reject where run_id = 'lines' order by reason collate \"C\"" | paste -sd' ')"
contains "the message names file and line" err "lines:2: "
equal "an unknown line is kept" blue "$(sql "select input::jsonb ->> 'sky' from dateline.reject where reason = 'unknown_type'")"
equal "broken UTF-8 is kept as it was" 377 \
    "$(sql "select encode(substring(decode(input_base64, 'base64') from 25 for 1), 'escape') from dateline.reject where reason = 'bad_utf8'" | tr -d '\\')"
equal "the long line's size is told" t "$(sql "select bytes > 2000 from dateline.reject where reason = 'too_large'")"
equal "the line behind them lands" 1 "$(sql "select count(*) from dateline.article where id = 'after'")"
equal "the run is complete all the same" complete "$(run_status lines)"

# Cut short.
{ begin cut; article c1 h1; state before 1; article c2 h1; state behind 1 | head -c 30; } >cut.ndjson
run_exit "a stream without end fails" 1 load cut.ndjson
contains "it says so" err "cut short"
equal "its run is incomplete" incomplete "$(run_status cut)"
equal "what came is there" "c1 c2" "$(sql "select id from dateline.article where id like 'c_' order by id" | paste -sd' ')"
equal "half a line is nothing that was wrong" 0 "$(sql "select count(*) from dateline.reject where run_id = 'cut'")"
sed '/"type":"run"/d' cut.ndjson >bare
run_exit "a bare stream that ends in half a line fails" 1 load bare
contains "it names the line" err "bare:4: the stream ends inside this line"
equal "only states that came are there" before "$(sql "select key from dateline.source_state where run_id = 'cut'")"
{ begin lost; article l1 h1; finish 3 0; } >lost
run_exit "an end that promises more fails" 1 load lost
equal "its run is incomplete too" incomplete "$(run_status lost)"
contains "its run says how many came" <(sql "select message from dateline.run where run_id = 'lost'") "end promised 3"

# Dry run.
before=$(rows; sql "select count(*) from dateline.run"; sql "select count(*) from dateline.reject"; sql "select count(*) from dateline.source_state")
{ begin dry; article d1 h1; article a h9; state dry 1; finish 2 1; } >dry
run_exit "a dry run" 0 load --dry-run dry
equal "a dry run gives no state" "" "$(cat out)"
run_exit "a dry run finds what would be refused" 3 load --dry-run refused
equal "a dry run changes nothing" "$(cut -d'|' -f1,2 <<<"$before")" \
    "$( (rows; sql "select count(*) from dateline.run"; sql "select count(*) from dateline.reject"; sql "select count(*) from dateline.source_state") | cut -d'|' -f1,2)"

# A bare stream.
run_exit "articles without run and end" 0 load < <(article bare h1)
equal "they have a run of their own" complete "$(sql "select r.status from dateline.run r join dateline.article using (run_id) where id = 'bare'")"
run_exit "a file that is not there" 1 load no-such-file
contains "it is named" err "no-such-file: No such file"

# The database is away.
run_exit "no database" 1 env DATABASE_URL="postgresql:///x?host=$TEST_WORK/nowhere" "$BIN/dateline-load" -c load.conf stream
contains "the message says what to look at" err "check that it runs, and DATABASE_URL"

# wait_for SECONDS QUERY: until it answers t.
wait_for() {
    for _ in $(seq $(($1 * 20))); do
        [ "$(sql "$2")" = t ] && return 0
        sleep 0.05
    done
    return 1
}
me="datname = current_database() and application_name = 'dateline-load'"

# The connection is cut between two batches, and a second load comes meanwhile.
printf 'database_wait = 20\nbatch_articles = 1\n' >one.conf
mkfifo pipe
"$BIN/dateline-load" -c one.conf <pipe >fifo.out 2>fifo.err &
pid=$!
exec 9>pipe
{ begin fifo; article p1 h1; } >&9
check "a batch lands while the stream is open" wait_for 10 "select count(*) = 1 from dateline.article where id = 'p1'"
holder=$(sql "select pid from pg_stat_activity where $me")
run_exit "a second load at the same time" 1 load stream
contains "names who is at work" err "another load is at work (process $holder, dateline-load"
sql "select pg_terminate_backend(pid) from pg_stat_activity where $me" >/dev/null
check "the connection is cut" wait_for 10 "select not exists (select from pg_stat_activity where pid = $holder)"
{ article p2 h1; state fifo 2; finish 2 1; } >&9
exec 9>&-
wait $pid
equal "the load goes on by another connection" 0 $?
equal "all lands, once" "p1 p2" "$(sql "select id from dateline.article where id like 'p_' order by id" | paste -sd' ')"
equal "its run is complete" complete "$(run_status fifo)"
equal "its state comes out" "$(state fifo 2)" "$(cat fifo.out)"

# A load that was killed leaves a run that the next one closes.
"$BIN/dateline-load" -c one.conf <pipe >/dev/null 2>&1 &
pid=$!
exec 9>pipe
{ begin killed; article q1 h1; } >&9
check "a batch of the next load lands" wait_for 10 "select count(*) = 1 from dateline.article where id = 'q1'"
kill -9 $pid
wait $pid 2>/dev/null
exec 9>&-
run_exit "the load behind a killed one" 0 "$BIN/dateline-load" -c one.conf stream
check "the killed one's run is not running any more" test "$(run_status killed)" != running

# Two versions of one article in one stream: the later one counts, the earlier one is kept.
{ begin versions; article v1 h1; article v1 h2; finish 2 0; } >versions
run_exit "two versions in one stream" 0 "$BIN/dateline-load" versions
equal "both are kept" "2 1" "$(sql "select revision, (select count(*) from dateline.article_revision v where v.article_id = a.article_id)
    from dateline.article a where id = 'v1'" | tr '|' ' ')"

# A run that the database refuses is an error, and nothing lands.
{ begin refused | sed 's/2024-01-07T02:00:00Z/0001-01-01T00:00:00+23:59/'; article refused1 h1; finish 1 0; } >refused
run_exit "a run that the database refuses" 1 load refused
contains "says why" err "out of range"
equal "nothing of it is there" 0 "$(sql "select count(*) from dateline.article where id = 'refused1'")"

# Offsets that the database does not know.
for offset in +23:59 -23:59 +16:00; do
    { begin "at$offset" | sed "s/02:00:00Z/02:00:00$offset/"; article offset h1; finish 1 0; } >offset
    run_exit "a run that began at $offset" 0 load offset
done
equal "they began when they say" "2024-01-06 02:01:00 2024-01-06 10:00:00 2024-01-08 01:59:00" \
    "$(sql "select started_at at time zone 'UTC' from dateline.run where run_id like 'at%' order by 1" | paste -sd' ')"

# Memory, whatever the line: values by the million, and rows that repeat a text.
python3 - >hostile <<'END'
import json
for text in '{"type":"x","x":[' + "{}," * 2000000 + "{}]}", '{"type":"x","x":[' + "1," * 5000000 + "1]}":
    print(text)
print(json.dumps({"type": "article", "id": "rows", "source": "s", "content_hash": "h", "body": "w" * 200000,
                  "sentences": [{"field": "body", "start": 0, "end": 200000}] * 3000}))
for n in range(3):
    print('{"type":"x","n":%d,"x":{%s}}' % (n, ",".join('"k%d":1' % i for i in range(900000))))
END
little "hostile lines take little memory" 150000 "$(peak "$BIN/dateline-load" hostile)"
contains "and are rejected: values" err "its values, about"
contains "and rows" err "its rows have more than"

# Several loads that want to be together.
"$BIN/dateline-load" -c one.conf --together <pipe >/dev/null 2>together.err &
pid=$!
exec 9>pipe
{ begin together; article t1 h1; } >&9
check "a load that wants company is at work" wait_for 10 "select count(*) = 1 from dateline.article where id = 't1'"
run_exit "another that does too" 0 load --together < <(article t2 h1; article t3 h1)
equal "lands meanwhile" "t1 t2 t3" "$(sql "select id from dateline.article where id like 't_' order by id" | paste -sd' ')"
run_exit "one that does not" 1 load stream
contains "waits" err "another load is at work"
{ article t4 h1; finish 2 0; } >&9
exec 9>&-
wait $pid
equal "the first ends well" 0 $?
equal "the event of all of them is one" 1 "$(sql "select count(distinct event_id) from dateline.event_mention join dateline.article using (article_id) where id like 't_'")"
# At once, and over the same entities and events: what one tells, the other waits for, and none is lost or refused.
for n in $(seq 40); do article "left$n" h1; done >left
for n in $(seq 40); do article "right$n" h1 | sed "s/\"e1\"/\"f$((n % 7))\"/"; done >right
sed "s/\"e1\"/\"f$((RANDOM % 7))\"/" -i left
"$BIN/dateline-load" -c one.conf --together left >/dev/null 2>left.err &
pid=$!
run_exit "two at once: one" 0 "$BIN/dateline-load" -c one.conf --together right
wait $pid
equal "two at once: the other" 0 $?
equal "all is there, once" "80 80 80" "$(sql "select count(*), count(distinct a.article_id), (select count(*) from dateline.event_mention m join dateline.article b using (article_id) where b.id ~ '^(left|right)') from dateline.article a where id ~ '^(left|right)'" | tr '|' ' ')"

# An article of a file that seems to be known, and is not any more when the batch lands, is read all the same.
{ begin skim; article k1 h1; article k2 h1; finish 2 0; } >skim
run_exit "a file" 0 load skim
sql "delete from dateline.mention using dateline.article a where mention.article_id = a.article_id and a.id = 'k1'; update dateline.article set content_hash = 'other' where id = 'k1'"
run_exit "the file again" 0 load skim
equal "what is as it was is not written again" "1 2" "$(sql "select min(revision), max(revision) from dateline.article where id in ('k1', 'k2')" | tr '|' ' ')"
equal "what is not has its rows again" 3 "$(sql "select count(*) from dateline.mention join dateline.article using (article_id) where id = 'k1'")"

# What columns hold is what the record says.
jq -cn '{type: "article", id: "exact", source: "s", content_hash: "h", body: "été à São Paulo – 3 €", title: "ß",
    authors: ["Ana \"A\" B{}", "Ö,x"], tags: [], published_at: "1965-12-31T23:59:59.25-11:30", modified_at: "2100-02-28T00:00:00Z",
    http: {status: 200}, extraction: {method: "m", score: 0.1}, mood: {"a": [1]},
    sentences: [{field: "title", start: 0, end: 1}, {field: "body", start: 6, end: 15}],
    events: [0, 0.05, -10, 3.4, -0.4, 10 | . as $g | {id: "exact\($g)", cameo: "040", root: "04", plover: "CONSULT", quad: 1, goldstein: $g,
        sentence: 1, trigger: {field: "body", start: 6, end: 6}, rule: "r", negated: false, modality: "actual", confidence: 0.5,
        date: {value: "2021-Q4", precision: "quarter", from: "text"}, context: "military"}]}' >exact
run_exit "an article with all kinds of values" 0 load exact
equal "texts, arrays and times" 'ß {"Ana \"A\" B{}","Ö,x"} {} 1966-01-01 11:29:59.25+00 1965-12-31 2100-02-28 00:00:00+00 200 0.1 {"mood": {"a": [1]}}' \
    "$(sql "set timezone to 'UTC'; select title, authors, tags, published_at, published_day, modified_at, http_status, extraction_score, extra from dateline.article where id = 'exact'" | tr '|' ' ')"
equal "parts of texts" "ß,São Paulo" "$(sql "select s.text from dateline.sentence s join dateline.article using (article_id) where id = 'exact' order by number" | paste -sd,)"
equal "numbers with a tenth" "-10.0 -0.4 0.0 0.1 3.4 10.0" "$(sql "select goldstein from dateline.event where id like 'exact%' order by 1" | paste -sd' ')"
equal "ranges" "[2021-10-01,2022-01-01) empty military" "$(sql "select days, trigger_span, context from dateline.event join dateline.event_mention using (event_id) where id = 'exact0'" | tr '|' ' ')"
