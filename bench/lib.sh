# For bench/*, sourced in the root of the checkout; `parts` are the parts of the benchmark that the command line names.
# bench_parts NAME...: which of these the command line asked for (all of them without one); else usage.
bench_parts() {
    local part name known
    [ -n "$parts" ] || parts=$*
    for part in $parts; do
        known=
        for name in "$@"; do [ "$part" = "$name" ] && known=1; done
        [ -n "$known" ] || {
            sed -n 's/^# usage: /usage: /p; s/^#  \( *bench\|  *BENCH\)/ \1/p' "$0" >&2
            exit 2
        }
    done
}
wanted() { case " $parts " in *" $1 "*) true ;; *) false ;; esac; }
die() { echo "bench/$(basename "$0"): $*" >&2; exit 1; }
# calculate EXPRESSION [DIGITS]
calculate() { awk "BEGIN { printf \"%.${2:-2}f\", $1 }"; }
row() { printf '%-46s %14s   %s\n' "$@"; }
heading() { printf '\n%s\n' "$1"; }
machine() { echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"; }
# measure FILE COMMAND...: runs it; "seconds CPU-seconds peak-KB" go to FILE, its output to FILE.out and .err.
measure() {
    python3 - "$@" <<'END'
import resource, subprocess, sys, time
begin = time.monotonic()
with open(sys.argv[1] + ".out", "wb") as out, open(sys.argv[1] + ".err", "wb") as err:
    code = subprocess.call(sys.argv[2:], stdout=out, stderr=err)
took = time.monotonic() - begin
with open(sys.argv[1], "w") as file:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{took:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss}", file=file)
sys.exit(code not in (0, 3))
END
}
