#!/bin/bash
# Transform: what it adds to a stream, what it leaves alone, and what becomes of lines and dictionaries
# that are broken. What it finds in the text is in test_annotations.sh.
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"
arrays='["sentences", "entities", "dates", "quantities", "quotes", "events"]'

# article ID BODY [TITLE]: a small one.
article() {
    jq -cn --arg id "$1" --arg body "$2" --arg title "${3-Envoys meet}" \
        '{type: "article", id: $id, source: "paper", title: $title, language: "en", content_hash: "h",
          published_at: "2024-01-06T23:30:00-03:00", published_precision: "minute", body: $body}'
}
# records TYPE FILTER: of out.
records() { jq -r "select(.type == \"$1\") | $2" out; }
# What the spans of out do not say truly: every object with field, start and end, against its field.
bad_spans() {
    jq -c 'select(.type == "article") | . as $article
        | (.title // "" | explode) as $title | (.body | explode) as $body
        | [.sentences, .entities, .dates, .quantities, .quotes, .events] | .. | objects | select(has("field"))
        | (if .field == "title" then $title else $body end) as $points
        | select((.start < 0) or (.start >= .end) or (.end > ($points | length))
            or (has("text") and .text != ($points[.start:.end] | implode)))
        | {id: $article.id, span: ., is: ($points[.start:.end] | implode)}' out
}

# A bare stream: a few hundred articles, with all that extract may write and more.
jq -cn 'def pick($list; $n): $list[$n % ($list | length)];
    range(300) as $n
    | pick(["Iraq", "Norway", "Kenya", "Brazil", "the United States"]; $n) as $one
    | pick(["Iran", "Chile", "Türkiye"]; $n) as $two
    | pick(["Tolvar Dresk", "Maren Oduya", "José Ibarra-Núñez", "Ngozi Adebayo-Wren"]; $n) as $person
    | {type: "article", id: "a\($n)", url: "https://x.example/\($n)", source: "paper", site_name: "Paper",
       title: "Envoys of \($one) meet envoys of \($two)", authors: ["Ana Sousa"], tags: ["peace", "talks"],
       section: "World", language: "en", published_at: "2024-01-06T23:30:00-03:00", published_precision: "minute",
       published_zone: "assumed", fetched_at: "2024-01-07T02:00:00Z", content_hash: "h\($n)", path: "a\($n).html",
       http: {status: 200, etag: "\"v1\""}, extraction: {method: "jsonld", score: 0.5}, related: ["Rain in Vellmar"],
       mood: {calm: true, list: [1, 2.50, "x"], nothing: null, zero: 0.0},
       body: ([range(1 + $n % 9)] | map(
           "Foreign Minister \($person) arrived on Friday, a spokesman said. Envoys of \($one) met envoys of \($two). "
           + "“We agreed on \($n + 2) points,” \($person | split(" ")[1]) told reporters. About \($n + 100) troops 🚢 "
           + "left the 東京 café on Jan. \(1 + . % 28), 2024. \($one) thanked \($two).") | join("\n\n"))}' >articles
run_exit "a bare stream" 0 "$transform" -j 2 articles
equal "each article has the arrays" "300" "$(jq -c --argjson names "$arrays" \
    '. as $article | select([$names[] | $article[.] | type == "array"] | all)' out | wc -l)"
equal "something is in each array" "$(jq -r '.[]' <<<"$arrays")" "$(jq -rn --argjson names "$arrays" \
    'reduce inputs as $article ([]; . + [$names[] as $name | select($article[$name] != []) | $name] | unique)
     | . as $found | $names[] | select(IN($found[]))' out)"
equal "nothing else is new, and no value of extract has changed" "$(jq -cS . articles | md5sum)" \
    "$(jq -cS --argjson names "$arrays" 'reduce $names[] as $name (.; del(.[$name])) | del(.transform_version, .model_version, .rules_version)' out | md5sum)"
equal "the order is the input's" "$(jq -r .id articles | md5sum)" "$(jq -r .id out | md5sum)"
equal "every span says what stands there" "" "$(bad_spans | head -3)"
equal "every index and entity id is one of the article" "" "$(jq -c '(.entities | map(.id)) as $ids
    | (.sentences | length) as $count
    | (.events[] | select(.sentence >= $count)),
      (([.events[] | .source.entity, .target.entity, .location, .attributed_to], [.quotes[].speaker])[]
       | select(. != null and (IN($ids[]) | not)))' out | head -3)"
sed -n 1,40p articles >forty
for threads in 1 2 7; do
    "$transform" -q -j $threads <articles >"out.$threads" 2>"err.$threads"
    equal "-j $threads: exit code" 0 $?
done
check "one thread and two give the same bytes" cmp out.1 out.2
check "one thread and seven give the same bytes" cmp out.1 out.7
check "so does a file instead of stdin" cmp out.1 out
run_exit "files one behind the other, stdin between" 0 "$transform" forty - forty < <(sed -n 41,42p articles)
equal "in the order named" "$(jq -r .id forty <(sed -n 41,42p articles) forty | md5sum)" "$(jq -r .id out | md5sum)"
"$transform" -q <out.1 >again 2>err
equal "what was transformed already: exit code" 0 $?
check "transforming it again gives the same bytes" cmp out.1 again

# Code points, where bytes and UTF-16 would be wrong.
{
    article emoji "🚢🚢 Iraq met Iran on 5 January 2024. 👩‍👩‍👧 “Ça va 🙂,” said Foreign Minister José Núñez." "🎉 Norway praises Chile 🎉"
    article cjk "東京の会議で。Iraq met Iran 会議 on Friday.

北京 Norway sent 2,500 troops to Syria." "東京 Iraq"
    article accents "In Besançon, Türkiye’s envoy said that 45 percent of voters were Québécois. Iran’s Ḥasan Ẓarīf met Chile’s envoy."
    article combined "Cafe$(printf '\u0301') owners in Iraq met Iran. a$(printf '\u0300\u0301\u0302') Norway accused Chile."
} >texts
run_exit "texts beyond ASCII" 0 "$transform" texts
equal "every span of them says what stands there" "" "$(bad_spans | head -3)"
equal "names behind emoji are found where they stand" "3 7 Iraq,12 16 Iran" "$(records article 'select(.id == "emoji")
    | [.entities[].mentions[] | select(.field == "body" and (.text == "Iraq" or .text == "Iran"))] | sort_by(.start)
    | map("\(.start) \(.end) \(.text)") | join(",")')"
equal "and in a title" "2 8 Norway" "$(records article 'select(.id == "emoji")
    | .entities[].mentions[] | select(.field == "title" and .text == "Norway") | "\(.start) \(.end) \(.text)"')"
equal "and behind another script" "2500 2,500" "$(records article 'select(.id == "cjk") | .quantities[] | "\(.value) \(.text[:5])"')"

# Records that are none of transform's business.
cat >others <<'END'
{"type":"run","run_id":"r1","started_at":"2024-01-07T02:00:00Z","program_version":"0","contract_version":1, "mood": "calm"}
{"type":"weather",  "sky":"blue","n":1.50, "emoji":"\u2600"}
{"type":"state","source":"paper","key":"k","data":{"etag":"1"}}
{"type":"reject","stage":"extract","reason":"http_404","message":"x: gone","url":"https://x.example/gone"}
END
run_exit "records of other types" 0 "$transform" others
check "they pass byte for byte" cmp others out
contains "a stream without end is told" err "cut short"
equal "a bare stream is not" "" "$("$transform" forty 2>&1 >/dev/null | grep -i 'cut short')"
{ head -1 others; cat forty; echo '{"type":"end","counts":{"run":1,"article":40}}'; } >whole
run_exit "a whole stream" 0 "$transform" whole
equal "its end is the same" "$(tail -1 whole)" "$(tail -1 out)"
equal "no warning" "" "$(grep -i 'cut short' err)"

# Lines that cannot be used, between lines that can. what is found in them must fit too.
printf 'max_line_bytes = 4096\n' >short.conf
# counted NAME CODE: NAME.stream through transform: the end counts what comes out.
counted() {
    run_exit "$1: exit code" "$2" "$transform" -c short.conf "$1.stream"
    equal "$1: the end's counts are true" true "$(jq -s '.[-1].counts as $counts
        | .[:-1] | group_by(.type) | map({key: .[0].type, value: length}) | from_entries
        | . as $found | ($counts | with_entries(select(.value > 0))) == $found' out)"
    equal "$1: the articles around it come out whole" "before,after" \
        "$(records article 'select(.sentences | length > 0) | .id' | paste -sd,)"
}
# stream NAME: around stdin, which extract counts as an article.
stream() {
    { head -1 others; article before "Iraq met Iran."; cat; article after "Norway met Chile."
      echo '{"type":"end","counts":{"run":1,"article":3}}'; } >"$1.stream"
}
printf 'this is no JSON\n' | stream no-json
printf '{"type":"article","id":"x","source":"p","content_hash":"h","body":"caf\351"}\n' | stream latin-1
article long "$(printf 'Iraq met Iran. %.0s' {1..400})" | stream long
printf '{"type":"article","id":"x","source":"p","content_hash":"h","url":"https://x.example/x"}\n' | stream no-body
printf '{"type":"article","id":"x","source":"p","content_hash":"h","body":7}\n' | stream number
printf '{"type":"article","id":"x","source":"p","content_hash":"h","body":"x","body":"y"}\n' | stream double-key
printf '["article"]\n' | stream list
printf '\n' | stream empty-line
while read -r name reason; do
    counted $name 3
    equal "$name: one reject, of transform, with the reason" "transform $reason" "$(records reject '"\(.stage) \(.reason)"')"
    equal "$name: its message names file and line" true "$(records reject "(.message | startswith(\"$name.stream:3: \"))")"
    contains "$name: so does the log" err "$name.stream:3: "
    equal "$name: its size is told" "$(sed -n 3p "$name.stream" | LC_ALL=C awk '{print length($0)}')" "$(records reject '.bytes')"
done <<'END'
no-json bad_json
latin-1 bad_utf8
long too_large
no-body bad_record
number bad_record
double-key bad_json
list bad_record
empty-line bad_json
END
equal "the input is kept" "this is no JSON" "$("$transform" -q no-json.stream 2>/dev/null | jq -r 'select(.type == "reject") | .input')"
equal "broken UTF-8 is kept as it was" "$(sed -n 3p latin-1.stream | tr -d '\n' | md5sum)" \
    "$("$transform" -q latin-1.stream 2>/dev/null | jq -r 'select(.type == "reject") | .input_base64' | base64 -d | md5sum)"
equal "a long line is kept from its beginning" "$(sed -n 3p long.stream | head -c 4096)" \
    "$("$transform" -q -c short.conf long.stream 2>/dev/null | jq -r 'select(.type == "reject") | .input')"
contains "what is missing is named" <("$transform" no-body.stream 2>&1 >/dev/null) "body"

# Articles at the edges.
{
    article empty "" ""
    article spaces "   " " "
    article one "x"
    jq -cn '{type: "article", id: "bare", source: "p", content_hash: "h", body: "Iraq met Iran yesterday."}'
    article dash "$(printf -- '- %.0s' {1..3000})"
    article capitals "$(printf 'IRAQ MET IRAN AND NORWAY %.0s' {1..400})"
    article deep "$(printf '“%.0s' {1..2000})"
} >edges
run_exit "empty and odd texts" 0 timeout 60 "$transform" edges
equal "all come out" "$(jq -r .id edges | paste -sd,)" "$(jq -r .id out | paste -sd,)"
equal "an empty article has empty arrays" "0" "$(jq -r --argjson names "$arrays" 'select(.id == "empty")
    | . as $article | [$names[] | $article[.] | length] | add' out)"
equal "every span of odd texts says what stands there" "" "$(bad_spans | head -3)"
equal "yesterday of an unknown day has no value" "true" \
    "$(records article 'select(.id == "bare") | .dates | length == 0 or (.[0] | has("value") | not)')"

# The command line.
for option in -h --help; do
    run_exit "$option" 0 "$transform" $option
    contains "$option tells the options" out "--jobs"
done
run_exit "--version" 0 "$transform" --version
contains "--version names the program" out dateline
run_exit "an unknown option" 2 "$transform" --sauce
contains "it is named" err "sauce"
run_exit "-j 0" 2 "$transform" -j 0 forty
contains "-j 0: the option is named" err "jobs"
run_exit "-j many" 2 "$transform" -j many forty
run_exit "a file that is not there" 1 "$transform" no-such-file
contains "it is named" err "no-such-file: No such file"
run_exit "a folder" 1 "$transform" "$TEST_WORK"
contains "the folder is named" err "$TEST_WORK"
run_exit "a configuration that is not there" 2 "$transform" -c nowhere.conf forty
contains "the configuration is named" err "nowhere.conf"
printf 'threads = many\n' >wrong.conf
run_exit "a mistake in the configuration" 2 "$transform" -c wrong.conf forty
contains "its place is named" err "wrong.conf:1"
run_exit "a full disk fails" 1 sh -c "'$transform' forty >/dev/full"
contains "a full disk is told" err "stdout"
run_exit "a reader that goes away fails" 1 bash -c "set -o pipefail; '$transform' articles 2>pipe.err | head -c 10 >/dev/null; exit \${PIPESTATUS[0]}"
contains "it is told" pipe.err "stdout"

# One line behind the other: nobody waits for the end of the stream.
mkfifo in
"$transform" -q -j 2 <in >slow.out 2>/dev/null &
pid=$!
exec 9>in
article live "Iraq met Iran." >&9
for _ in {1..100}; do [ -s slow.out ] && break; sleep 0.05; done
equal "an article comes out while the stream is open" live "$(jq -r .id slow.out)"
exec 9>&-
wait $pid
equal "and the stream ends well" 0 $?

# Dictionaries that people broke.
mkdir data
cp -R "$ROOT/build/data/gazetteer.dat" "$ROOT/config/english.model" "$ROOT/config/dateline.conf" "$ROOT"/config/*.tsv "$ROOT/config/gazetteer" "$ROOT/config/events" data
DATELINE_DATA=$TEST_WORK/data
export DATELINE_DATA
run_exit "data in another folder" 0 "$transform" forty
check "give the same" cmp out <(head -40 out.1)
# broken NAME FILE EXPECTED: the file is as it should be but for the row on stdin, its last line.
broken() {
    cp "data/$2" saved
    cat >>"data/$2"
    run_exit "$1: exit code" 2 "$transform" forty
    jq -r 'select(.level == "error") | .message' err >message
    contains "$1: the message names file and line" message "$2:$(wc -l <"data/$2"): "
    contains "$1: and what is wrong" message "$3"
    equal "$1: nothing comes out" 0 "$(wc -c <out)"
    cp saved "data/$2"
}
entity="gazetteer/organisations.tsv"
for file in organisations actors people; do
    printf 'Vellmar Ferry Union\tORG\tNOR\tNORLAB\n' | broken "$file, too few columns" "gazetteer/$file.tsv" "has 4 columns"
    printf 'Vellmar Ferry Union\tORG\tNor\tNORLAB\t\t\n' | broken "$file, bad country" "gazetteer/$file.tsv" 'country: "Nor"'
done
printf 'Vellmar Ferry Union\tORG\tNOR\tNORLAB\t\t\tx\n' | broken "too many columns" $entity "has 7 columns"
printf 'Vellmar Ferry Union\tUNION\tNOR\tNORLAB\t\t\n' | broken "bad type" $entity 'type: "UNION"'
printf 'Vellmar Ferry Union\tORG\tNOR\tnorlab\t\t\n' | broken "bad actor code" $entity 'actor_code: "norlab"'
printf 'Vellmar Ferry Union\tORG\tNOR\tNORLAB\t4711\t\n' | broken "bad Wikidata" $entity 'wikidata: "4711"'
printf '\tORG\tNOR\tNORLAB\t\tVFU\n' | broken "no name" $entity "name: "
printf 'Vellmar\351\tORG\tNOR\tNORLAB\t\t\n' | broken "not UTF-8" $entity "UTF-8"
printf 'Norway\tNO\t\tNorway\t\tNorwegian\t\tOslo\t\t\n' | broken "bad alpha-3" gazetteer/countries.tsv 'alpha3: "Norway"'
printf 'NOR\tNOR\t\tNorway\t\tNorwegian\t\tOslo\t\t\n' | broken "bad alpha-2" gazetteer/countries.tsv 'alpha2: "NOR"'
printf 'NOR\tNO\tno\tNorway\t\tNorwegian\t\tOslo\t\t\n' | broken "bad country code" gazetteer/countries.tsv 'cameo: "no"'
printf 'NOR\tNO\t\t\t\tNorwegian\t\tOslo\t\t\n' | broken "country without name" gazetteer/countries.tsv 'name: '
printf 'NOR\tNO\t\tNorway\t\tNorwegian\t\tOslo\t1905-13-01\t\n' | broken "end of a country" gazetteer/countries.tsv 'until: "1905-13-01"'
printf 'NOR\tNorwegian\n' | broken "country with two columns" gazetteer/countries.tsv 'has 2 columns'
printf "president\tNOR\tNobody\t2004-13\t\n" | broken "bad month of an office" gazetteer/offices.tsv 'from: "2004-13"'
printf "president\tNOR\tNobody\t2004\t2003-12-31\n" | broken "an office that ends first" gazetteer/offices.tsv 'to: "2003-12-31"'
printf 'Oslo\ttown\tNOR\t\t\t\t\t\n' | broken "bad kind of place" gazetteer/places.tsv 'kind: "town"'
printf 'Oslo\tcity\tNO\t\t\t\t\t\n' | broken "bad country of a place" gazetteer/places.tsv 'country: "NO"'
printf 'Oslo\tcity\tNOR\t\t\t91\t10\t\n' | broken "bad latitude" gazetteer/places.tsv 'lat: "91"'
printf 'Oslo\tcity\tNOR\t\t\t59.9\teast\t\n' | broken "bad longitude" gazetteer/places.tsv 'lon: "east"'
printf 'Oslo\tcity\tNOR\t\t\t59.9\t\t\n' | broken "no longitude" gazetteer/places.tsv 'lat: "59.9"'
printf 'harbour master\tgov\tperson\t\n' | broken "bad role" gazetteer/roles.tsv 'code: "gov"'
printf '\tGOV\tperson\t\n' | broken "no role word" gazetteer/roles.tsv 'role: '
printf 'harbour master\tGOV\tship\t\n' | broken "bad kind of role" gazetteer/roles.tsv 'kind: "ship"'
printf 'gov\tharbour office\n' | broken "bad code of words" gazetteer/organisation_words.tsv 'code: "gov"'
printf 'two words\tother\n' | broken "spelling of two words" gazetteer/spellings.tsv 'name: "two words"'
printf 'neither\tTolvar\n' | broken "bad gender" gazetteer/genders.tsv 'gender: "neither"'
printf 'Norway\tVellmar\n' | broken "bad seat" gazetteer/seats.tsv 'country: "Norway"'
printf 'harbour master\n' | broken "role with one column" gazetteer/roles.tsv 'has 1 columns'
printf 'nickname\tEnglish\tBob\n' | broken "bad kind of names" gazetteer/names.tsv 'kind: "nickname"'
printf 'x9\tName\tASSAULT\t\t\t4\t-9.0\t190\n' | broken "bad CAMEO code" events/cameo.tsv 'cameo: "x9"'
printf '190\tName\tASSAULT\t\t\t4\t-9.0\t190\n' | broken "CAMEO code twice" events/cameo.tsv 'cameo: "190"'
printf '999\tName\tASSAULT\t\t\t4\t-9.0\t190\n' | broken "CAMEO code without the one above" events/cameo.tsv 'cameo: "999"'
printf '99\tName\tASSAILT\t\t\t4\t-9.0\t190\n' | broken "bad PLOVER type" events/cameo.tsv 'plover: "ASSAILT"'
printf '99\tName\tASSAULT\tcurfew\t\t4\t-9.0\t190\n' | broken "mode of another PLOVER type" events/cameo.tsv 'mode: "curfew"'
printf '99\tName\tASSAULT\t\tweather\t4\t-9.0\t190\n' | broken "bad PLOVER context" events/cameo.tsv 'context: "weather"'
printf '99\tName\tASSAULT\t\t\t5\t-9.0\t190\n' | broken "bad quad class" events/cameo.tsv 'quad: "5"'
printf '99\tName\tASSAULT\t\t\t4\t-11\t190\n' | broken "bad Goldstein value" events/cameo.tsv 'goldstein: "-11"'
printf '99\tName\tASSAULT\t\t\t4\t-9.0\t191x\n' | broken "bad family of codes" events/cameo.tsv 'family: "191x"'
printf 'tool\tstick\tclub\t\n' | broken "bad kind of instrument" events/instruments.tsv 'kind: "tool"'
printf 'noun\tstick\t\t\n' | broken "instrument without a name" events/instruments.tsv 'instrument: ""'
printf 'noun\tstick\tclub\t999\n' | broken "instrument with an unknown code" events/instruments.tsv 'cameo: "999"'
printf '99\tName\tASSAULT\t\t4\n' | broken "code with five columns" events/cameo.tsv 'has 5 columns'
printf 'mood\t\tangry\t\t\n' | broken "bad kind of PLOVER row" events/plover.tsv 'kind: "mood"'
printf 'mode\tASSAILT\tdrone\t\t\n' | broken "mode of no PLOVER type" events/plover.tsv 'type: "ASSAILT"'
printf 'type\t\tSHOUT\t9\t\n' | broken "PLOVER type with a bad quad class" events/plover.tsv 'quad: "9"'
rules=events/19-fight.rules
printf 'rule my-rule 999\n' | broken "unknown CAMEO code" $rules "the code 999 is not in cameo.tsv"
printf 'rule my-rule 190\n    adverb pester\n' | broken "bad key" $rules 'adverb: verb, noun'
printf 'rule my-rule 190\n    verb\n' | broken "no trigger" $rules 'no word is given'
printf 'rule my-rule 190\n    verb a b c d e f g\n' | broken "long phrase" $rules 'more than 6 words'
printf 'rule my-rule 190\n    verb @nowhere\n' | broken "unknown set" $rules '@nowhere: no set has this name'
printf 'rule my-rule 190\n    target the-object\n' | broken "bad place" $rules 'the-object: subject'
printf 'rule my-rule 190\n    when sometimes\n' | broken "bad condition" $rules 'sometimes: negated'
printf 'rule my-rule 190\n    changes all\n' | broken "bad operation" $rules 'changes all: appeal'
printf 'rule my-rule 190\n    example He ate.\n' | broken "bad example" $rules 'text in quotation marks'
printf 'rule my-rule 190\n    example "He ate." USA 999 IRQ\n' | broken "code of an example" $rules '999: it is not in cameo.tsv'
printf 'rule my-rule 190\n    verb pester\n    target victim\n' | broken "place that is none" $rules 'victim: subject, object'
printf 'rule my-rule 190\n    verb pester\n    source-is SOLDIER\n' | broken "role that is none" $rules 'SOLDIER: state and roles'
printf 'rule my-rule 190\n' | broken "rule without words" $rules 'has neither verb nor noun'
printf 'rule\n' | broken "no rule id" $rules 'a rule begins with'
printf '    verb pester\n' | { printf 'set mine = pester\n'; cat; } | broken "line without a rule" $rules 'verb: no rule stands above'
printf 'set mine pester\n' | broken "bad set" $rules 'set NAME = WORD'
printf 'pester\n' | broken "bad line" $rules 'a line begins with set, rule or light'
id=$(awk '$1 == "rule" {print $2; exit}' data/$rules)
printf 'rule %s 190\n' "$id" | broken "rule id twice" $rules "rule $id: it stands in"
printf '1900\t020\n' | broken "short row of combine.tsv" events/combine.tsv 'has 2 columns'
printf '01\t999\t\t\t\t\t\t\t\n' | broken "bad code of combine.tsv" events/combine.tsv 'appeal: "999"'

mv data/events saved-events
run_exit "missing rules: exit code" 2 "$transform" forty
contains "missing rules are named" err "events/"
mv saved-events data/events

# A damaged file costs what it tells, not the articles.
known="Prime Minister Tolvar Dresk met the United Nations in Oslo on 2024-01-09."
{
    jq -cn '{type: "run", run_id: "r", started_at: "2024-01-10T00:00:00Z", program_version: "0", contract_version: 1}'
    article whole "$known"
    jq -cn '{type: "end", counts: {run: 1, article: 1}}'
} >stream
arrays='[.sentences, .entities, .dates, .events | length > 0] | map(if . then "+" else "-" end) | join("")'
# done_without WHAT FILE: the stream passes on, and everybody is told.
done_without()
{
    run_exit "$1: nobody asks such a transform for reasons" 2 "$transform" --explain --text "$known"
    run_exit "$1: the articles pass on" 3 "$transform" stream
    contains "$1: it says which file, and what to do" err "$2"
    contains "$1: and what that means" err "pass on without what it tells"
    equal "$1: a reject stands before the articles, and is counted" \
        "run reject:damaged_file article end:1" \
        "$(jq -r '.type + (if .type == "reject" then ":" + .reason elif .type == "end" then ":\(.counts.reject)" else "" end)' out | xargs)"
}
head -c 100000 "$ROOT/build/data/gazetteer.dat" >data/gazetteer.dat
done_without "a gazetteer cut short" "gazetteer.dat: is not whole; run make"
equal "a gazetteer cut short: what it cannot tell is missing and marked" "+-+- gazetteer" \
    "$(records article "($arrays) + \" \" + (.without | join(\",\"))")"
printf 'Vellmar Ferry Union\tORG\tNOR\n' | broken "a table with a mistake beside it" gazetteer/organisations.tsv "has 3 columns"
head -c 100000 /dev/zero >data/gazetteer.dat
done_without "a gazetteer of something else" "gazetteer.dat: is no file of names"
rm data/gazetteer.dat
run_exit "no gazetteer: exit code" 2 "$transform" forty
contains "no gazetteer: its name" err "gazetteer.dat"
cp "$ROOT/build/data/gazetteer.dat" data
head -c 100000 "$ROOT/config/english.model" >data/english.model
done_without "a model cut short" "english.model: is damaged; take the file of this version"
equal "a model cut short: names that are known stay, and it is marked" "+++- model United Nations,Oslo" \
    "$(records article "($arrays) + \" \" + (.without | join(\",\")) + \" \" + ([.entities[].name] | join(\",\"))")"
{ head -c 50000 "$ROOT/config/english.model"; printf x; tail -c +50002 "$ROOT/config/english.model"; } >data/english.model
done_without "a model with one byte changed" "english.model: is damaged"
equal "a damaged file: the same bytes with three threads" "$(cat out)" "$("$transform" -j 3 stream 2>/dev/null)"
head -c 100 "$ROOT/build/data/gazetteer.dat" >data/gazetteer.dat
run_exit "both damaged: the articles pass on" 3 "$transform" stream
equal "both damaged: both are told" "damaged_file damaged_file gazetteer,model 2" \
    "$(jq -r 'if .type == "reject" then .reason elif .type == "end" then .counts.reject elif .type == "article" then (.without | join(",")) else empty end' out | xargs)"
cp "$ROOT/build/data/gazetteer.dat" data
rm data/english.model
run_exit "no model: exit code" 2 "$transform" forty
contains "no model: its name" err "english.model"
cp "$ROOT/config/english.model" data

# What people add works, with CRLF too.
printf 'Vellmar Ferry Union\tORG\tNOR\tNORLAB\t\tVFU\r\n' >>data/$entity
printf 'rule pester-rule 190\r\n    verb pester\r\n' >>data/$rules
run_exit "a new organisation and a new rule" 0 "$transform" < <(article new "The Vellmar Ferry Union pestered Chile on Friday.")
equal "both are used" "Vellmar Ferry Union 190 pester-rule NORLAB CHL" \
    "$(records article '(.entities[] | select(.type == "ORG") | .name) + " " + (.events[] | "\(.cameo) \(.rule) \(.source.code) \(.target.code)")')"
DATELINE_DATA=$TEST_WORK/nowhere
run_exit "a data folder that is not there: exit code" 2 "$transform" forty
contains "it says DATELINE_DATA" err "DATELINE_DATA"
