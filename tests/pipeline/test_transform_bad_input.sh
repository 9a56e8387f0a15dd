#!/bin/bash
# Texts that nobody writes: each passes through transform whole, in bounded memory, and what is not analysed is told.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"
arrays='["sentences", "entities", "dates", "quantities", "quotes", "events", "not_analysed",
    "transform_version", "model_version", "rules_version"]'

python3 "$ROOT/tests/pipeline/bad_texts.py" 12000 >texts
taken=$(peak timeout 280 "$transform" -j 1 texts)
little "memory is bounded" 700000 "$taken"
equal "all come out, in order" "$(jq -r .id texts | md5sum)" "$(jq -r .id out | md5sum)"
equal "each has its arrays" "$(wc -l <texts)" "$(jq -c 'select([.sentences, .entities, .dates, .quantities, .quotes, .events]
    | map(type) | all(. == "array"))' out | wc -l)"
equal "no field of extract has changed" "$(jq -cS . texts | md5sum)" \
    "$(jq -cS --argjson names "$arrays" 'reduce $names[] as $name (.; del(.[$name]))' out | md5sum)"
equal "every span says what stands there" "" "$(jq -c 'select((.body | length) < 900000) | . as $article
    | (.title | explode) as $title | (.body | explode) as $body
    | [.sentences, .entities, .dates, .quantities, .quotes, .events] | .. | objects | select(has("field"))
    | (if .field == "title" then $title else $body end) as $points
    | select((.start < 0) or (.start >= .end) or (.end > ($points | length))
        or (has("text") and .text != ($points[.start:.end] | implode)))
    | {id: $article.id, span: .}' out | head -3)"
cp out alone
if timeout 280 "$transform" -q -j 3 texts >threads 2>&1 && cmp -s alone threads; then
    pass "three threads give the same bytes"
else
    fail "three threads give the same bytes"
fi

# What stands behind the limits.
equal "only what is too long is not analysed" "commas-1000000-en ten-megabytes-en" \
    "$(jq -r 'select(has("not_analysed")) | .id' alone | paste -sd' ')"
for id in commas-1000000-en ten-megabytes-en; do
    contains "$id: the cut is told, with file, line and article" err "article $id: only the first"
    jq -c "select(.id == \"$id\")" alone >one
    equal "$id: what is not analysed reaches to the end" true "$(jq '(.not_analysed | length) == 1 and .not_analysed[0].field == "body"
        and .not_analysed[0].end == (.body | length)' one)"
    equal "$id: what is found stands before it" true "$(jq '.not_analysed[0].start as $start
        | [.sentences, .entities, .dates, .quantities, .quotes, .events] | [.. | objects | select(.field? == "body") | .end]
        | max <= $start' one)"
done
equal "half a million bytes of ten million are analysed" true "$(jq '.not_analysed[0].start > 500000 and (.sentences | length) > 8000' one)"
contains "too many events are told" err "has 5000 events or more"
equal "and others are left out" 5000 "$(jq '.events | length' one)"
printf 'max_line_bytes = 4000\n' >short.conf
jq -cn '{type: "article", id: "rich", source: "p", content_hash: "h", language: "en", body: ("Iraq met Iran. " * 60)}' >rich
run_exit "an article with which too much is found" 0 "$transform" -c short.conf rich
check "it passes on as it came" cmp rich out
contains "that is told" err "too_much_found"

# What JSON can hold and text cannot.
line() { printf '{"type":"article","id":"%s","source":"p","content_hash":"h","body":"Iraq %s met Iran."}\n' "$1" "$2"; }
{ line before x; line nul '\u0000'; line high '\ud800'; line low '\udc00'; line turned '\udc00\ud800'; line noncharacter '\uffff'
  line after x; } >escapes
run_exit "NUL and half characters are rejected" 3 "$transform" escapes
equal "the others pass" "before noncharacter after" "$(jq -r 'select(.type == "article") | .id' out | paste -sd' ')"
equal "each reject has its line" "escapes:2 escapes:3 escapes:4 escapes:5" \
    "$(jq -r 'select(.type == "reject") | .message | split(": ")[0]' out | paste -sd' ')"
