#include "extract/page/title.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"

enum {
    TITLE_PARTS_MAX = 12,
    TITLE_DECLARED_MAX = 8,
    TITLE_WORDS_MAX = 60,
    TITLE_SITE_EXTRA = 3,     /* words beside its name that still tell of the outlet */
    TITLE_SITE_WORDS_MAX = 4, /* of an outlet that nobody named */
    TITLE_ACRONYM_MAX = 6,    /* bytes of an outlet such as "NBC" */
    TITLE_TRUST_WORDS = 7,    /* of a title that loses such a part */
    TITLE_PART_WORDS_MIN = 2
};

/* How well a heading agrees with what the page declares. */
enum title_match { TITLE_NONE, TITLE_SOME_WORDS, TITLE_PART, TITLE_EQUAL };

/* A title's parts: "Headline | Section - Outlet". */
struct title_parts {
    struct {
        const char *start;
        size_t length;
        const char *folded;
    } items[TITLE_PARTS_MAX];
    size_t count;
};

struct title_declared {
    const char *folded;
    const char *clean; /* without the outlet */
    const char *clean_folded;
    struct title_parts parts;
};

/* The length of a separator at `p`, with the spaces around it; 0 when there is none. */
static size_t title_separator(const char *title, const char *p)
{
    static const char *const spaced[] = {"-",  "–",  "—",  "|", "·", "•", "»", "«", "::", ":", "/",
                                         "//", ">>", "<<", ">", "~", "‹", "›", "→", "│",  "l", "★"};
    static const char *const tight[] = {"|", "｜", "│", "»", "_", "＿"};
    size_t length;

    if (*p == ' ' || (unsigned char)*p >= 0x80) {
        size_t lead = *p == ' ';

        for (size_t i = 0; lead > 0 && i < sizeof spaced / sizeof spaced[0]; i++) {
            length = strlen(spaced[i]);
            if (strncmp(p + lead, spaced[i], length) == 0 && p[lead + length] == ' ') {
                return lead + length + 1;
            }
        }
    }
    for (size_t i = 0; p > title && i < sizeof tight / sizeof tight[0]; i++) {
        length = strlen(tight[i]);
        if (strncmp(p, tight[i], length) == 0) {
            return length + (p[length] == ' ');
        }
    }
    return p > title && p[0] == ':' && p[1] == ' ' ? 2 : 0;
}

static void title_split(struct arena *arena, const char *title, struct title_parts *parts)
{
    const char *start = title, *p = title;

    parts->count = 0;
    while (*p != '\0' && parts->count + 1 < TITLE_PARTS_MAX) {
        size_t separator = title_separator(title, p);

        if (separator > 0) {
            parts->items[parts->count].start = start;
            parts->items[parts->count++].length = (size_t)(p - start);
            p += separator;
            start = p;
        } else {
            p++;
        }
    }
    parts->items[parts->count].start = start;
    parts->items[parts->count++].length = strlen(start);
    for (size_t i = 0; i < parts->count; i++) {
        parts->items[i].folded =
            fold_text(arena, arena_strndup(arena, parts->items[i].start, parts->items[i].length));
    }
}

/* "theeveningstar" of "the evening star". */
static const char *title_squeeze(struct arena *arena, const char *folded)
{
    char *squeezed = arena_alloc(arena, strlen(folded) + 1), *out = squeezed;

    for (; *folded != '\0'; folded++) {
        if (*folded != ' ') {
            *out++ = *folded;
        }
    }
    *out = '\0';
    return squeezed;
}

bool title_is_site(struct arena *arena, const struct string_list *sites, const char *folded)
{
    const char *squeezed = title_squeeze(arena, folded);

    for (size_t i = 0; i < sites->count; i++) {
        if (strcmp(squeezed, title_squeeze(arena, sites->items[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether a part of a title tells of the outlet. At a title's beginning only its very name does. */
static bool title_part_is_site(struct arena *arena, const struct string_list *sites,
                               const char *folded, bool last)
{
    if (*folded == '\0' || title_is_site(arena, sites, folded)) {
        return true;
    }
    for (size_t i = 0; i < sites->count; i++) {
        const char *site = sites->items[i];

        if ((strlen(folded) > 3 && fold_has(site, folded)) ||
            (last && fold_has(folded, site) &&
             text_words(folded) <= text_words(site) + TITLE_SITE_EXTRA)) {
            return true;
        }
    }
    return false;
}

/* "star.example": a host, not a word. */
static bool title_is_host(const char *text, size_t length)
{
    const char *point = memrchr(text, '.', length);

    return memchr(text, ' ', length) == NULL && point != NULL && point > text &&
           (size_t)(text + length - point) >= 3 && (size_t)(text + length - point) <= 5 &&
           ascii_is_letter(point[1]) && ascii_is_letter(point[2]);
}

static bool title_is_acronym(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!ascii_is_upper(text[i])) {
            return false;
        }
    }
    return length >= 2 && length <= TITLE_ACRONYM_MAX;
}

static bool title_drops(struct arena *arena, const struct string_list *sites,
                        const struct title_parts *parts, size_t i, bool last)
{
    return title_is_host(parts->items[i].start, parts->items[i].length) ||
           title_part_is_site(arena, sites, parts->items[i].folded, last);
}

/* The parts from the first to the last one that tells of the article. */
static void title_article_parts(struct arena *arena, const struct string_list *sites,
                                const struct title_parts *parts, size_t *first, size_t *last)
{
    size_t words = 0;

    *first = 0;
    *last = parts->count - 1;
    while (*last > 0 && title_drops(arena, sites, parts, *last, true)) {
        (*last)--;
    }
    while (*first < *last && title_drops(arena, sites, parts, *first, false)) {
        (*first)++;
    }
    for (size_t i = 0; i < parts->count; i++) {
        words += text_words(parts->items[i].folded);
    }
    if (sites->count == 0 && *last > *first && *last == parts->count - 1 &&
        parts->items[*last].start[-1] == ' ' && parts->items[*last].start[-2] != ':' &&
        text_words(parts->items[*last].folded) <= TITLE_SITE_WORDS_MAX &&
        (words > TITLE_TRUST_WORDS ||
         title_is_acronym(parts->items[*last].start, parts->items[*last].length))) {
        (*last)--; /* "Long Headline of the Day | Some Outlet", "Headline - NBC" */
    }
}

static const char *title_join(struct arena *arena, const struct title_parts *parts, size_t first,
                              size_t last)
{
    const char *start = parts->items[first].start;

    return text_tidy_bytes(arena, start,
                           (size_t)(parts->items[last].start - start) + parts->items[last].length);
}

/* Words that both have, of those of the shorter. */
static bool title_share_words(const char *a, const char *b)
{
    size_t words = 0, shared = 0;

    if (text_words(a) > text_words(b)) {
        const char *longer = a;

        a = b;
        b = longer;
    }
    for (const char *p = a; *p != '\0' && words < TITLE_WORDS_MAX; words++) {
        size_t length = strcspn(p, " ");
        char word[64];

        if (length < sizeof word) {
            memcpy(word, p, length);
            word[length] = '\0';
            shared += fold_has(b, word);
        }
        p += length;
        p += *p == ' ';
    }
    return words >= 2 && shared * 2 >= words;
}

static enum title_match title_match(const char *folded, const struct title_declared *declared)
{
    size_t length = strlen(folded), whole = strlen(declared->clean_folded);

    if (strcmp(folded, declared->clean_folded) == 0 || strcmp(folded, declared->folded) == 0) {
        return TITLE_EQUAL;
    }
    if (whole > 0 && text_words(folded) >= TITLE_PART_WORDS_MIN) {
        for (size_t i = 0; i < declared->parts.count; i++) {
            if (strcmp(declared->parts.items[i].folded, folded) == 0 &&
                (i == 0 || length * 3 >= whole)) {
                return TITLE_EQUAL;
            }
        }
    }
    if ((length * 2 >= whole && fold_has(declared->folded, folded)) ||
        (whole * 2 >= length && fold_has(folded, declared->clean_folded))) {
        return TITLE_PART;
    }
    return title_share_words(folded, declared->clean_folded) ? TITLE_SOME_WORDS : TITLE_NONE;
}

static enum title_match title_best_match(const char *folded, const struct title_declared *declared,
                                         size_t count)
{
    enum title_match best = TITLE_NONE;

    for (size_t i = 0; i < count; i++) {
        enum title_match match = title_match(folded, &declared[i]);

        best = match > best ? match : best;
    }
    return best;
}

/* Several words, and no small letter. */
static bool title_is_shouted(const char *text)
{
    int32_t at = 0, length = (int32_t)strlen(text);
    bool letters = false;

    while (at < length) {
        UChar32 c = utf8_next(text, &at, length);

        if (u_islower(c)) {
            return false;
        }
        letters = letters || u_isUUppercase(c);
    }
    return letters && strchr(text, ' ') != NULL;
}

/* One line of a heading of several, when it alone is what the page declares: the others are kicker
 * and subtitle. */
static const char *title_of_heading(struct arena *arena, const struct visible_heading *heading,
                                    const char *folded, const struct title_declared *declared,
                                    size_t count)
{
    const char *p = heading->parts == NULL || strchr(heading->parts, '\n') == NULL ||
                            title_best_match(folded, declared, count) == TITLE_EQUAL
                        ? ""
                        : heading->parts;
    const char *best = NULL;

    while (*p != '\0') {
        size_t length = strcspn(p, "\n");
        const char *line = arena_strndup(arena, p, length), *own = fold_text(arena, line);

        if (text_words(own) >= TITLE_PART_WORDS_MIN &&
            title_best_match(own, declared, count) == TITLE_EQUAL) {
            best = best == NULL || length > strlen(best) ? line : best;
        }
        p += length + (p[length] == '\n');
    }
    best = best != NULL ? best : text_tidy(arena, heading->text);
    for (size_t i = 0; i < count && best != NULL && title_is_shouted(best); i++) {
        if (!title_is_shouted(declared[i].clean) &&
            strcmp(declared[i].clean_folded, fold_text(arena, best)) == 0) {
            best = declared[i].clean; /* the same, as it is written */
        }
    }
    return best;
}

/* 0: it is not the headline. */
static int title_score(const struct visible_heading *heading, enum tag tag, const char *folded,
                       const struct title_declared *declared, size_t count, bool only)
{
    enum title_match best = title_best_match(folded, declared, count);
    int score;

    if (tag != TAG_H1 && !heading->property && best < (tag == TAG_H2 ? TITLE_PART : TITLE_EQUAL)) {
        return 0;
    }
    if (best == TITLE_NONE && !only && !heading->property &&
        (heading->marks & MARK_HEADLINE) == 0) {
        return 0;
    }
    score = 10 * (int)best +
            (tag == TAG_H1   ? 6
             : tag == TAG_H2 ? 2
                             : 0) +
            (heading->property ? 6 : 0) + ((heading->marks & MARK_HEADLINE) != 0 ? 2 : 0) -
            ((heading->marks & (MARK_KICKER | MARK_HIDDEN)) != 0 ? 12 : 0) -
            ((heading->marks & MARK_OTHERS) != 0 ? 6 : 0) + (only ? 4 : 0) + 1;
    return score > 0 ? score : 0;
}

const char *title_choose(struct arena *arena, const struct string_list *titles,
                         const struct string_list *sites, const struct visible *visible,
                         uint32_t *heading)
{
    struct title_declared declared[TITLE_DECLARED_MAX];
    const char *folded[VISIBLE_HEADINGS_MAX] = {NULL}, *title = NULL;
    size_t count = 0, h1 = 0;
    int best = 0;

    *heading = TREE_NONE;
    for (size_t i = 0; i < titles->count && count < TITLE_DECLARED_MAX; i++) {
        struct title_declared *one = &declared[count];
        size_t first, last;

        title_split(arena, titles->items[i], &one->parts);
        title_article_parts(arena, sites, &one->parts, &first, &last);
        one->clean = title_join(arena, &one->parts, first, last);
        one->folded = fold_text(arena, titles->items[i]);
        one->clean_folded = fold_text(arena, one->clean);
        count += *one->clean_folded != '\0' && !title_is_site(arena, sites, one->clean_folded);
    }
    for (size_t i = 0; i < visible->heading_count; i++) {
        const struct visible_heading *one = &visible->headings[i];

        folded[i] = one->text == NULL || one->outlet ? "" : fold_text(arena, one->text);
        if (*folded[i] != '\0' && (title_is_site(arena, sites, folded[i]) ||
                                   title_is_host(one->text, strlen(one->text)))) {
            folded[i] = "";
        }
        h1 += *folded[i] != '\0' && visible->tree->nodes[one->node].tag == TAG_H1 &&
              (one->marks & (MARK_HIDDEN | MARK_KICKER | MARK_OTHERS)) == 0;
    }
    for (size_t i = 0; i < visible->heading_count; i++) {
        const struct visible_heading *one = &visible->headings[i];
        enum tag tag = (enum tag)visible->tree->nodes[one->node].tag;
        int score = *folded[i] == '\0' ? 0
                                       : title_score(one, tag, folded[i], declared, count,
                                                     h1 == 1 && tag == TAG_H1);

        if (score > best) {
            best = score;
            *heading = one->node;
            title = title_of_heading(arena, one, folded[i], declared, count);
        }
    }
    if (title == NULL && count > 0) {
        title = declared[0].clean;
    }
    for (size_t i = 0; title == NULL && i < visible->heading_count; i++) {
        const struct visible_heading *one = &visible->headings[i];

        if (*folded[i] != '\0' && visible->tree->nodes[one->node].tag == TAG_H2 &&
            (one->marks & (MARK_KICKER | MARK_HIDDEN | MARK_OTHERS)) == 0) {
            *heading = one->node; /* the page says nothing but the outlet's name */
            title = text_tidy(arena, one->text);
        }
    }
    return title == NULL && titles->count > 0 ? titles->items[0] : title;
}
