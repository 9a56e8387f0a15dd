#!/bin/bash
# Date expressions: each sentence of tests/dates/expressions.tsv has the dates that stand there, and no others.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform" table="$ROOT/tests/dates/expressions.tsv"

# One record a row; the brackets are taken out, and what they hold is what is expected.
cat >rows.jq <<'END'
[inputs | select(. != "" and (startswith("#") | not))] | .[1:] | to_entries[] |
(.value | split("\t")) as [$published, $expected, $sentence] | ($published | split(" ")) as $day |
{type: "article", id: (.key + 1 | tostring), source: "dates", content_hash: "h", title: "",
    body: ($sentence | gsub("[][]"; "")), language: ($day[1] // "en")} +
if $day[0] == "-" then {} else
    {published_at: ($day[0] + if $day[0] | test("T") then "" else "T10:00:00Z" end), published_precision: "minute"} end
END
cat >expected.jq <<'END'
[inputs | select(. != "" and (startswith("#") | not))] | .[1:] | to_entries[] |
(.value | split("\t")) as [$published, $expected, $sentence] |
[[$expected | split("; ")[] | select(. != "")], [$sentence | scan("\\[([^]]*)\\]")[0]]] | transpose |
map("\(.[0] // "nothing expected") | \(.[1] // "no brackets")") | join("; ")
END
cat >found.jq <<'END'
[.dates[] | "\(.kind) \(.value // "-")\(if .modifier then " " + .modifier else "" end) | \(.text)"] | join("; ")
END
jq -ncR -f rows.jq "$table" >records
jq -nrR -f expected.jq "$table" >expected
run_exit "the sentences are read" 0 "$transform" records
jq -r -f found.jq out >found
equal "every sentence has its record" "$(wc -l <records)" "$(wc -l <found)"
jq -r .body records >sentences
while IFS= read -r line <&3 && IFS= read -r wanted <&4 && IFS= read -r got <&5; do
    equal "$line" "$wanted" "$got"
done 3<sentences 4<expected 5<found
check "there are at least 250 expressions" [ "$(grep -o ' | ' expected | wc -l)" -ge 250 ]
equal "each date says how it was found" 0 "$(jq -c '.dates[] | select((.rule // "") == "")' out | wc -l)"

"$BIN/dateline" explain "The minister said Monday that talks will end." --date 2024-01-10 >out
contains "explain shows how a day was reckoned" out "weekday: 2024-01-08 (Monday), the newest one not after publication"
contains "and the verb that decided" out 'as the verb "said" is past'
"$BIN/dateline" explain "Families will meet for Thanksgiving." --date 2024-01-10 >out
check "explain leads to a holiday's line" grep -q "holiday: 4 thursday 11 by dates.tsv:[0-9]" out
