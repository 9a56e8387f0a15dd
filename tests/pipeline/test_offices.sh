#!/bin/bash
# The tables that know each other: offices have roles and countries that exist, and terms do not overlap.
. "$(dirname "$0")/lib.sh"
folder=$ROOT/config/gazetteer
rows() { grep -v '^#' "$folder/$1" | tail -n +2; }

rows offices.tsv >offices
rows roles.tsv | cut -f1 >roles
rows roles.tsv | cut -f4 | tr '|' '\n' >>roles
sort -u roles -o roles
{ rows countries.tsv | cut -f1; rows organisations.tsv | cut -f1; } | sort -u >bodies
equal "some thousand holders" 1 "$(($(wc -l <offices) > 1000))"
equal "of a hundred and fifty states and more" 1 "$(($(cut -f2 offices | grep -cE '^[A-Z]{3}$') > 0 && $(cut -f2 offices | grep -E '^[A-Z]{3}$' | sort -u | wc -l) > 150))"
equal "each country or organisation is known" "" "$(cut -f2 offices | sort -u | comm -23 - bodies)"
equal "each office is a role, but those that only organisations have" "" \
    "$(cut -f1 offices | sort -u | comm -23 - roles | grep -vxE 'foreign policy chief|managing director')"
equal "no line stands twice" "" "$(sort offices | uniq -d)"
# by office and country, in the order of time: nobody begins before the one before has ended (but for the Gambia, 2017)
equal "terms do not overlap" "" "$(sort -t$'\t' -k1,1 -k2,2 -k4,4 offices | awk -F'\t' '
    { key = $1 "\t" $2 }
    key == last && (to == "" || substr(to, 1, length($4)) > substr($4, 1, length(to))) && $2 != "GMB" { print $0 " overlaps " holder }
    { last = key; to = $5; holder = $3 }')"
