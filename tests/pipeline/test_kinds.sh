#!/bin/bash
# Pages that are no articles are told apart, and the languages of articles: how often that is right on
# tests/pages, where the folder says what a page is and the file's name its language.
. "$(dirname "$0")/lib.sh"
extract="$BIN/dateline-extract"
pages=$ROOT/tests/pages

# What each folder must come out as.
expected="article article
home home_page
listing listing_page
search search_page
gallery gallery_page
video video_page
product product_page
login login_page
error error_page
consent consent_wall
paywall paywall_stub
botcheck bot_check
shell script_shell
short too_short"

# results FOLDER: one line a page: folder, file, what it came out as, language.
results() {
    find "$1" -mindepth 2 -maxdepth 2 -name '*.html' ! -path "$1/held-out/*" | LC_ALL=C sort | xargs "$extract" 2>err |
        jq -r 'select(.type == "article" or .type == "reject")
            | [(.path | split("/")[-2:][]), .reason // "article", .language // "-"] | @tsv'
}

# table NAME: of the file NAME.tsv, a line a folder; then the sums into the variables below.
table() {
    awk -F'\t' -v name="$1" '
        NR == FNR { split($0, word, " "); reason[word[1]] = word[2]; order[++kinds] = word[1]; next }
        { total[$1]++; right[$1] += $3 == reason[$1]; rejected[$1] += $3 != "article" }
        $3 != reason[$1] { wrong[$1] = wrong[$1] " " $2 ":" $3 }
        END {
            printf "%-10s %-8s %5s %8s %5s\n", name, "", "pages", "rejected", "right"
            for (i = 1; i <= kinds; i++) {
                k = order[i]
                printf "%-10s %-8s %5d %8d %5d %s\n", name, k, total[k], rejected[k], right[k], wrong[k]
            }
        }' <(echo "$expected") "$1.tsv"
}
# percent AWK_CONDITION AWK_CONDITION FILE: how many of the first are of the second too.
percent() { awk -F'\t' "($1) { all++; if ($2) n++ } END { printf \"%.1f\", all ? 100 * n / all : 0 }" "$3"; }
at_least() { # DESCRIPTION WANTED FIGURE
    check "$1: $3 % (at least $2 %)" awk "BEGIN { exit !($3 >= $2) }"
}

right='(('$(echo "$expected" | awk '{ printf "%s($1 == \"%s\" && $3 == \"%s\")", (NR > 1 ? " || " : ""), $1, $2 }')'))'

# measure NAME FOLDER PAGES ARTICLES_KEPT REJECTED RIGHT LANGUAGES
measure() {
    results "$2" >"$1.tsv"
    equal "$1: every page has an answer" "$3" "$(wc -l <"$1.tsv")"
    table "$1"
    at_least "$1: articles that are kept" "$4" "$(percent '$1 == "article"' '$3 == "article"' "$1.tsv")"
    at_least "$1: other pages that are rejected" "$5" "$(percent '$1 != "article"' '$3 != "article"' "$1.tsv")"
    at_least "$1: with the right reason" "$6" "$(percent '$1 != "article"' "$right" "$1.tsv")"
    # FILE.LANGUAGE.html: the primary language, and the script where it is named
    awk -F'\t' '$1 == "article" && $3 == "article" {
        n = split($2, part, "."); split($4, tag, "-"); split(part[n - 1], want, "-")
        ok = tag[1] == want[1] && (want[2] == "" || tag[2] == want[2])
        print ok ? "right" : "wrong", $2, $4 }' "$1.tsv" >"$1.languages"
    grep '^wrong' "$1.languages"
    at_least "$1: articles whose language is right" "$7" \
        "$(awk '{ all++; n += $1 == "right" } END { printf "%.1f", 100 * n / all }' "$1.languages")"
}
measure seen "$pages" "$(find "$pages" -name '*.html' ! -path '*/held-out/*' | wc -l)" 100 99 97 98
measure held-out "$pages/held-out" "$(find "$pages/held-out" -name '*.html' | wc -l)" 95 97 93 95

# The message says what it is and what to do, and names the page.
"$extract" "$pages/paywall/01.en.html" >out 2>/dev/null
contains "the message of a stub says why" out "only the beginning is free"
contains "and names the page" out "paywall/01.en.html: not an article"
