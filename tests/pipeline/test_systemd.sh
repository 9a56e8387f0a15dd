#!/bin/bash
# The installed systemd units are what systemd understands, and start the installed program.
. "$(dirname "$0")/lib.sh"
prefix=$TEST_WORK/installed
run_exit "make install" 0 make -s -C "$ROOT" install PREFIX="$prefix"
units=$prefix/lib/systemd/system
equal "no place is left to be filled in" "" "$(grep -l '@PREFIX@' "$units"/*)"
contains "the service starts the installed program" "$units/dateline.service" "ExecStart=$prefix/bin/dateline run"
if command -v systemd-analyze >/dev/null; then
    for unit in dateline.service dateline.timer dateline-db.service; do
        # Complaints about units of the machine name other files.
        SYSTEMD_UNIT_PATH=$units: systemd-analyze verify --man=no --recursive-errors=no "$units/$unit" >verified 2>&1
        equal "$unit: systemd-analyze verify" "0 " "$? $(grep -F dateline verified)"
    done
    printf '[Service]\nType=ferry\nExecStart=/bin/true\n' >dateline-wrong.service
    systemd-analyze verify --man=no "$TEST_WORK/dateline-wrong.service" >verified 2>&1
    contains "a mistake would be found" verified "ferry"
    run_exit "systemd-analyze security" 0 systemd-analyze security --offline=yes --threshold=25 "$units/dateline.service"
else
    skip "systemd-analyze verify" "systemd-analyze is not here"
fi
