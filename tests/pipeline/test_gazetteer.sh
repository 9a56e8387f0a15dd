#!/bin/bash
# dateline gazetteer: what is imported is used, what is wrong is told with line and column, nothing is half-done; look-ups.
. "$(dirname "$0")/lib.sh"
dateline=$BIN/dateline
export DATELINE_VAR=$TEST_WORK/var

# geo ID NAME OTHERS LAT LON CLASS CODE COUNTRY ADMIN1 POPULATION: a line of a dump of GeoNames.
geo() { printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\t%s\t\t\t\t%s\t\t12\tEurope/Oslo\t2020-01-01\n' "$1" "$2" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$9" "${10}"; }
article() {
    jq -cn --arg body "$1" '{type: "article", id: "a", source: "test", url: "https://example.org/a", title: "Report",
        body: $body, content_hash: "h", fetched_at: "2024-01-01T00:00:00Z", language: "en"}'
}

# Tolvarness and its like are nowhere.
{
    geo 9000001 "Tolvarness" "Tolvarnes,Толварнес,TLV" 60.5 8.25 P PPL NO 09 4200
    geo 9000002 "Agder" "Agder fylke" 58.5 8.0 A ADM1 NO 09 300000
    geo 9000003 "Smalltolvar" "" 60.6 8.2 P PPL NO 09 12
    geo 9000004 "Oldtolvar" "" 60.6 8.2 P PPLH NO 09 5000
    geo 9000005 "Tolvarness" "" -40.1 170.2 P PPL NZ F1 52000
    geo 2988507 "Paris" "Lutetia,Parigi" 48.85341 2.3488 P PPLC FR 11 2138551
    geo 9000006 "Tolvar Peak" "" 60.7 8.3 T PK NO 09 0
} >sample.txt
run_exit "a dump is imported" 0 "$dateline" gazetteer import sample.txt
contains "it tells how much" err "4 places"
check "the file is under var/" test -s var/places.dat
sha256sum var/places.dat >first
run_exit "imported again" 0 "$dateline" gazetteer import sample.txt
check "the same bytes" sha256sum -c first

for command in gazetteer db rules; do
    run_exit "$command --help" 0 "$dateline" "$command" --help
    contains "$command --help says how to call it" out "Usage: dateline $command"
done
run_exit "a place is looked up" 0 "$dateline" gazetteer lookup --json Tolvarness
equal "both are there, the larger one is meant" "9000005 NZL true
9000001 NOR false" "$(jq -r '.entries | sort_by(-.population)[] | [.geonames, .country, (.chosen != null)] | map(tostring) | join(" ")' out)"
equal "with file, line and area" "sample.txt 1 Agder NO-42" \
    "$(jq -r '.entries[] | select(.geonames == "9000001") | [.source, (.line | tostring), .admin, .admin_code] | join(" ")' out)"
equal "another name in Latin letters is one, a code is not" '["Tolvarnes"]' \
    "$(jq -c '.entries[] | select(.geonames == "9000001") | .aliases' out)"
run_exit "too small a town" 1 "$dateline" gazetteer lookup Smalltolvar
run_exit "a place of the past" 1 "$dateline" gazetteer lookup Oldtolvar
run_exit "a peak" 1 "$dateline" gazetteer lookup "Tolvar Peak"
run_exit "smaller towns on demand" 0 "$dateline" gazetteer import --min-population 10 sample.txt
run_exit "are there" 0 "$dateline" gazetteer lookup Smalltolvar

# A place keeps the id that it had before.
DATELINE_VAR=$TEST_WORK/none "$dateline" gazetteer lookup --json Paris | jq -r '.entries[] | select(.chosen) | .id' >before
"$dateline" gazetteer lookup --json Paris | jq -r '.entries[] | select(.chosen) | .id' >after
equal "Paris keeps its id" "$(cat before)" "$(cat after)"
equal "and has its number" 2988507 "$("$dateline" gazetteer lookup --json Paris | jq -r '.entries[] | select(.chosen) | .geonames')"
article "The ferry from Tolvarness to Oslo was late. Norwegian police in Tolvarness said so." |
    "$BIN/dateline-transform" -q >out
equal "transform knows it, and which one is meant" "NOR 9000001" \
    "$(jq -r '.entities[] | select(.name == "Tolvarness") | .country + " " + .geonames' out)"

# Areas by their own file, from standard input.
printf 'NO.09\tTolvarshire\tTolvarshire\t9000002\n' >areas.txt
run_exit "from standard input, with a list of areas" 0 "$dateline" gazetteer import --areas areas.txt - <sample.txt
equal "an area that ISO does not know has GeoNames' number" "Tolvarshire geonames:9000002" \
    "$("$dateline" gazetteer lookup --json Tolvarness | jq -r '.entries[] | select(.country == "NOR") | .admin + " " + .admin_code')"

# A table.
heading=$'id\ttype\tname\tcountry\tadmin\tkind\tlat\tlon\tpopulation\tactor_code\taliases\twikidata'
{
    echo "$heading"
    echo "# a comment"
    printf 'Q900000001\tORG\tTolvar Dock League\tNOR\t\t\t\t\t\tNORLAB\tTDL|Dock League of Tolvar\t\n'
    printf 'Q900000002\tLOC\tVellmar Sound\tNOR\t\tstrait\t60.25\t-5.5\t\t\t\t\n'
} >table.tsv
run_exit "a table is imported, with the dump" 0 "$dateline" gazetteer import table.tsv sample.txt
equal "an organisation with its code" "wikidata:Q900000001 ORG NORLAB table.tsv:3" \
    "$("$dateline" gazetteer lookup --json "Dock League of Tolvar" | jq -r '.entries[] | "\(.id) \(.type) \(.actor_code) \(.source):\(.line)"')"
equal "a strait with its place" "strait 60.25 -5.5" \
    "$("$dateline" gazetteer lookup --json "vellmar sound" | jq -r '.entries[] | "\(.kind) \(.lat) \(.lon)"')"
"$dateline" gazetteer lookup "Vellmar Sound" >out
contains "and for people" out "from table.tsv:4"

# Lines that are wrong: told with line and column, left out, counted.
cp var/places.dat kept
bad() { # DESCRIPTION WORDS: a dump with the line from stdin in its middle
    { head -1 sample.txt; cat; tail -1 sample.txt; } >bad.txt
    run_exit "$1: exit code" 3 "$dateline" gazetteer import bad.txt
    contains "$1: line, column and why" err "bad.txt:2: column $2"
}
geo x1 Bad "" 1 1 P PPL NO 09 5000 | bad "an id that is no number" '1: geonameid: \"x1\"'
geo 1 "" "" 1 1 P PPL NO 09 5000 | bad "no name" '2: name: \"\"'
geo 1 Bad "" 91 1 P PPL NO 09 5000 | bad "a latitude too far north" '5: latitude: \"91\"'
geo 1 Bad "" 1 1e1 P PPL NO 09 5000 | bad "a longitude that is no decimal" '6: longitude: \"1e1\"'
geo 1 Bad "" 1 1 P PPL NOR 09 5000 | bad "a country of three letters" '9: country code: \"NOR\"'
geo 1 Bad "" 1 1 P PPL NO 09 -5 | bad "people below zero" '15: population: \"-5\"'
printf 'Bad\tline\n' | bad "two columns" '3: columns'
geo 1 $'Bad\351' "" 1 1 P PPL NO 09 5000 | bad "not UTF-8" '2: text'
head -c 300000 /dev/zero | tr '\0' x | { cat; echo; } | bad "a line too long" '1: line'
cp kept var/places.dat
{ head -1 sample.txt; for _ in 1 2 3 4; do echo oops; done; } >bad.txt
run_exit "too many bad lines" 1 "$dateline" gazetteer import --max-bad-lines 3 bad.txt
contains "it says so" err "more than 3 bad lines: nothing was imported"
check "what was imported before stays" cmp kept var/places.dat
run_exit "a zip archive" 2 "$dateline" gazetteer import <(printf 'PK\3\4rest\n')
contains "it says what to do" err "unzip it first"
run_exit "something else" 2 "$dateline" gazetteer import <(echo hello)
contains "it says what is understood" err "neither a dump of GeoNames"
run_exit "nothing that would be kept" 1 "$dateline" gazetteer import <(geo 1 Bad "" 1 1 T PK NO 09 0)
contains "it says that" err "no line tells a place"
run_exit "a file that is not there" 1 "$dateline" gazetteer import nowhere.txt
run_exit "no file" 2 "$dateline" gazetteer import
check "after all that, what was imported stays" cmp kept var/places.dat
check "and nothing else lies there" test "$(ls var)" = places.dat

# A damaged file of places.
head -c 200 kept >var/places.dat
run_exit "cut: transform goes on without it" 0 "$BIN/dateline-transform" </dev/null
contains "and tells its name" err "var/places.dat: is not whole"
contains "with what to do" err "dateline gazetteer import"
{ head -c 300 kept; printf '\377\376\375'; tail -c +304 kept; } >var/places.dat
run_exit "three bytes changed: refused" 2 "$dateline" gazetteer lookup Paris
contains "as damaged" err "var/places.dat: is damaged"
run_exit "an import mends it" 0 "$dateline" gazetteer import sample.txt
run_exit "and it is read" 0 "$dateline" gazetteer lookup Tolvarness

# Look-ups without an import.
rm var/places.dat
run_exit "a name that nobody has" 1 "$dateline" gazetteer lookup Sprinfeld
contains "the near one is named" err "near: Springfield"
equal "and nothing is printed" "" "$(cat out)"
run_exit "for machines too" 1 "$dateline" gazetteer lookup --json Sprinfeld
equal "as an object" '["Springfield"]' "$(jq -c .near out)"
run_exit "a surname in another spelling" 0 "$dateline" gazetteer lookup Zelenskyy
contains "tells whom it calls, and from where" out "in some spelling the surname of Volodymyr Zelensky, from "
run_exit "a full name in another spelling" 0 "$dateline" gazetteer lookup "Muhammad as-Sudani"
contains "tells whose it is" out "another spelling of Mohammed Shia al-Sudani"
run_exit "no name" 2 "$dateline" gazetteer lookup
run_exit "signs" 2 "$dateline" gazetteer lookup "..."
run_exit "an unknown verb" 2 "$dateline" gazetteer burn
run_exit "a person" 0 "$dateline" gazetteer lookup "Joe Biden"
contains "with the office and its days" out "USA president, 2021-01-20 to 2025-01-20"
contains "and the dictionary's line" out "people.tsv:"
run_exit "a given name" 0 "$dateline" gazetteer lookup --json Ahmed
check "is told as one" jq -e '.also | any(startswith("a given name"))' out
run_exit "a code" 0 "$dateline" gazetteer lookup --json ROM
check "is told as CAMEO's" jq -e '.also | any(startswith("the code of CAMEO for Romania"))' out
equal "whose actors have ISO's" ROU "$("$dateline" gazetteer lookup --json Romania | jq -r '.entries[] | select(.chosen) | .actor_code')"
