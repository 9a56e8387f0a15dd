#!/bin/bash
# Texts that are not English (tests/sentences/other_languages.ndjson): what is the same in all languages is found, and
# nothing is invented.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"
run_exit "sixteen languages" 0 "$transform" "$ROOT/tests/sentences/other_languages.ndjson"

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
ru|ORG Siemens; ORG NATO|2024-01-05|Помощь скоро придёт ко всем|12 percent; 300 EUR
zh||2024-01-05|援助很快就会到达所有人手中|12 percent; 300 EUR
pt|LOC Brazil; LOC Angola; LOC Lisbon; ORG NATO|2024-01-05|A ajuda chegará em breve a todos|300 EUR; 12 percent
it|LOC Italy; LOC Tripoli; ORG NATO; ORG Siemens|2024-01-05|Gli aiuti arriveranno presto a tutti|300 EUR; 12 percent
nl|LOC Netherlands; LOC Ankara; ORG NATO|2024-01-05|De hulp komt snel bij iedereen|300 EUR; 12 percent
pl|LOC Poland; ORG NATO|2024-01-05|Pomoc wkrótce dotrze do wszystkich|300 EUR; 12 percent
tr|LOC Turkey; LOC Iraq; ORG NATO|2024-01-05|Yardım yakında herkese ulaşacak|300 EUR; 12 percent
id|LOC Indonesia; LOC Malaysia; LOC Jakarta; LOC Manila; ORG NATO|2024-01-05|Bantuan akan segera tiba untuk semua orang,|300 EUR; 12 percent
sv|LOC Sweden; LOC Norway; LOC Oslo; LOC Helsinki; ORG NATO|2024-01-05|Hjälpen kommer snart till alla|300 EUR; 12 percent
ja|ORG NATO|2024-01-05|援助はすぐに全員に届く|12 percent; 300 EUR
el|ORG NATO|2024-01-05|Η βοήθεια θα φτάσει σύντομα σε όλους|300 EUR; 12 percent
hi|ORG NATO|2024-01-05|मदद जल्द ही सभी तक पहुंचेगी,|12 percent
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

# Headlines and sentences of no declared language, one a line: English, and then not.
mapfile -t english <<'END'
Iraq attacked Iran.
Storm kills 12 in Vellmar
He said no.
Café owners strike in Paris
IRAQ MET IRAN AND NORWAY
São Paulo hit by floods
Two killed in Los Angeles
Erdoğan meets el-Sisi in Ankara
U.S. Senate votes
END
mapfile -t foreign <<'END'
El presidente viajó a Madrid
Attentat à Paris: 14 morts
Bei dem Angriff starben 14 Menschen
Il governo cade a Roma
Ataque mata 14 pessoas em Luanda
Brand in huis
Fjorton döda i attack mot sjukhus
W ataku zginęło 14 osób
Saldırıda 14 kişi öldü
14 orang tewas dalam serangan itu
Thủ tướng đến Hà Nội
Watu 14 wauawa katika shambulio
Министр прибыл в Москву
部长抵达北京
وصل الوزير إلى بغداد
END
printf '%s\n' "${english[@]}" "${foreign[@]}" | jq -cR '{type: "article", id: ., source: "s", content_hash: "h", body: .}' >undeclared
run_exit "short texts of no declared language" 0 "$transform" --explain undeclared
for text in "${english[@]}"; do equal "English: $text" 1 "$(grep -F "article $text" out | grep -vc "not English")"; done
for text in "${foreign[@]}"; do equal "not English: $text" 1 "$(grep -F "article $text" out | grep -c "not English")"; done
jq -cn '{type: "article", id: "x", source: "s", content_hash: "h", language: "en", body: "Министр прибыл в Москву 05.01.2024 и ушёл."}' >declared
run_exit "a page that says English over Russian" 0 "$transform" --explain declared
contains "its letters decide" out "not English"
