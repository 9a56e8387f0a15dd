#!/bin/bash
# make valgrind: the tests with each program under memcheck, slowly. usage: tests/valgrind.sh [NAME...]
set -u
cd "$(dirname "$0")/.." || exit 1
command -v valgrind >/dev/null || { echo "tests/valgrind.sh: install valgrind" >&2; exit 2; }
names=("$@")
[ $# -gt 0 ] || names=(unit/ test_annotations test_extract test_load test_entities test_dates test_upkeep test_report)
folder=build/valgrind
rm -rf $folder && mkdir -p $folder/bin $folder/unit
wrap() {
    cat >"$2" <<END
#!/bin/bash
exec valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect \\
    --log-file='$PWD/$folder/found.%p' '$1' "\$@"
END
    chmod +x "$2"
}
for program in bin/*; do wrap "$PWD/$program" "$folder/$program"; done
for program in build/release/unit/*/test_*; do
    mkdir -p "$folder/unit/$(basename "$(dirname "$program")")"
    [[ $program == *.d || $program == *.o ]] || wrap "$PWD/$program" "$folder/unit/${program#build/release/unit/}"
done
# Programs look for their data beside bin/.
ln -sfn "$PWD/config" $folder/config && ln -sfn "$PWD/sql" $folder/sql && ln -sfn "$PWD/build" $folder/build
tests/run.sh valgrind -- "${names[@]}"
code=$?
find $folder -name 'found.*' -size +0 -exec cat {} + | head -60
[ -z "$(find $folder -name 'found.*' -size +0)" ] && exit $code
exit 1
