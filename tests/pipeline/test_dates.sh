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

# broken DESCRIPTION EXPECTED: the word list with the line on stdin is refused, with file, line and what is wrong.
mkdir data
for file in gazetteer events english.model dateline.conf; do ln -s "$ROOT/config/$file" data/; done
ln -s "$ROOT"/build/data/*.dat data/
for file in "$ROOT"/config/*.tsv; do ln -s "$file" data/; done
broken() {
    rm -f data/dates.tsv
    { cat "$ROOT/config/dates.tsv"; cat; } >data/dates.tsv
    DATELINE_DATA=$TEST_WORK/data run_exit "$1: exit code" 2 "$transform" records
    contains "$1: file and line" err "dates.tsv:$(wc -l <data/dates.tsv): "
    contains "$1: what is wrong" <(tr -d '\\' <err) "$2"
}
printf 'feast\tcarnival\t03-01\t\t\t\n' | broken "an unknown kind" 'kind: "feast"'
printf 'month\tfloreal\t13\t\t\t\n' | broken "a month that is none" 'value: "13"'
printf 'weekday\toctidi\t8\t\t\t\n' | broken "a weekday that is none" 'value: "8"'
printf 'season\tmonsoon\tSU\t\t\t\n' | broken "a season without a month" 'value: "SU"'
printf 'zone\tqst\t5\t\t\t\n' | broken "an offset that is none" 'value: "5"'
printf 'holiday\tcarnival\teaster -500\t\t\t\n' | broken "a rule that is none" 'value: "easter -500"'
printf 'holiday\tcarnival\t02-30\t\t\t\n' | broken "a day that is none" 'value: "02-30"'
printf 'holiday\tcarnival\t03-01\tmany\t\t\n' | broken "days that are none" 'days: "many"'
printf 'holiday\tcarnival\t03-01\t\tsure\t\n' | broken "a modifier that is none" 'modifier: "sure"'
printf 'day\tcarnival\t03-01\t\t\t\n' | broken "a day without a year" 'value: "03-01"'
printf 'holiday\thalloween\t10-30\t\t\t\n' | broken "a name that stands there twice" 'word: "halloween"'
printf 'month\ttoday\t3\t\t\t\n' | broken "a word of grammar" 'word: "today"'
printf 'fiscal\tXX\t02-30\t\t\t\n' | broken "a fiscal year that begins on no day" 'value: "02-30"'
printf 'order\ttlh\tdym\t\t\t\n' | broken "an order that is none" 'value: "dym"'
printf 'academic\tdefault\t06|09\t\t\t\n' | broken "a school year that ends before it begins" 'value: "06|09"'
printf 'holiday\tCarnival\t03-01\t\t\t\n' | broken "a name with a capital" 'word: "Carnival"'
printf 'holiday\ta b c d e f g\t03-01\t\t\t\n' | broken "a name of seven words" 'word: "a b c d e f g"'
printf 'holiday\t\t03-01\t\t\t\n' | broken "no name" 'word: ""'
printf 'holiday\tcarnival\t03-01\n' | broken "three columns" "has 3 columns"
{ cat "$ROOT/config/dates.tsv" && printf 'holiday\tgrand ferry day\teaster +3\t2\t\tferry feast\n'; } >data/dates.new
rm data/dates.tsv && mv data/dates.new data/dates.tsv
jq -cn '{type: "article", id: "x", source: "p", content_hash: "h", language: "en", published_at: "2024-05-01T10:00:00Z",
    body: "Boats raced on Grand Ferry Day. They had raced at the Ferry Feast 2023."}' >new
DATELINE_DATA=$TEST_WORK/data run_exit "a holiday that people add" 0 "$transform" new
equal "it is known by its rule" "Grand Ferry Day 2024-04-03/2024-04-04, Ferry Feast 2023 2023-04-12/2023-04-13" \
    "$(jq -r '[.dates[] | "\(.text) \(.value)"] | join(", ")' out)"
