#!/bin/bash
# Extract from files and folders: the sample pages one by one, and what people get wrong.
. "$(dirname "$0")/lib.sh"
extract="$BIN/dateline-extract"
sample=$ROOT/config/sample

# Lines of out that are not a record of the contract: all that is required, nothing empty.
bad_records() {
    jq -c --slurpfile schema "$ROOT/config/schema/record.json" '
        ($schema[0]["$defs"][.type].required // ["a type of the contract"]) as $required
        | select(($required - keys != []) or ([.. | select(. == null or . == "")] != []))' "$TEST_WORK/out"
}
# valid DESCRIPTION: out begins with run, ends with end, and end counts what is between.
valid() {
    equal "$1: whole records" "" "$(bad_records)"
    equal "$1: from run to end, counted" "run end true" "$(jq -rs '
        [.[0].type, .[-1].type,
         (.[-1].counts == (.[:-1] | group_by(.type) | map({key: .[0].type, value: length}) | from_entries))]
        | map(tostring) | join(" ")' out)"
}
records() { jq -r "select(.type == \"article\" or .type == \"reject\") | $1" out; }
# words FIRST COUNT: so many words of stdin, from FIRST (negative: from the end).
words() {
    local all
    read -r -d '' -a all
    echo "${all[*]:$1:$2}"
}

# The sample pages, each by itself. (\037: tabs are white space to read, and would lose empty fields.)
while IFS=$'\037' read -r file title published authors language first last; do
    if [ "${title#!}" != "$title" ]; then
        run_exit "$file: rejected" 3 "$extract" "$sample/$file"
        equal "$file: reason" "${title#!}" "$(records .reason)"
        equal "$file: the message names the file" true "$(records '.path as $p | .message | contains($p)')"
        continue
    fi
    run_exit "$file: read" 0 "$extract" "$sample/$file"
    equal "$file: title" "$title" "$(records '.title // ""')"
    equal "$file: published_at" "$published" "$(records '.published_at // ""')"
    equal "$file: authors" "$authors" "$(records '.authors // [] | join("; ")')"
    equal "$file: language" "$language" "$(records '.language // ""')"
    equal "$file: the body begins" "$first" "$(records .body | words 0 6)"
    equal "$file: the body ends" "$last" "$(records .body | words -6 6)"
    equal "$file: one empty line parts paragraphs" 0 \
        "$(records '.body | [match("\n\n\n|[^\n]\n[^\n]|^\\s|\\s$|[ \t]\n"; "g")] | length')"
done < <(grep -v '^#' "$ROOT/tests/pipeline/sample_expected.tsv" | tr '\t' '\037')

# The command line.
for option in -h --help; do
    run_exit "$option" 0 "$extract" $option
    contains "$option tells the options" out "--state"
done
for option in -V --version; do
    run_exit "$option" 0 "$extract" $option
    contains "$option names the program" out dateline
done
run_exit "an unknown option is a mistake" 2 "$extract" --sauce
contains "an unknown option is named" err "sauce"
equal "a mistake gives no record" "" "$(cat out)"

# Files. A good one beside each bad one.
cp "$sample/world/2024/09/27/coalition-iraq-2025.html" good.html
: >empty.html
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\b\006\0\0\0\037\025\304\211' >picture.html
printf ' \n\t\n' >blank.txt
mkfifo fifo.html
truncate -s 21M large.html
while read -r file reason; do
    run_exit "$file and a good file" 3 timeout 20 "$extract" "$file" good.html
    equal "$file: rejected, the good one is read" "$reason,good.html" \
        "$(records '.reason // .path' | paste -sd,)"
    equal "$file: the message names it" true "$(jq -r --arg file "$file" \
        'select(.type == "reject") | (.message | contains($file)) and .path == $file and .stage == "extract"' out)"
    valid "$file"
done <<END
missing.html no_file
empty.html empty_page
picture.html not_html
fifo.html not_a_file
large.html too_large
END
run_exit "a file of white space" 3 "$extract" blank.txt
equal "a file of white space is empty" empty_page "$(records .reason)"
run_exit "a full disk fails" 1 sh -c "'$extract' good.html >/dev/full"
contains "a full disk is told" err "stdout"
run_exit "a standard output that is closed fails" 1 sh -c "'$extract' good.html >&-"
contains "and is told" err "stdout"
run_exit "a standard input that is closed" 3 sh -c "'$extract' - <&-"
equal "is a file that cannot be read" "unreadable standard input: Bad file descriptor" "$(records '"\(.reason) \(.message)"')"

# Folders.
mkdir -p folder/b folder/.hidden
for name in b/2 a 10 .hidden/x; do cp good.html "folder/$name.html"; done
cp good.html folder/picture.jpg
cp "$sample/archive/brasilia-riots.txt" folder/b/1.txt
run_exit "a folder" 0 "$extract" folder/
equal "its pages and texts, sorted, without hidden ones" "folder/10.html folder/a.html folder/b/1.txt folder/b/2.html" \
    "$(records .path | paste -sd' ')"
valid "a folder"
mkdir -p pictures && cp good.html pictures/picture.jpg
run_exit "a folder without pages" 0 "$extract" pictures
contains "gets a warning" err "pictures: has no file that ends in .html"
run_exit "a folder that is not there" 3 "$extract" -c /dev/stdin <<<'source "f" { kind = folder path = "/nowhere" }'
equal "is a reject, without more words" "no_file 0" "$(records .reason) $(grep -c 'has no file' err)"
run_exit "files and a folder, in the order named" 0 "$extract" folder/b good.html
equal "files and a folder: order" "folder/b/1.txt folder/b/2.html good.html" "$(records .path | paste -sd' ')"
equal "what the command line names has no state" 0 "$(grep -c '"type":"state"' out)"

# The same page gives the same identity, wherever it lies.
equal "a copy has the same id and hash" 1 \
    "$(jq -c 'select(.path == "folder/b/2.html" or .path == "good.html") | [.id, .content_hash]' out | sort -u | wc -l)"
run_exit "two runs" 0 "$extract" --run-id one good.html
equal "--run-id names the run" one "$(jq -r 'select(.type == "run") | .run_id' out)"

# The configuration.
run_exit "a configuration that is not there" 2 "$extract" -c nowhere.conf
contains "it is named" err "nowhere.conf"
printf 'max_parallel = 4\n\nsource "s" {\n    kind = folder\n    path = "folder"\n    timeout = never\n}\n' >wrong.conf
run_exit "a mistake in the configuration" 2 "$extract" -c wrong.conf
contains "its file and line are named" err "wrong.conf:6"
contains "its key is named" err "timeout"
equal "a mistake in the configuration gives no record" "" "$(cat out)"
cat >local.conf <<'END'
source "all" { kind = folder path = "folder" max_items = 3 }
source "one" { kind = file path = "good.html" url = "https://x.example/good" outlet = "Outlet X" }
source "small" { kind = file path = "good.html" max_bytes = 1024 }
source "off" { kind = file path = "nothing.html" enabled = false }
END
run_exit "an unknown source" 2 "$extract" -c local.conf --source nobody
contains "it is named, with the configuration" err "nobody: local.conf"
run_exit "sources" 3 "$extract" -c local.conf
equal "all sources come but the disabled one" "all all all one small" "$(records .source | sort | paste -sd' ')"
equal "max_items holds" 3 "$(records 'select(.source == "all") | .path' | wc -l)"
equal "a file stands for its URL" "https://x.example/good" "$(records 'select(.source == "one") | .url')"
equal "max_bytes holds" too_large "$(records 'select(.source == "small") | .reason')"
valid "sources"
run_exit "one source" 0 "$extract" -c local.conf --source one
equal "one source: only that" one "$(records .source)"
run_exit "a source and a file are a mistake" 2 "$extract" -c local.conf --source one good.html

# The next night.
run_exit "a first night" 0 "$extract" -c local.conf -s all -s one
jq -c 'select(.type == "state")' out >state
run_exit "a second night" 0 "$extract" -c local.conf -s all -s one --state state
equal "files that did not change are not read again" "" "$(records .path)"
touch -d '2024-01-06' folder/a.html
run_exit "a third night" 0 "$extract" -c local.conf -s all -s one --state state
equal "one that was touched is" "a.html" "$(records '.path | sub(".*/"; "")')"
echo nonsense >broken-state
run_exit "a broken state file is a mistake" 2 "$extract" -c local.conf --state broken-state
contains "its line is named" err "broken-state:1"

# Threads, limits, dates.
cat >threads.conf <<END2
source "sample" { kind = folder path = "$ROOT/config/sample" }
END2
for jobs in 1 2 7; do
    run_exit "-j $jobs" 3 env DATELINE_NOW=2024-11-20T00:00:00Z "$extract" -c threads.conf --run-id one -j $jobs
    cp out "out.$jobs"
done
check "one thread and two give the same bytes" cmp out.1 out.2
check "one thread and seven give the same bytes" cmp out.1 out.7
run_exit "--limit" 0 "$extract" -c local.conf -s all --limit 2
equal "--limit holds" 2 "$(records .path | wc -l)"
jq -c 'select(.type == "state")' out >state
run_exit "--limit, the next night" 0 "$extract" -c local.conf -s all --limit 2 --state state
equal "--limit: the next night goes on" "1.txt" "$(records '.path | sub(".*/"; "")')"
run_exit "--since" 3 "$extract" -c threads.conf --since 2024-03-07
equal "--since: nothing older comes" "" \
    "$(records 'select(.published_at != null and .published_at < "2024-03-07") | .path')"
equal "--since: the rest does" "$(jq -r 'select(.published_at >= "2024-03-07") | .path' out.1)" \
    "$(records 'select(.published_at != null) | .path')"
run_exit "--since what is no date" 2 "$extract" --since yesterday good.html
contains "it says how to write one" err "2024-01-06"
