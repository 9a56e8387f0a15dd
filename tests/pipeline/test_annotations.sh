#!/bin/bash
# What transform finds in text: a table of sentences, each an article of Wednesday 10 January 2024, and
# what must be found in each. One run over all. (Tolvar Dresk, Maren Oduya and Ilmar Kettunen are nobody.)
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"

# KIND, text, what is found; parted by tabs; "; " parts what is found, "-" is nothing. Paragraphs are parted by "¶".
# date:     TEXT=VALUE
# name:     TYPE NAME (MENTION|MENTION); pronouns and groups (British soldiers) not
# code:     NAME or TEXT of a person or group=ACTOR CODE
# role:     NAME=OFFICE,OFFICE
# quantity: VALUE UNIT, ~ before it when approximate
# quote:    direct or indirect, SPEAKER VERB: TEXT
# event:    ROOT SOURCE>TARGET DATE MODALITY, "not" behind it when negated
cat >table <<'END'
date	The Berlin Wall fell on 9 November 1989.	9 November 1989=1989-11-09
date	Voters went to the polls on January 5, 2020.	January 5, 2020=2020-01-05
date	It was signed on Jan. 3, 2021, in Oslo.	Jan. 3, 2021=2021-01-03
date	The bridge opened on the 5th of May 2001.	the 5th of May 2001=2001-05-05
date	The book of 12/31/2023 is lost.	12/31/2023=2023-12-31
date	The road reopened in October 2022.	October 2022=2022-10
date	The museum opened in 1998.	1998=1998
date	The mills of the 1930's closed in the mid-1980s.	1930's=193X; mid-1980s=198X
date	She danced in the '90s and painted in the 80s.	'90s=199X; 80s=198X
date	Tolvar opened 2012 with a win.	2012=2012
date	Ferry Expo 2016 was full.	2016=2016
date	They counted 1995 boats and 2100 men.	-
date	It cost $1998.	-
date	He lived in Oslo (1890-91).	1890-91=1890/1891
date	Rules were made after 9/11.	9/11=2001-09-11
date	They met yesterday in Oslo.	yesterday=2024-01-09
date	The show opened today.	today=2024-01-10
date	It will open tomorrow.	tomorrow=2024-01-11
date	He came back last week.	last week=2024-W01
date	It was hot this week.	this week=2024-W02
date	The ferry sank last month.	last month=2023-12
date	The fair ends next month.	next month=2024-02
date	She was elected last year.	last year=2023
date	The election is due next year.	next year=2025
date	They left on Monday and came back on Tuesday.	Monday=2024-01-08; Tuesday=2024-01-09
date	The trial will start on Friday.	Friday=2024-01-12
date	The boat sank on Friday.	Friday=2024-01-05
date	The vote was on Sunday, Jan. 7.	Sunday, Jan. 7=2024-01-07
date	Trains stopped three days ago.	three days ago=2024-01-07
date	The bridge was closed two weeks ago.	two weeks ago=2023-W52
date	The talks were held in October.	October=2023-10
date	The shop closed on Nov. 30.	Nov. 30=2023-11-30
date	The shop opened on Jan. 3.	Jan. 3=2024-01-03
date	It opened on Christmas Day.	Christmas Day=2023-12-25
date	Rain fell on New Year's Eve.	New Year's Eve=2023-12-31
date	They voted on Easter Sunday 2019.	Easter Sunday 2019=2019-04-21
date	Trade grew in the 1980s.	1980s=198X
date	Sales fell in the fourth quarter of 2023.	fourth quarter of 2023=2023-Q4
date	He retired in the summer of 2019.	summer of 2019=2019-SU
date	They march every Friday.	every Friday=XXXX-WXX-5
date	The siege lasted three weeks.	three weeks=P3W
date	March on, said the drummer, and you may go.	-
date	The hall has 2024 seats.	-
name	Kenya lies on the equator.	LOC Kenya (Kenya)
name	Turkish coffee is strong.	NORP Turkish (Turkish)
name	Ottawa is colder than Lisbon.	LOC Ottawa (Ottawa); LOC Lisbon (Lisbon)
name	Crews in Tromsø and São Paulo were ready.	LOC Tromsø (Tromsø); LOC São Paulo (São Paulo)
name	The U.S. is large. The United States has fifty states.	LOC United States (U.S.|United States)
name	The World Health Organization (WHO) was founded in 1948. The WHO has many members.	ORG World Health Organization (World Health Organization|WHO|WHO)
name	The European Union (EU) has 27 members. The EU grew in 2013.	ORG European Union (European Union|EU|EU)
name	Dr. Tolvar Dresk opened the clinic. Dresk thanked the nurses.	PERSON Tolvar Dresk (Tolvar Dresk|Dresk)
name	Maren Oduya and her brother Ilmar Oduya sail. Maren Oduya won.	PERSON Maren Oduya (Maren Oduya|Maren Oduya); PERSON Ilmar Oduya (Ilmar Oduya)
name	President Joe Biden spoke. Biden then left.	PERSON Joe Biden (Joe Biden|Biden)
name	The table stood beside the window of a quiet room.	-
code	Iraqi Prime Minister Tolvar Dresk spoke.	Tolvar Dresk=IRQGOV
code	Kenyan Foreign Minister Maren Oduya spoke. Oduya was calm.	Maren Oduya=KENGOV
code	Iraqi opposition leader Tolvar Dresk spoke.	Tolvar Dresk=IRQOPP
code	British soldiers arrived.	British soldiers=GBRMIL
code	Kenyan police arrived.	Kenyan police=KENCOP
code	Chilean lawmakers voted.	Chilean lawmakers=CHLLEG
code	The Syrian government resigned.	Syrian government=SYRGOV
role	Iraqi Prime Minister Tolvar Dresk met Gen. Ilmar Kettunen.	Tolvar Dresk=prime minister; Ilmar Kettunen=general
role	Chancellor Maren Oduya spoke.	Maren Oduya=chancellor
quantity	The army has 2,500 troops there.	2500 troops
quantity	The ferry cost $3 million.	3000000 USD
quantity	The bridge cost 4.5 billion euros.	4500000000 EUR
quantity	The fine was £250.	250 GBP
quantity	Turnout was 45 percent.	45 percent
quantity	Prices fell 3.5% again.	3.5 percent
quantity	The blast killed 12 people and wounded 30 others.	12 killed; 30 wounded
quantity	About 40 soldiers were killed.	~40 killed
quantity	Three people died and seven were injured.	3 killed; 7 wounded
quantity	The blast left 14 dead.	14 killed
quantity	Nearly 1,500 soldiers were wounded.	~1500 wounded
quantity	More than 300 people marched.	~300 people
quantity	Twenty-one ships left.	21 ships
quantity	Five hundred troops left.	500 troops
quantity	The town is 30 kilometers from the sea.	30 km
quantity	It was built in 1998 and closed on 5 May 2001.	-
quote	"The harbour is safe," said Foreign Minister Maren Oduya.	direct Maren Oduya said: The harbour is safe
quote	"The harbour is safe," Foreign Minister Maren Oduya said.	direct Maren Oduya said: The harbour is safe
quote	“We will rebuild,” Tolvar Dresk told reporters.	direct Tolvar Dresk told: We will rebuild
quote	Maren Oduya said: "The harbour is safe."	direct Maren Oduya said: The harbour is safe
quote	Maren Oduya arrived. “We will sail,” she said.	direct Maren Oduya said: We will sail
quote	Prime Minister Tolvar Dresk said that the harbour was safe.	indirect Tolvar Dresk said: the harbour was safe
quote	The harbour was quiet and nobody spoke.	-
event	Iraq invaded Kuwait on 2 August 1990.	19 IRQ>KWT 1990-08-02 actual
event	Kuwait was invaded by Iraq in August 1990.	19 IRQ>KWT 1990-08 actual
event	Poland was attacked by Germany on 1 September 1939.	19 DEU>POL 1939-09-01 actual
event	U.S. President Richard Nixon visited China on 21 February 1972.	04 USAGOV>CHN 1972-02-21 actual
event	Egyptian President Anwar Sadat met Israeli Prime Minister Menachem Begin in Jerusalem in November 1977.	04 EGYGOV>ISRGOV 1977-11 actual; 04 ISRGOV>EGYGOV 1977-11 actual
event	Kenyan Foreign Minister Maren Oduya met Chilean President Tolvar Dresk on Monday.	04 CHLGOV>KENGOV 2024-01-08 actual; 04 KENGOV>CHLGOV 2024-01-08 actual
event	Egypt and Israel signed a peace treaty on 26 March 1979.	05 EGY>ISR 1979-03-26 actual; 05 ISR>EGY 1979-03-26 actual
event	Iran accused Iraq of using chemical weapons.	11 IRN>IRQ 2024-01-10 actual
event	The United States imposed an embargo on Cuba in February 1962.	16 USA>CUB 1962-02 actual
event	The United Nations imposed sanctions on Iraq in August 1990.	16 IGOUNO>IRQ 1990-08 actual
event	The United States expelled 35 Russian diplomats on 29 December 2016.	16 USA>RUSGOV 2016-12-29 actual
event	Japan sent aid to Türkiye in February 2023.	07 JPN>TUR 2023-02 actual
event	The United Nations demanded that Iraq withdraw from Kuwait.	10 IGOUNO>IRQ 2024-01-10 actual
event	Norwegian Defense Minister Tolvar Dresk threatened Chile on Monday.	13 NORGOV>CHL 2024-01-08 actual
event	Sweden did not invade Norway in 1905.	19 SWE>NOR 1905 actual not
event	Sweden never attacked Iceland.	19 SWE>ISL 2024-01-10 actual not
event	Norwegian Foreign Minister Tolvar Dresk will visit Kenya next week.	03 NORGOV>KEN 2024-W03 planned
event	If Chad attacks Niger, Kenya will help.	19 TCD>NER 2024-01-10 hypothetical
event	Kenya is larger than Norway and smaller than Chad.	-
event	The crew painted the boat, and the cook slept.	-
END

jq -cnR 'inputs | split("\t") | {type: "article", id: "t\(input_line_number)", source: "p", content_hash: "h", language: "en",
    title: "", published_at: "2024-01-10T10:00:00Z", published_precision: "minute", body: (.[1] | gsub("¶"; "\n\n")),
    kind: .[0], expected: .[2]}' table >articles
run_exit "the table is read" 0 "$transform" articles
equal "every line is an article" "$(wc -l <table)" "$(wc -l <out)"

cat >found.jq <<'END'
def text_of($span): .[$span.field] | explode | .[$span.start:$span.end] | implode;
def names: map({key: .id, value: .name}) | from_entries;
(.entities | names) as $names
| def spoken: .kind == "name" or .kind == "alias";
{kind, body, expected, found: (
    if .kind == "date" then [.dates[] | "\(.text)=\(.value)"]
    elif .kind == "name" then [.entities[] | . + {mentions: [.mentions[] | select(spoken)]} | select(.mentions != [])]
        | sort_by(.mentions[0].start) | map("\(.type) \(.name) (\(.mentions | map(.text) | join("|")))")
    elif .kind == "code" then [.entities[] | select(.actor_code != null and (.type == "PERSON" or (.mentions | any(.kind == "nominal"))))
        | (if .mentions[0].kind == "nominal" then .mentions[0].text else .name end) + "=" + .actor_code]
    elif .kind == "role" then [.entities[] | select(.roles) | "\(.name)=\(.roles | join(","))"]
    elif .kind == "quantity" then [.quantities[] | (if .approximate then "~" else "" end) + "\(.value) \(.unit // .what)"]
    elif .kind == "quote" then [.quotes[] | (if .direct then "direct" else "indirect" end)
        + " \($names[.speaker // ""]) \(.verb): \(.text | sub("[.,]$"; ""))"]
    else [.events[] | "\(.root) \(.source.code)>\(.target.code) \(.date.value) \(.modality)" + (if .negated then " not" else "" end)] | sort
    end | join("; ") | if . == "" then "-" else . end)}
| [.kind, .body, .expected, .found] | @tsv
END
while IFS=$'\t' read -r kind body expected found; do
    equal "$kind: $body" "$expected" "$found"
done < <(jq -r -f found.jq out)

# Of all that was found.
equal "another stage takes it all" 0 "$("$transform" -q <out 2>&1 >/dev/null | grep -c .)"
equal "every rule is one of the dictionary" "" \
    "$(comm -13 <(awk '$1 == "rule" {print $2}' "$ROOT"/config/events/*.rules | sort -u) <(jq -r '.events[].rule' out | tr + '\n' | sort -u))"
grep -v '^#' "$ROOT/config/events/cameo.tsv" | jq -cnR '[inputs | split("\t")] | .[1:] | map({key: .[0],
    value: {plover: .[2], mode: .[3], context: .[4], quad: (.[5] | tonumber), goldstein: (.[6] | tonumber)}}) | from_entries' >codes
equal "every code has its type and scales" "" "$(jq -c --slurpfile codes codes '.events[]
    | {plover, mode: (.mode // ""), context: (.context // ""), quad, goldstein} as $own
    | select(.root != .cameo[:2] or $own != $codes[0][.cameo])' out | head -3)"
equal "trigger and parties stand in the event's sentence" "" "$(jq -c '. as $article | .events[]
    | $article.sentences[.sentence] as $sentence | [.trigger, .source, .target][]
    | select(. != null and (.field != $sentence.field or .start < $sentence.start or .end > $sentence.end))' out | head -3)"
equal "a party is an entity, with its code" "" "$(jq -c '(.entities | map({key: .id, value: (.actor_code // .country // "")}) | from_entries) as $codes
    | .events[] | .source, .target | select(. != null and .entity != null and .code != null and .code != $codes[.entity] and $codes[.entity] != "")' out | head -3)"
equal "a date of the text leads to its words" "" "$(jq -c '. as $article | .events[].date | select(.from == "text")
    | . as $date | .span | select([$article.dates[] | select(.start == ($date.span.start) and .value == $date.value)] == [])' out | head -3)"
equal "one event has one id" "0" "$(jq -r '.events[].id' out | sort | uniq -d | wc -l)"

# What else names carry.
article() {
    jq -cn --arg id "$1" --arg body "$2" --arg language "${3:-en}" --arg title "${4-}" --arg published "${5-2024-01-10T10:00:00Z}" '{type: "article",
        id: $id, source: "p", content_hash: "h", language: $language, title: $title, body: $body}
        + if $published == "" then {} else {published_at: $published, published_precision: "minute"} end'
}
# of ID FILTER
of() { jq -r "select(.id == \"$1\") | $2" out; }
{
    article places "Crews in Nairobi waited for the United Nations and for Kenyan police."
    article again "Nairobi is large."
    article same "Iraq invaded Kuwait on 2 August 1990." en "Iraq invaded Kuwait"
    article other "In August that year Iraq invaded Kuwait. Iraq invaded Kuwait on 2 August 1990."
    article late "The parade was held yesterday." en "" 2024-01-01T00:30:00-03:00
    article undated "The parade was held yesterday. It was held on 3 March 2022." en "" ""
    article paragraphs "$(printf 'Rain fell all night.\n\nThe U.S. Navy sent a ship. Nobody saw it.\n\nSnow came.')"
    article portuguese "O presidente do Quênia visitou a Noruega na segunda-feira. Ele falou com o rei." pt
    article german "Der Präsident von Kenia besuchte am Montag Norwegen. Er sprach dort mit dem König." de
} >more
run_exit "more articles" 0 "$transform" more
equal "a country has its codes" "iso3166:KEN KEN KEN" "$("$transform" -q <<<"$(article x "Kenya lies on the equator.")" |
    jq -r '.entities[] | "\(.id) \(.country) \(.actor_code)"')"
equal "a city has country and place, to half a degree" "KEN -1.5 37" \
    "$(of places '.entities[] | select(.name == "Nairobi") | "\(.country) \(.lat * 2 | round / 2) \(.lon * 2 | round / 2)"')"
equal "an organisation of the dictionary has its code and Wikidata" "IGOUNO Q1065" \
    "$(of places '.entities[] | select(.name == "United Nations") | "\(.actor_code) \(.wikidata)"')"
equal "the same name has the same id in every article" 1 \
    "$(jq -r '.entities[] | select(.name == "Nairobi") | .id' out | sort -u | wc -l)"
equal "the same event has the same id in every article" 1 \
    "$(jq -r '.events[] | select(.date.value == "1990-08-02") | .id' out | sort -u | wc -l)"
equal "the title is read too" title "$(of same '[.entities[].mentions[].field] | unique | map(select(. == "title"))[]')"
equal "the day is the outlet's" 2023-12-31 "$(of late '.dates[].value')"
equal "without a publication date only absolute dates have a value" 2022-03-03 \
    "$(of undated '[.dates[].value // empty] | join(" ")')"
equal "sentences, over paragraphs and abbreviations" "Rain fell all night.|The U.S. Navy sent a ship.|Nobody saw it.|Snow came." \
    "$(of paragraphs '. as $article | [.sentences[] | . as $s | $article.body | explode | .[$s.start:$s.end] | implode] | join("|")')"
for language in portuguese german; do
    equal "$language: sentences, but no events" "2 0" "$(of $language '"\(.sentences | length) \(.events | length)"')"
done
