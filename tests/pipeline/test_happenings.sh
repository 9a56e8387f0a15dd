#!/bin/bash
# One happening that several outlets tell: one event, all its numbers, how many tell it independently; and so it stays.
. "$(dirname "$0")/lib.sh"
test_database
printf 'database_wait = 1\n' >load.conf
run_exit "the tables are made" 0 "$BIN/dateline" db migrate -c load.conf

# article ID OUTLET DAY TITLE BODY
article() {
    jq -cn --arg id "$1" --arg outlet "$2" --arg day "$3" --arg title "$4" --arg body "$5" \
        --arg hash "$(printf '%s' "$4$5" | sha256sum | cut -c1-64)" '
        {type: "article", id: $id, source: $outlet, site_name: $outlet, title: $title, body: $body, language: "en",
         content_hash: $hash, url: "https://\($outlet).example/\($id)",
         published_at: ($day + "T12:00:00Z"), published_precision: "day"}'
}
pipeline() { "$BIN/dateline-transform" -q | "$BIN/dateline-load" -c load.conf; }

agency="Israel bombed a warehouse in Damascus on Tuesday, killing at least five people, Syrian state television said."
copy="Israel bombed a warehouse in Damascus on Tuesday, killing at least five people, the Syrian state television said."
own="Israeli warplanes bombed Damascus on Tuesday. Between seven and nine people were killed in the Israeli air strikes on Damascus on Tuesday, residents said."

all() {
    article a alpha 2024-03-06 "Israel strikes Syria" "$agency It was the third strike on the city this year. In January 2020 a U.S. drone killed Iranian general Qassem Soleimani in Baghdad."
    article b bravo 2024-03-06 "Israel strikes Damascus, state television says" "$copy"
    article c charlie 2024-03-06 "Nine feared dead in Damascus" "$own"
    article d delta 2024-03-08 "Iran buries officers" "Iran buried two officers on Friday. Israel bombed Damascus on Tuesday, killing six people, Iran said."
    article e echo 2024-03-06 "Market day" "Russia bombed Kharkiv on Tuesday. Russia bombed Odesa on Tuesday, killing two people."
}
run_exit "five articles land" 0 pipeline < <(all)

strike="from dateline.event where source_code like 'ISR%' and family = '190' and days @> date '2024-03-05'"
one() { sql "select count(*) $strike"; }
equal "the strike is one event" 1 "$(one)"
equal "told by four articles" 4 \
    "$(sql "select count(distinct article_id) from dateline.event_mention where event_id in (select event_id $strike)")"
equal "by three of them independently" 3 "$(sql "select sources $strike")"
equal "in the place that is told" Damascus \
    "$(sql "select n.name from dateline.entity n where entity_id = (select location_entity_id $strike)")"
equal "with the code that says most" 195 "$(sql "select left(cameo, 3) $strike")"
numbers() { sql "select string_agg(distinct concat_ws(':', value, value_max, comparison), ' ' order by concat_ws(':', value, value_max, comparison))
    from dateline.event_numbers where what = 'killed' and event_id in (select event_id $strike)"; }
equal "all numbers are kept" "5:at_least 6 7:9" "$(numbers)"
equal "each with its outlet" "alpha bravo charlie delta" \
    "$(sql "select string_agg(distinct outlet, ' ' order by outlet) from dateline.event_numbers where what = 'killed' and event_id in (select event_id $strike)")"
more="$(sql "select combined_confidence > (select max(confidence) from dateline.event_mention m where m.event_id = e.event_id) from (select * $strike) e")"
equal "several that tell it make it surer" t "$more"
equal "what was told of the past has its own date" "2020-01" \
    "$(sql "select distinct date from dateline.event where source_code like 'USA%' and family = '190'")"
equal "two towns are two events" 2 "$(sql "select count(*) from dateline.event where source_code = 'RUS' and family = '190'")"
equal "events of one article have one source" 1 "$(sql "select max(sources) from dateline.event where source_code = 'RUS'")"
confidence="$(sql "select combined_confidence $strike")"

equal "GDELT's columns" "20240305 195 19 4 3 4 SYR" \
    "$(sql "select sqldate, eventbasecode, eventrootcode, quadclass, numsources, numarticles, actiongeo_countrycode from dateline.export_gdelt where globaleventid in (select event_id $strike)" | tr '|' ' ')"

# It stays right.
run_exit "the same again" 0 pipeline < <(all)
equal "nothing changes" "1 3 $confidence" "$(one) $(sql "select sources $strike") $(sql "select combined_confidence $strike")"
run_exit "an outlet takes it back" 0 pipeline < <(article c charlie 2024-03-06 "Correction" "The story about Damascus was wrong.")
equal "it tells no longer" "1 2 5:at_least 6" "$(one) $(sql "select sources $strike") $(numbers)"
equal "the code is what is still told" t "$(sql "select cameo in (select m.told_cameo from dateline.event_mention m where m.event_id = e.event_id) from (select * $strike) e")"
run_exit "an outlet is forgotten" 0 "$BIN/dateline" forget -c load.conf delta
equal "and does not count" "1 1 5:at_least" "$(one) $(sql "select sources $strike") $(numbers)"
run_exit "rules were changed: all is made again" 0 "$BIN/dateline" reprocess -c load.conf --all
equal "with the same result" "1 1 5:at_least" "$(one) $(sql "select sources $strike") $(numbers)"
equal "no event is left without a mention" 0 "$(sql "select count(*) from dateline.event e where not exists (select from dateline.event_mention m where m.event_id = e.event_id)")"

# From scratch, in another order.
sql "select dateline.delete_articles(array(select article_id from dateline.article))" >out
sql "delete from dateline.forgotten" >out
run_exit "the articles in another order" 0 pipeline < <(all | tac)
equal "give the same event" "1 3 $confidence" "$(one) $(sql "select sources $strike") $(sql "select combined_confidence $strike")"
run_exit "an outlet prints the agency's words" 0 pipeline < <(article g golf 2024-03-07 "Damascus" "$agency")
equal "a copy word for word is no other source" "1 3 $confidence" "$(one) $(sql "select sources $strike") $(sql "select combined_confidence $strike")"

# What a second sentence claims has the numbers and the instrument of the first.
article f foxtrot 2023-12-27 "Attack claimed" "On Monday a drone attack on a base of U.S. troops in Erbil wounded three soldiers. Kataib Hezbollah claimed responsibility for the assault." |
    "$BIN/dateline-transform" -q >claimed
equal "a claim has the numbers of the attack" "3 drone" \
    "$(jq -r '.events[] | select(.rule | startswith("claim-responsibility+")) | select(.attributed_to) | "\(.quantities.wounded) \(.instrument)"' claimed | head -1)"
