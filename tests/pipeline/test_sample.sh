#!/bin/bash
# Every page of config/sample as extract reads it, against sample_expected.tsv; then the article that
# was corrected later, in its first form.
. "$(dirname "$0")/lib.sh"

mapfile -t files < <(grep -v '^#' "$ROOT/tests/pipeline/sample_expected.tsv" | cut -f1)
cd "$ROOT/config/sample" || exit 1
run_exit "the sample pages are read, three are rejected" 3 "$BIN/dateline-extract" "${files[@]}"

# words first|last TEXT: its first or last six words.
words() {
    printf '%s' "$2" | tr '\n' ' ' | awk -v end="$1" '{
        from = end == "first" || NF < 6 ? 1 : NF - 5
        to = end == "last" || NF < 6 ? NF : 6
        for (i = from; i <= to; i++) printf "%s%s", i > from ? " " : "", $i
    }'
}
field() { jq -r "$2 // \"\"" <<<"$1"; }

# A tab is white space to read, and empty fields would be lost: \037 is not.
while IFS=$'\037' read -r file title published authors language first last; do
    record=$(jq -c --arg path "$file" \
        'select((.type == "article" or .type == "reject") and .path == $path)' "$TEST_WORK/out")
    if [ -z "$record" ]; then
        fail "$file" "neither an article nor a reject"
        continue
    fi
    if [ "${title#!}" != "$title" ]; then
        equal "$file: rejected" "${title#!}" "$(field "$record" .reason)"
        continue
    fi
    body=$(field "$record" .body)
    equal "$file: title" "$title" "$(field "$record" .title)"
    equal "$file: published_at" "$published" "$(field "$record" .published_at)"
    equal "$file: authors" "$authors" "$(field "$record" '(.authors // []) | join("; ")')"
    equal "$file: language" "$language" "$(field "$record" .language)"
    equal "$file: the body begins" "$first" "$(words first "$body")"
    equal "$file: the body ends" "$last" "$(words last "$body")"
done < <(grep -v '^#' "$ROOT/tests/pipeline/sample_expected.tsv" | tr '\t' '\037')

# What surrounds an article is not its text.
for boilerplate in 'Sign up for our newsletter' 'use cookies' 'All rights reserved' 'harbourmaster' \
    'Story continues below' 'Advertisement' 'Read more' 'Most popular' 'Most read' 'Photograph: Archive' \
    'Todos os direitos reservados' 'do not reflect the opinion' 'He lives in Geneva'; do
    equal "no body has '$boilerplate'" "" "$(jq -r --arg text "$boilerplate" \
        'select(.type == "article" and (.body | contains($text))) | .path' "$TEST_WORK/out")"
done

# One agency story at two addresses: two articles of the same text.
agency=$(jq -r 'select(.type == "article" and .site_name == "The Meridian Post" and
    .title == "UN General Assembly demands that Russia withdraw from Ukraine") | [.id, .body] | @json' \
    "$TEST_WORK/out")
equal "the agency story is there twice" 2 "$(jq -r '.[0]' <<<"$agency" | sort -u | wc -l)"
equal "with the same text" 1 "$(jq -r '.[1] | @json' <<<"$agency" | sort -u | wc -l)"

# The article before and after its correction: the same article, changed.
corrected=world/2024/03/07/sweden-joins-nato.html
after=$(jq -c --arg path "$corrected" 'select(.path == $path)' "$TEST_WORK/out")
cd "$ROOT/tests/pipeline/sample_old" || exit 1
run_exit "the article before its correction is read" 0 "$BIN/dateline-extract" "$corrected"
before=$(jq -c 'select(.type == "article")' "$TEST_WORK/out")
equal "a correction keeps the id" "$(field "$before" .id)" "$(field "$after" .id)"
equal "a correction has a date" "2024-03-08T09:20:00+01:00" "$(field "$after" .modified_at)"
equal "the first form has none" "" "$(field "$before" .modified_at)"
if [ "$(field "$before" .content_hash)" != "$(field "$after" .content_hash)" ]; then
    pass "a correction changes the content hash"
else
    fail "a correction changes the content hash" "$(field "$after" .content_hash) both times"
fi
