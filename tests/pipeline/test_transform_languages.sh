#!/bin/bash
# Texts that are not English (tests/sentences/other_languages.ndjson): what is the same in all languages is found, and
# nothing is invented.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"
run_exit "six languages" 0 "$transform" "$ROOT/tests/sentences/other_languages.ndjson"

# found LANGUAGE FILTER: of its article, parted by "; ".
found() { jq -r "select(.id == \"$1\") | [$2] | join(\"; \")" out; }
while IFS='|' read -r language names dates quote money; do
    equal "$language: names are those that are known" "$names" "$(found "$language" '.entities[] | "\(.type) \(.name)"')"
    equal "$language: dates are those in numbers" "$dates" "$(found "$language" '.dates[] | .value')"
    equal "$language: speech stands between its marks, and nobody is said to speak" "$quote" \
        "$(found "$language" '.quotes[] | .text, .speaker // empty, .speaker_text // empty, .verb // empty')"
    equal "$language: figures with a sign" "$money" "$(found "$language" '.quantities[] | "\(.value) \(.unit)"')"
    equal "$language: nothing counted, no events" "" "$(found "$language" '(.quantities[] | .what // empty), (.events[] | .rule)')"
    equal "$language: the language stays" "$language" "$(found "$language" '.language')"
done <<'END'
es|LOC Iraq; LOC Baghdad; LOC Chile; LOC Madrid|2024-01-05|La ayuda llegará pronto a todos|300 EUR; 12 percent
de|LOC Germany; LOC Berlin; ORG NATO|2024-01-05|Die Hilfe wird bald alle erreichen|300 EUR; 12 percent
fr|LOC France; LOC Mali; LOC Paris; LOC Bamako|2024-01-05|L'aide arrivera bientôt pour tous|300 EUR; 12 percent
ar||2024-01-05|ستصل المساعدة قريبا إلى الجميع|12 percent
ru|ORG NATO|2024-01-05|Помощь скоро придёт ко всем|12 percent; 300 EUR
zh|||援助很快就会到达所有人手中|12 percent; 300 EUR
END
# Without a declared language: short texts in other scripts are not taken for English.
jq -c 'select(.id == "ru" or .id == "zh") | del(.language) | .body |= .[0:60]' "$ROOT/tests/sentences/other_languages.ndjson" >undeclared
run_exit "texts of no declared language" 0 "$transform" undeclared
equal "nothing is invented in them" 0 "$(jq -c '.events[], (.quantities[] | select(has("what")))' out | wc -l)"
# A longer one is English by the words that are English alone, also without "the"; one that is not, is not.
counted="Half a million refugees fled, police said. Thirty-two hostages were released and 12 people were killed. It cost a lot, \
more than a million a day. They won 234 votes and lost 12. Nearly 10,000 soldiers returned from war. As many as 40 were hurt."
other="De politie in Utrecht was het met de minister over de zaak eens, en de man was op weg naar huis. In de stad is de situatie \
nu rustig, al was er in het weekend veel te doen over de komst van twee nieuwe bussen. The New York Times was er op tijd bij."
jq -nc --arg a "$counted" --arg b "$other" '{type: "article", id: "a", source: "s", content_hash: "h", body: $a}, {type: "article", id: "b", source: "s", content_hash: "h", body: $b}' >undeclared
run_exit "longer texts of no declared language" 0 "$transform" undeclared
equal "the killed are counted" "12" "$(jq -r 'select(.id == "a") | .quantities[] | select(.what == "killed") | .value' out)"
equal "Dutch is not read" "0" "$(jq -c 'select(.id == "b") | .quantities[], .events[]' out | wc -l)"
