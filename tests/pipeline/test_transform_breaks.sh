#!/bin/bash
# Where sentences end, in sentences of our own (tests/sentences/breaks.tsv).
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"

grep -v '^#' "$ROOT/tests/sentences/breaks.tsv" >table
jq -cnR '[inputs] | to_entries[] | {type: "article", id: "b\(.key)", source: "paper", content_hash: "h", language: "en",
    body: (.value | gsub("[|]"; " ") | gsub("¶"; "\n\n")), expected: (.value | gsub("¶"; "|"))}' table >articles
run_exit "all sentences" 0 "$transform" -q articles
jq -r '.body as $body | ([.sentences[] | select(.field == "body") | $body[.start:.end]] | join("|")) as $found
    | [.expected, $found] | @tsv' out >answers
while IFS=$'\t' read -r expected found; do equal "$expected" "$expected" "$found"; done <answers
equal "each line has its answer" "$(wc -l <table)" "$(wc -l <answers)"
