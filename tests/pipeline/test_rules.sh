#!/bin/bash
# dateline rules check and test: what people see who change a rule.
. "$(dirname "$0")/lib.sh"
dateline="$BIN/dateline"

run_exit "the rules have no mistake" 0 "$dateline" rules check
contains "what was looked at is told" out " rules, "
run_exit "every example holds" 0 "$dateline" rules test
contains "how many there are is told" out " examples, 0 fail"
equal "no root code is without an example" "" "$(for file in "$ROOT"/config/events/[0-9]*.rules; do
    grep -q '^    example ' "$file" || basename "$file"
done)"

export DATELINE_DATA=$PWD/data
cp -r "$ROOT/config" data
cp "$ROOT/build/data/gazetteer.dat" data
cat >>data/events/19-fight.rules <<'END'
set unused = pester
rule pester 190
    verb pester
    example "Kenya pestered Chile." KEN 190 CHL
    example "Kenya pestered Chile." KEN 193 CHL
    example "Kenya pestered Chile." none
rule pester-again 193
    verb pester
rule will-pester 130
    verb hiss to
    changes threaten
    example "Kenya hissed to pester Chile." KEN 138 CHL
END
printf 'rule past 190\n    verb badgered\n    target object\n' >>data/events/18-assault.rules
lines=$(wc -l <data/events/19-fight.rules)
run_exit "rules with mistakes" 3 "$dateline" rules check
contains "a verb that is not in the base form" out "18-assault.rules:$(($(wc -l <data/events/18-assault.rules) - 2)): rule past: write the verb badgered in the base form"
contains "a set that no rule uses" out "19-fight.rules:$((lines - 11)): set unused: no rule uses it"
contains "a rule that never fires" out "19-fight.rules:$((lines - 5)): rule pester-again: never fires"
contains "a word that two rules claim" out "rule pester-again: pester is that of rule pester too"
run_exit "examples that do not hold" 3 "$dateline" rules test
contains "the example's line" out "19-fight.rules:$((lines - 7)): rule pester: Kenya pestered Chile."
contains "what was expected" out "    expected: KEN 193 CHL"
contains "what was found" out "    found: KEN 190 CHL by rule pester"
contains "a rule that should not have fired" out "    expected: that it does not fire"
contains "what holds is not told, what fails is counted" out " 2 fail"
run_exit "no such thing to do" 2 "$dateline" rules mend
contains "what can be done is told" err "rules check"
