#!/bin/bash
# Who is who across articles, from text to tables; and what lands while a file of knowledge is damaged.
. "$(dirname "$0")/lib.sh"
test_database
printf 'database_wait = 1\n' >load.conf
run_exit "the tables are made" 0 "$BIN/dateline" db migrate -c load.conf
# article ID TEXT
article() {
    jq -cn --arg id "$1" --arg body "$2" '{type: "article", id: $id, source: "paper", content_hash: "h", language: "en",
        title: "", published_at: "2024-01-10T10:00:00Z", published_precision: "minute", body: $body}'
}
load() { "$BIN/dateline-load" -c load.conf "$@"; }

# A damaged model: what is sure lands, and everybody who asks is told.
mkdir data
for file in "$ROOT"/config/* "$ROOT/build/data/gazetteer.dat"; do ln -s "$file" data; done
rm data/english.model
head -c 1000000 "$ROOT/config/english.model" >data/english.model
{
    jq -cn '{type: "run", run_id: "night", started_at: "2024-01-10T00:00:00Z", program_version: "0", contract_version: 1}'
    article cut "Tolvar Dresk met the United Nations in Oslo on Monday."
    jq -cn '{type: "end", counts: {run: 1, article: 1}}'
} | DATELINE_DATA=$TEST_WORK/data "$BIN/dateline-transform" >stream 2>err
equal "a damaged model: transform ends with 3" 3 $?
run_exit "the run lands" 3 load stream
equal "with what dictionaries know" "United Nations" "$(sql "select string_agg(name, ',') from dateline.entity where type = 'ORG'")"
equal "marked, so that it is found again" cut "$(sql "select id from dateline.article where extra->'without' ? 'model'")"
equal "the run is whole" complete "$(sql "select status from dateline.run")"
run_exit "status says that something needs a person" 3 "$BIN/dateline" status -c load.conf
contains "with the reason" out "damaged_file"
contains "and what to do" out "english.model: is damaged; take the file of this version"
"$BIN/dateline-transform" <(article cut "Tolvar Dresk met the United Nations in Oslo on Monday." | jq -c '.without = ["model"]') >whole 2>/dev/null
equal "read again with a whole model, the mark is gone" "null Tolvar Dresk" \
    "$(jq -r '"\(.without) \(.entities[] | select(.type == "PERSON") | .name)"' whole)"

# Homonyms stay apart, and everybody keeps the id, whatever comes first and however often.
cricketer="John Smith, an Australian cricketer, scored 200 runs in Perth."
senator="U.S. Senator John Smith voted for the bill."
{
    article one "$cricketer"
    article two "$senator"
    article three "The Canadian singer James Baker sang in Toronto."
    article four "James Baker, the former U.S. secretary of state, spoke in Texas."
} | "$BIN/dateline-transform" >evening
{
    article five "Senator John Smith of Ohio met reporters."
    article six "The Australian cricketer John Smith was out for a duck."
} | "$BIN/dateline-transform" >morning
run_exit "an evening of homonyms lands" 0 load evening
run_exit "and a morning" 0 load morning
who() {
    sql "select string_agg(distinct n.name || ' ' || coalesce(n.actor_code, '-') || ' in ' || a.ids, ', ' order by n.name || ' ' || coalesce(n.actor_code, '-') || ' in ' || a.ids)
         from dateline.entity n join (select m.entity_id, string_agg(distinct a.id, '+' order by a.id) as ids
             from dateline.mention m join dateline.article a using (article_id) group by 1) a using (entity_id)
         where n.name in ('John Smith', 'James Baker')"
}
found="James Baker CANCVL in three, James Baker USAELI in four, John Smith AUSCVL in one+six, John Smith USALEG in five+two"
equal "each article speaks of its own" "$found" "$(who)"
{ article six "$senator"; article one "$cricketer"; } | "$BIN/dateline-transform" | jq -c '.content_hash = "h2"' >again
run_exit "articles change" 0 load again
equal "and the ids are the same" "${found/AUSCVL in one+six, John Smith USALEG in five+two/AUSCVL in one, John Smith USALEG in five+six+two}" "$(who)"
