#!/bin/bash
# dateline explain, and dateline-transform --explain: what people see of a text, and how it ends.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline" transform="$BIN/dateline-transform"
text="Rebels attacked Baghdad on Friday, killing 12 soldiers. “We will not leave,” Prime Minister Tolvar Dresk told reporters."

run_exit "a text" 0 "$dateline" explain "$text" --date 2024-01-10
contains "the day is named" out "published 2024-01-10, Wednesday"
contains "sentences have numbers" out "[0] Rebels attacked Baghdad on Friday"
check "words have tags, heads and relations" grep -qE '^ +1  Rebels +NOUN +NNS +2  nsubj +of attacked$' out
check "the root has no head" grep -qE '^ +2  attacked +VERB +VBD +0  root *$' out
check "a date has its value" grep -qE '^  date +Friday  2024-01-05  by weekday: .*verb "attacked" is past$' out
check "a quantity says what it counts" grep -qE '^  quantity +12 .* of ' out
check "a name that a dictionary has leads to its line, or to the compiled one" \
    grep -qE '^  name +Baghdad  LOC .*(gazetteer/[a-z]+\.tsv:[0-9]+|libgeonames)' out
check "a place says where it lies" grep -qE '^  name +Baghdad  LOC .*country IRQ .* at 33\.[0-9]+,44\.[0-9]+' out
check "a name that no dictionary has says who found it" \
    grep -qE '^  name +Tolvar Dresk  PERSON .*role prime minister.*by (rules|model|rules and model)$' out
check "a quote has its speaker" grep -qE '^  quote +We will not leave,?  speaker Tolvar Dresk  verb told$' out
equal "no colour but on a terminal" "0" "$(grep -c $'\033' out)"
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    TERM=xterm script -qec "'$dateline' explain 'Rebels attacked Baghdad.'" /dev/null </dev/null >out
    check "colour on a terminal" grep -q $'\033\[1m' out
    NO_COLOR=1 TERM=xterm script -qec "'$dateline' explain 'Rebels attacked Baghdad.'" /dev/null </dev/null >out
    check "NO_COLOR is heard" sh -c "! grep -q '\[1m' out"
fi

printf '%s\n' "$text" >plain
run_exit "a file of plain text" 0 "$transform" --explain --date 2024-01-10 plain
cp out from_file
"$dateline" explain - --date 2024-01-10 <plain >out
equal "stdin gives the same" "$(cat from_file)" "$(cat out)"
jq -cn --arg body "$text" '{type: "article", id: "a1", source: "p", language: "en", content_hash: "h", title: "Envoys meet",
    published_at: "2024-01-10T10:00:00Z", published_precision: "minute", body: $body}' >records
run_exit "records" 0 "$transform" --explain records
contains "an article has its id" out "article a1, published 2024-01-10"
contains "its title comes first" out "[0] Envoys meet"
{ cat records; echo '{"type": "article"}'; cat records; } >some
run_exit "a record that is none is told, and the others are explained" 3 "$transform" --explain some
contains "with file and line" err "some:2:"
equal "both others" 2 "$(grep -c '^article a1' out)"
jq -c '.language = "pt" | .body = "O presidente Tolvar Dresk chegou."' records >foreign
run_exit "another language" 0 "$transform" --explain foreign
contains "is said to have no tree" out "not English"

run_exit "controls do not reach the terminal" 0 "$dateline" explain $'Rebels \033[2J attacked\xe2\x80\xae Baghdad.'
contains "they are written out" out '\u001B[2J'
equal "and are nowhere as they were" "0" "$(LC_ALL=C grep -cE $'\033|\xe2\x80\xae' out)"
run_exit "an empty text" 0 "$dateline" explain ""
run_exit "no text" 2 "$dateline" explain
run_exit "two texts" 2 "$dateline" explain one two
run_exit "a day that is none" 2 "$dateline" explain "Rebels fled." --date yesterday
contains "is named" err "yesterday"
run_exit "text that is no UTF-8" 2 "$dateline" explain $'caf\xe9'
run_exit "--text without --explain" 2 "$transform" --text one
run_exit "text and file" 2 "$transform" --explain --text one plain
run_exit "a file that is not there" 1 "$transform" --explain missing
run_exit "help" 0 "$dateline" explain --help
if [ -w /dev/full ]; then
    "$dateline" explain "$text" >/dev/full 2>err
    equal "output that cannot be written" 1 $?
fi
run_exit "an event that is planned, and a verb that tells none" 0 "$dateline" explain "Iran threatened to attack Iraq, and Kenya struck a chord."
check "an event leads to its rules and their lines" \
    grep -qE '^  event +attack  CAMEO 138 .*by rule threaten\+attack \([0-9a-z-]+\.rules:[0-9]+, [0-9a-z-]+\.rules:[0-9]+\)$' out
check "a rule that does not fire says why" grep -qE '^  no event +struck  rule [a-z-]+ \(.*\.rules:[0-9]+\): ' out

awk 'BEGIN { for (i = 0; i < 20000; i++) printf "the mill of rain and " }' >long
run_exit "a sentence of 100,000 words" 0 "$transform" --explain long
contains "is cut into sentences of at most 400 words" out "[249] "
equal "is cut, and each part has a tree" 250 "$(grep -cE '^ +[0-9]+ .* 0  root *$' out)"
equal "and no word is lost" 100000 "$(grep -cE '^ +[0-9]+  (the|mill|of|rain|and) ' out)"
