#!/bin/bash
# The table of countries against the package iso-codes: none is missing, codes agree, and each is found by its names.
. "$(dirname "$0")/lib.sh"

table=$ROOT/config/gazetteer/countries.tsv
iso=/usr/share/iso-codes/json/iso_3166-1.json
past=/usr/share/iso-codes/json/iso_3166-3.json

# same DESCRIPTION ACTUAL EXPECTED
same() { equal "$1" "$3" "$2"; }

jq -r '."3166-1"[] | [.alpha_3, .alpha_2] | @tsv' "$iso" | sort >iso
grep -v '^#' "$table" | tail -n +2 >rows
awk -F'\t' '$9 == "" && $1 != "XKX" { print $1 "\t" $2 }' rows | sort >ours
same "every country of ISO 3166-1, with both codes, and no other" "$(diff iso ours)" ""
same "some two hundred and fifty of them" "$(($(wc -l <iso) > 240))" 1

jq -r '."3166-3"[] | [.alpha_3, .alpha_2] | @tsv' "$past" | sort >iso
awk -F'\t' '$9 != "" { print $1 "\t" $2 }' rows | sort >ours
same "states of the past have codes of ISO 3166-3" "$(comm -13 iso ours)" ""
same "no country stands twice" "$(cut -f1 rows | sort | uniq -d)" ""
same "no name stands for two countries" \
    "$(awk -F'\t' '{ print $4; n = split($10, a, "|"); for (i = 1; i <= n; i++) print a[i] }' rows | sort | uniq -d)" ""
same "members of the United Nations have adjective and capital" \
    "$(awk -F'\t' '$9 == "" && $5 ~ /Republic|Kingdom|State of|Federa/ && ($6 == "" || $8 == "") { print $1 }' rows | grep -vE '^(DMA|BES|MAF|BLM|GLP|KNA|UMI)$')" ""

# Each usual name, adjective and formal name is understood as the country, in one article each.
awk -F'\t' '{ print $1 "\t" $4; if ($5 != "") print $1 "\t" $5 }' rows >names
jq -cR 'split("\t") | {type: "article", id: .[0], source: "test", url: ("https://example.org/" + .[0]), title: "Talks",
    body: ("The delegation arrived from " + .[1] + " on Monday."), content_hash: "h", language: "en",
    fetched_at: "2024-01-01T00:00:00Z"}' names >articles
"$BIN/dateline-transform" -q articles >out 2>err
same "they are read" "$?" 0
jq -r '.id as $id | select([.entities[] | select(.iso3166 != null and .country == $id)] == []) | .id + " " + .body' out >missed
same "each name is its country's" "$(cat missed)" ""
jq -r 'select(.id == "SRB" or .id == "TWN" or .id == "XKX" or .id == "SUN") | .entities[]
    | select(.iso3166) | [.country, .iso3166, .actor_code] | @tsv' out | sort -u >contested
same "contested ones and those of the past" "$(cat contested)" "SRB	RS	SRB
SUN	SU	SUN
TWN	TW	TWN
XKX	XK	KSV"
