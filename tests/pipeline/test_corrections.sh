#!/bin/bash
# What analysts correct: two entities that are one, one entity that is two, and what later loads make of it.
. "$(dirname "$0")/lib.sh"
test_database
printf 'database_wait = 1\n' >load.conf
run_exit "the tables are made" 0 "$BIN/dateline" db migrate -c load.conf

# article ID SOURCE ENTITY-ID WORDS: the entity speaks and acts.
article() {
    jq -cn --arg id "$1" --arg source "$2" --arg entity "$3" --arg words "$4" '
        def span($s; $e): {field: "body", start: $s, end: $e};
        ($words | length) as $n |
        {type: "article", id: $id, source: $source, content_hash: "h", body: "\($words) met Iran. \"Good,\" he said.",
         sentences: [span(0; $n + 10), span($n + 11; $n + 27)],
         entities: [
            {id: $entity, type: "PERSON", name: "John Smith", roles: ["minister"],
             mentions: [span(0; $n) + {text: $words, kind: "name"}, span($n + 19; $n + 21) + {text: "he", kind: "pronoun"}]},
            {id: "iso:IRN", type: "LOC", name: "Iran", mentions: [span($n + 5; $n + 9) + {text: "Iran", kind: "name"}]}],
         quotes: [span($n + 12; $n + 17) + {text: "Good,", speaker: $entity, verb: "said", direct: true}],
         events: [{id: "event-\($id)", cameo: "040", root: "04", plover: "CONSULT", quad: 1, goldstein: 1.0,
             source: (span(0; $n) + {entity: $entity, text: $words}),
             target: (span($n + 5; $n + 9) + {entity: "iso:IRN", code: "IRN", text: "Iran"}),
             sentence: 0, trigger: span($n + 1; $n + 4), rule: "meet", negated: false,
             modality: "actual", attributed_to: $entity, confidence: 0.9}]}'
}
load() { "$BIN/dateline-load" -c load.conf "$@"; }
# Of which entity an article's mentions, quote, event and attribution are.
meant() {
    sql "select string_agg(distinct n.id, '+' order by n.id), min(q.id), min(e.id), min(t.id)
         from dateline.article a join dateline.mention m using (article_id) join dateline.entity n using (entity_id)
         join dateline.quote u on u.article_id = a.article_id join dateline.entity q on q.entity_id = u.speaker_entity_id
         join dateline.event_mention v on v.article_id = a.article_id join dateline.event w using (event_id)
         join dateline.entity e on e.entity_id = w.source_entity_id
         join dateline.entity t on t.entity_id = v.attributed_to_entity_id
         where a.id = '$1' and n.id <> 'iso:IRN'" | tr '|' ' '
}
same() { echo "$1 $1 $1 $1"; }

run_exit "two articles land" 0 load < <(article a paper smith "John Smith"; article b paper smyth "J. Smyth")
equal "they mean two people" "$(same smith),$(same smyth)" "$(meant a),$(meant b)"

# Merge.
equal "merging moves all mentions" 2 "$(sql "select dateline.merge_entities('smyth', 'smith', 'a misprint')")"
equal "both articles mean one" "$(same smith),$(same smith)" "$(meant a),$(meant b)"
equal "it is known by both names" "J. Smyth" \
    "$(sql "select string_agg(alias, ',' order by alias) from dateline.entity_alias join dateline.entity using (entity_id) where id = 'smith'")"
run_exit "an article of tomorrow lands" 0 load < <(article c paper smyth "J. Smyth")
equal "it means the same" "$(same smith)" "$(meant c)"
run_exit "the first article changes" 0 load < <(article b paper smyth "J. Smyth" | jq -c '.content_hash = "h2"')
equal "it still means the same" "$(same smith)" "$(meant b)"
equal "what the program found is kept" smyth \
    "$(sql "select distinct n.id from dateline.mention m join dateline.entity n on n.entity_id = m.found_entity_id")"
equal "what was corrected, and why" "smyth smith a misprint" \
    "$(sql "select entity, becomes, note from dateline.entity_correction" | tr '|' ' ')"
equal "the other way round it is the other" 6 "$(sql "select dateline.merge_entities('smith', 'smyth')")"
equal "and all mean that one" "$(same smyth),$(same smyth),$(same smyth)" "$(meant a),$(meant b),$(meant c)"
equal "with one correction" 1 "$(sql "select count(*) from dateline.entity_correction")"
equal "undone, each is what it was" 2 "$(sql "select dateline.undo_correction(entity_correction_id) from dateline.entity_correction")"
equal "as before" "$(same smith),$(same smyth),$(same smyth)" "$(meant a),$(meant b),$(meant c)"
sql "select dateline.merge_entities('smyth', 'smith')" >out

# A chain.
run_exit "a third person" 0 load < <(article d paper smithe "Smithe")
equal "who becomes the first" 2 "$(sql "select dateline.merge_entities('smithe', 'smyth')" 2>err || true; sql "select dateline.merge_entities('smithe', 'smith')")"
contains "not one that is another already" err 'itself became "smith"'
run_exit "a fourth" 0 load < <(article e paper schmidt "John Schmidt")
sql "select dateline.merge_entities('smith', 'schmidt')" >out
equal "who is all of them" "$(same schmidt),$(same schmidt),$(same schmidt),$(same schmidt)" \
    "$(meant a),$(meant b),$(meant d),$(meant e)"
sql "delete from dateline.entity_correction; set client_min_messages = warning; truncate dateline.article, dateline.event, dateline.entity cascade"

# What only one of them was known by goes to the other.
run_exit "a town under two names" 0 load < <(article f paper town "Vellmar"; article g paper villa "Villa Mar" |
    jq -c '.entities[0] += {type: "LOC", country: "NOR", admin: "Vestland", admin_code: "NO-46", lat: 60.5, lon: 5.5}')
sql "select dateline.merge_entities('villa', 'town')" >out
equal "has country, area and place of both" "NOR Vestland NO-46 60.5 5.5" \
    "$(sql "select country, admin, admin_code, lat, lon from dateline.entity where id = 'town'" | tr '|' ' ')"
sql "delete from dateline.entity_correction; set client_min_messages = warning; truncate dateline.article, dateline.event, dateline.entity cascade"

# Split.
run_exit "three articles, one person" 0 load < <(article a paper smith "John Smith"; article b sport smith "John Smith"
    article c paper smith "Johnny Smith")
equal "splitting by source" 2 "$(sql "select dateline.split_entity('smith', 'smith-footballer', name => 'John Smith (footballer)', source => 'sport')")"
equal "splitting by words" 1 "$(sql "select dateline.split_entity('smith', 'smith-singer', name => 'Johnny Smith', alias => 'Johnny Smith')")"
equal "each is who he is" "$(same smith),$(same smith-footballer)" "$(meant a),$(meant b)"
equal "words tell of themselves alone, not of pronouns" "smith+smith-singer smith smith smith" "$(meant c)"
run_exit "later articles" 0 load < <(article d sport smith "John Smith"; article e paper smith "John Smith")
equal "follow" "$(same smith-footballer),$(same smith)" "$(meant d),$(meant e)"
equal "splitting one article" 1 "$(sql "select dateline.split_entity('smith', 'smith-singer', article => 'c')")"
equal "takes it whole" "$(same smith-singer)" "$(meant c)"
check "a split without a condition is refused" test "$(sql "select dateline.split_entity('smith', 'x', name => 'X')" 2>&1 | grep -c 'Give an alias')" = 1
check "an unknown entity is refused" test "$(sql "select dateline.merge_entities('nobody', 'smith')" 2>&1 | grep -c 'no entity with the id "nobody"')" = 1
equal "people who only read may not" "permission denied" \
    "$(sql "set role dateline_reader; select dateline.merge_entities('smith', 'smith-singer')" 2>&1 | grep -o 'permission denied' | head -1)"
