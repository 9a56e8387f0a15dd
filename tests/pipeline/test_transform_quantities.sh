#!/bin/bash
# Quantities in sentences of our own (tests/sentences/quantities.tsv): value, unit, what is counted, comparison.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"

grep -v '^#' "$ROOT/tests/sentences/quantities.tsv" >table
jq -cnR '[inputs | split("\t")] | to_entries[] | {type: "article", id: "q\(.key)", source: "paper", content_hash: "h",
    language: "en", published_at: "2024-01-10T12:00:00Z", body: .value[0], expected: .value[1]}' table >articles
run_exit "all sentences" 0 "$transform" -q articles
jq -r '([.quantities[] | ([(.comparison // empty),
        "\(if .value == (.value | floor) then .value else (.value * 1e10 | round / 1e10) end)" + (if .value_max then "..\(.value_max)" else "" end),
        (.unit // .what) + (if .noun and .noun != (.unit // .what) then "/\(.noun)" else "" end)] | join(" "))]
    | if . == [] then "-" else join("; ") end) as $found | [.body, .expected, $found] | @tsv' out >answers
while IFS=$'\t' read -r body expected found; do equal "$body" "$expected" "$found"; done <answers
equal "each sentence has its answer" "$(wc -l <table)" "$(wc -l <answers)"
equal "what is compared, vague or a range is approximate, and nothing else" 0 "$(jq -c '.quantities[]
    | select(.approximate != (has("comparison") or has("value_max")))' out | wc -l)"
equal "a range's upper end is above its lower" 0 "$(jq -c '.quantities[] | select(has("value_max") and .value_max <= .value)' out | wc -l)"

# broken DESCRIPTION EXPECTED: the word list with the line on stdin is refused, with file, line and what is wrong.
mkdir data
for file in gazetteer events english.model dateline.conf; do ln -s "$ROOT/config/$file" data/; done
ln -s "$ROOT/build/data/gazetteer.dat" data/
for file in "$ROOT"/config/*.tsv; do ln -s "$file" data/; done
broken() {
    rm -f data/quantities.tsv
    { cat "$ROOT/config/quantities.tsv"; cat; } >data/quantities.tsv
    DATELINE_DATA=$TEST_WORK/data run_exit "$1: exit code" 2 "$transform" articles
    contains "$1: file and line" err "quantities.tsv:$(wc -l <data/quantities.tsv): "
    contains "$1: what is wrong" <(tr -d '\\' <err) "$2"
}
printf 'sauce\tketchup\tred\n' | broken "an unknown kind" 'kind: "sauce"'
printf 'number\tumpteen\tmany\n' | broken "a number that is none" 'value: "many"'
printf 'before\tbarely\tsome\n' | broken "an unknown comparison" 'value: "some"'
printf 'sign\tX$\tdollars\n' | broken "a code that is none" 'value: "dollars"'
printf 'unit\tfurlong\n' | broken "two columns" "has 2 columns"
printf 'unit\t\tfurlong\n' | broken "no words" 'words: ""'
printf 'unit\tfurlong|furlongs\tfurlong\nperson\tferryman|ferrymen\t\n' | cat "$ROOT/config/quantities.tsv" - >data/quantities.new
rm data/quantities.tsv && mv data/quantities.new data/quantities.tsv
jq -cn '{type: "article", id: "x", source: "p", content_hash: "h", language: "en", body: "The race of 8 furlongs left a ferryman dead."}' >new
DATELINE_DATA=$TEST_WORK/data run_exit "words that people add" 0 "$transform" new
equal "they are used" "8 furlong, 1 killed" "$(jq -r '[.quantities[] | "\(.value) \(.unit // .what)"] | join(", ")' out)"

# Whose dollars, pounds and rupees.
money() { jq -cn --arg url "$2" --arg language "$3" --arg body "$4" '{type: "article", id: "x", source: "p", content_hash: "h",
    language: $language, body: $body} + if $url == "" then {} else {url: $url} end' |
    "$transform" -q | jq -r '.quantities[0].unit' >money; equal "$1" "$5" "$(cat money)"; }
money "an Australian address" https://paper.com.au/x en "The bridge cost \$5 million." AUD
money "a Canadian language" "" en-CA "The bridge cost \$5 million." CAD
money "a British address" https://paper.co.uk/x en "The bridge cost \$5 million." USD
money "an American dollar in Australia" https://paper.com.au/x en "The bridge cost US\$5 million." USD
money "pounds weigh in America" "" en-US "He carried 200 pounds up the hill." lb
money "pounds are paid in Britain" "" en-GB "He carried 200 pounds up the hill." GBP
money "rupees in a paper of Sri Lanka" https://paper.lk/x en "A ticket costs 80 rupees." LKR
