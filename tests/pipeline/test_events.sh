#!/bin/bash
# Events in the sentences of tests/events/: not worse than when the floors were set.
. "$(dirname "$0")/lib.sh"

# What is expected of both halves: the one that rules are written by, and the one that is only scored.
for half in odd even; do
    python3 "$ROOT/tests/events/score.py" --bin "$BIN" --half $half --by-root --floor root=.85 --floor code=.74 \
        --floor triple=.69 --floor date=.95 --floor place=.90 --floor numbers=.72 --floor instrument=.9 --floor false=5 >$half
    sed -n "s/^\(ok\|not ok\) events:/\1 $TEST_NAME: $half rows,/p" $half
    grep -q '^not ok' $half && failures=$((failures + 1)) && sed 's/^/    /' $half >&2
done
equal "both halves were scored to the end" 16 "$(cat odd even | grep -cE '^(ok|not ok) events')"
