#!/bin/bash
# make lint: format, static analysis, header and library boundaries, banned calls. Prints what is wrong,
# and ends with 1 if anything is. A line may opt out of a ban with the comment "lint: allowed, WHY".
set -u
cd "$(dirname "$0")/.." || exit 1
wrong=0
complain() {
    wrong=1
    printf '%s\n' "$@" >&2
}

mapfile -t sources < <(find common extract transform load nightly bench tests -name '*.[ch]' | sort)
mapfile -t product < <(find common extract transform load nightly -name '*.[ch]' | sort)
mapfile -t scripts < <(find tests nightly .ci -type f \( -name '*.sh' -o -path '.ci/*' \) | sort)

echo "lint: format"
found=$(clang-format --dry-run "${sources[@]}" 2>&1 | grep -oE '^[^: ]+\.[ch]:' | sort | uniq -c)
[ -n "$found" ] && complain "not as .clang-format says (run clang-format -i FILE):" "$found"
for script in "${scripts[@]}"; do
    bash -n "$script" || complain "$script: does not parse"
done

echo "lint: size"
for file in "${product[@]}"; do
    lines=$(wc -l <"$file")
    [ "$lines" -gt 600 ] && complain "$file: $lines lines: more than 600; split it by what it does"
done

echo "lint: migrations"
found=$(for file in sql/migrations/*.sql; do basename "$file" | cut -c1-3; done | uniq -d)
[ -n "$found" ] && complain "two migrations have one number (the second would never be applied):" "$found"

echo "lint: headers stand alone"
flags=$(make -s print-cppflags)
for header in "${product[@]}"; do
    case $header in
    *.h)
        # shellcheck disable=SC2086 # flags are several words
        echo "#include \"$header\"" | gcc -std=c17 $flags -Wall -Wextra -Werror -fsyntax-only -x c - ||
            complain "$header: does not compile alone"
        ;;
    esac
done

# only LIBRARY-HEADER PATTERN-OF-FILES...: who may include a library.
only() {
    header=$1
    shift
    for file in "${product[@]}"; do
        grep -qE "^#include <$header" "$file" || continue
        allowed=0
        for pattern in "$@"; do
            # shellcheck disable=SC2053 # a pattern is meant
            [[ $file == $pattern ]] && allowed=1
        done
        [ $allowed -eq 1 ] || complain "$file: includes <$header>: only $* may"
    done
}
echo "lint: library boundaries"
only curl/ 'extract/net/*'
only libxml/ 'extract/page/*' 'extract/feed/*' 'transform/name/build/*' 'common/memory.c' 'common/xpath.c'
only libpq 'common/db.c'
only libpsl 'extract/feed/site.c'
only confuse 'common/config.c'
only unicode/ 'extract/page/*' 'transform/text/*' 'transform/name/gazetteer*' \
    'transform/quantity/words.c' 'transform/date/holiday.c' 'common/utf8.c'
only zlib 'extract/warc/*' 'extract/feed/*' 'extract/net/inflate.c'
only sha 'common/hash.c' 'extract/warc/*'
only libexttextcat 'extract/page/*'
only geonames 'transform/name/build/*' nightly/land_main.c
only jansson 'common/record.[ch]' 'common/schema.[ch]' 'common/log.c' 'common/memory.c' 'extract/*' \
    'transform/*' 'load/*' 'nightly/*'

echo "lint: stage boundaries"
for stage in extract transform load nightly; do
    others=$(printf '%s\n' extract transform load nightly | grep -v "^$stage$" | paste -sd '|')
    found=$(grep -nE "^#include \"($others)/" $(find "$stage" -name '*.[ch]') /dev/null)
    [ -n "$found" ] && complain "a stage knows another one:" "$found"
done
found=$(grep -nE '^#include "(extract|transform|load|nightly)/' common/*.[ch])
[ -n "$found" ] && complain "common knows a stage:" "$found"

echo "lint: banned calls"
banned='\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|strtok_r|gmtime|localtime|gmtime_r|localtime_r|mktime|system|popen|alloca|setlocale|tmpnam|mktemp|PQexec|PQescapeString)\('
found=$(grep -nE "$banned" "${product[@]}" | grep -v 'lint: allowed')
[ -n "$found" ] && complain "banned calls:" "$found"
found=$(grep -nE '\b(strtod|isalpha|isupper|islower|tolower|toupper)\(' "${product[@]}" | grep -v 'lint: allowed')
[ -n "$found" ] && complain "calls that obey a locale or take bytes for letters:" "$found"
found=$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' "${product[@]}" "${scripts[@]}" | grep -v 'tests/lint.sh')
[ -n "$found" ] && complain "unfinished work:" "$found"

echo "lint: cppcheck"
cppcheck --quiet --std=c11 --language=c -j 2 -I. --enable=warning,performance,portability \
    --suppress=missingIncludeSystem --inline-suppr --error-exitcode=1 \
    common extract transform load nightly || complain "cppcheck found something"

[ $wrong -eq 0 ] && echo "lint: nothing found"
exit $wrong
