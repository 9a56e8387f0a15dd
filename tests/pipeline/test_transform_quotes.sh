#!/bin/bash
# Speech in sentences of our own (tests/sentences/quotes.tsv): direct or not, speaker, verb, exact words.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"

grep -v '^#' "$ROOT/tests/sentences/quotes.tsv" >table
jq -cnR '[inputs | split("\t")] | to_entries[] | {type: "article", id: "q\(.key)", source: "paper", content_hash: "h",
    language: "en", published_at: "2024-01-10T12:00:00Z", body: (.value[0] | gsub("¶"; "\n\n")), expected: .value[1]}' table >articles
run_exit "all sentences" 0 "$transform" -q articles
jq -r '(.entities | map({key: .id, value: .name}) | from_entries) as $names
    | ([.quotes[] | (if .direct then "direct " else "indirect " end)
        + (if .speaker then $names[.speaker] elif .speaker_text then "(\(.speaker_text))" else "?" end)
        + " \(.verb // "-"): \(.text)"] | if . == [] then "-" else join(" | ") end) as $found
    | [(.body | gsub("\n\n"; "¶")), .expected, $found] | @tsv' out >answers
while IFS=$'\t' read -r body expected found; do equal "$body" "$expected" "$found"; done <answers
equal "each sentence has its answer" "$(wc -l <table)" "$(wc -l <answers)"

# broken DESCRIPTION EXPECTED: the word list with the line on stdin is refused, with file, line and what is wrong.
mkdir data
for file in gazetteer events english.model dateline.conf; do ln -s "$ROOT/config/$file" data/; done
ln -s "$ROOT/build/data/gazetteer.dat" data/
for file in "$ROOT"/config/*.tsv; do ln -s "$file" data/; done
broken() {
    rm -f data/speech.tsv
    { cat "$ROOT/config/speech.tsv"; cat; } >data/speech.tsv
    DATELINE_DATA=$TEST_WORK/data run_exit "$1: exit code" 2 "$transform" articles
    contains "$1: file and line" err "speech.tsv:$(wc -l <data/speech.tsv): "
    contains "$1: what is wrong" <(tr -d '\\' <err) "$2"
}
printf 'song\thum\n' | broken "an unknown kind" 'kind: "song"'
printf 'say\t\n' | broken "no words" 'words: ""'
printf 'say\tone two three four five\n' | broken "a phrase that is too long" "at most 4 words"
printf 'say\n' | broken "one column" "has 1 columns"
