#include "extract/page/byline.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/uchar.h>
#include "common/utf8.h"
#include "extract/page/byline_token.h"
#include "extract/page/byline_words.h"
#include "extract/page/fold.h"
#include "extract/page/text.h"

enum {
    BYLINE_MAX = 600,     /* bytes; more are a paragraph */
    BYLINE_NAME_MAX = 60, /* signs */
    BYLINE_WORDS_MAX = 7, /* of a name, with "von", "de la" and "Dr." */
    BYLINE_CAPITALS_MAX = 5,
    BYLINE_OTHER_WORDS_MAX = 4, /* of a pen name or a newsroom */
    BYLINE_LEAD_REACH = 4,      /* "Ein Beitrag unseres Gastautors von" */
    BYLINE_SHORT_MAX = 4,       /* bytes of words such as "by", which mean much else */
    BYLINE_AUTHORS_MAX = 30
};

/* "Lee, Ann": one name, the last name first. */
static bool byline_is_inverted(const struct byline_tokens *tokens)
{
    size_t commas = 0, capitals[2] = {0, 0};

    for (size_t i = 0; i < tokens->count; i++) {
        const struct byline_token *token = &tokens->items[i];

        commas += i > 0 && token->gap == GAP_COMMA;
        if (commas > 1 || (i > 0 && token->gap > GAP_COMMA) || token->digit || token->ideograph ||
            token->label ||
            (token->meaning & ~(unsigned)(BYLINE_PARTICLE | BYLINE_DATE | BYLINE_LEAD)) != 0 ||
            (!token->capital && (token->meaning & BYLINE_PARTICLE) == 0)) {
            return false;
        }
        capitals[commas] += token->capital;
    }
    return commas == 1 && capitals[0] == 1 && capitals[1] == 1;
}

/* Where a word that leads to a name stands within reach; `end` if none does. */
static size_t byline_find_lead(const struct byline_tokens *tokens, size_t start, size_t end)
{
    const struct byline_token *token = &tokens->items[start];
    bool telling = token->digit || (token->meaning & (BYLINE_GENRE | BYLINE_LEAD | BYLINE_DATE |
                                                      BYLINE_STOP | BYLINE_PHOTO)) != 0;

    for (size_t i = start + 1; i < end && i <= start + BYLINE_LEAD_REACH; i++) {
        unsigned meaning = tokens->items[i].meaning;

        if ((meaning & BYLINE_LEAD) != 0 && (telling || (meaning & BYLINE_PARTICLE) == 0)) {
            return i;
        }
    }
    return end;
}

/* Behind "By", "Text", "Ein Kommentar von"; `end` behind "Photo by". */
static size_t byline_skip_lead(const struct byline_tokens *tokens, size_t start, size_t end)
{
    bool again = true, text = false;

    while (again && start < end) {
        const struct byline_token *token = &tokens->items[start];
        size_t lead = byline_find_lead(tokens, start, end);

        again = true;
        text = text || (token->meaning & BYLINE_GENRE) != 0;
        if ((token->meaning & BYLINE_PHOTO) != 0 && lead < end && !text) {
            return end;
        }
        if (lead < end) {
            start = lead;
        } else if ((token->meaning & BYLINE_LEAD) != 0 ||
                   ((token->meaning & BYLINE_GENRE) != 0 && end - start > 2 && token->length > 4) ||
                   ((token->meaning & BYLINE_JOB) != 0 && end - start > 2)) {
            start++;
        } else {
            again = false;
        }
    }
    return start;
}

bool byline_has_name(struct arena *arena, const struct string_list *names, const char *name)
{
    const char *folded = fold_text(arena, name);

    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(fold_text(arena, names->items[i]), folded) == 0) {
            return true;
        }
    }
    return false;
}

void byline_add_name(struct arena *arena, struct string_list *names, const char *name)
{
    if (names->count < BYLINE_AUTHORS_MAX && *fold_text(arena, name) != '\0' &&
        !byline_has_name(arena, names, name)) {
        string_list_add(arena, names, name);
    }
}

/* "ANN O'NEIL" is Ann O'Neil, shouted. */
static const char *byline_calm(struct arena *arena, const char *name)
{
    int32_t at = 0, length = (int32_t)strlen(name);
    char *calm = arena_alloc(arena, (size_t)length * 2 + 5);
    size_t out = 0, letters = 0;

    while (at < length) {
        UChar32 c = utf8_next(name, &at, length);

        if (c < 0) {
            continue;
        }
        if (!u_isalpha(c)) {
            letters = c == '\'' || c == 0x2019 ? letters == 1 ? 0 : letters : 0;
        } else {
            bool after_mc = letters == 2 && out >= 2 && memcmp(calm + out - 2, "Mc", 2) == 0;

            c = letters == 0 || after_mc ? c : u_tolower(c);
            letters++;
        }
        out += utf8_append(calm + out, c);
    }
    calm[out] = '\0';
    return calm;
}

static const char *byline_join(struct arena *arena, const struct byline_token *first, size_t count)
{
    const struct byline_token *last = first + count - 1;
    char *name = arena_alloc(arena, (BYLINE_TOKEN_MAX + 2) * (count + 1));
    size_t length = 0;
    bool shouted = count > 1;

    for (size_t i = 0; i < count; i++) {
        const char *gap = i == 0 ? "" : first[i].gap == GAP_COMMA ? ", " : " ";

        memcpy(name + length, gap, strlen(gap));
        length += strlen(gap);
        memcpy(name + length, first[i].text, first[i].length);
        length += first[i].length;
        shouted = shouted && first[i].shouted && !first[i].ideograph;
    }
    /* a point stays behind an initial and "Jr." */
    while (length > 0 && (strchr("!\"'", name[length - 1]) != NULL ||
                          (name[length - 1] == '.' && last->length > 2 &&
                           (last->meaning & BYLINE_HONOUR) == 0))) {
        length--;
    }
    name[length] = '\0';
    return shouted ? byline_calm(arena, name) : name;
}

/* Words of names that are written small. */
#define BYLINE_INNER (BYLINE_PARTICLE | BYLINE_HONOUR | BYLINE_AND_SHORT)

/* What a run of words names, if anything. */
struct byline_run {
    size_t count;    /* words of it */
    size_t capitals; /* without "Dr." */
    size_t small;    /* words that are no part of names */
    bool collective;
    bool odd; /* figures in it */
};

/* Words from `start` as far as a name may go. False: nothing here or behind it is a name. */
static bool byline_run_on(const struct byline_tokens *tokens, size_t start, size_t end,
                          struct byline_run *run)
{
    *run = (struct byline_run){0};
    for (size_t i = start; i < end; i++) {
        const struct byline_token *token = &tokens->items[i];
        const unsigned meaning = token->meaning;
        bool last = i + 1 == end || tokens->items[i + 1].digit;
        bool named = run->capitals > 1 || (run->count > 0 && tokens->items[start].ideograph);

        if ((meaning & (BYLINE_JUNK | BYLINE_STOP)) != 0 ||
            ((meaning & BYLINE_PHOTO) != 0 && run->capitals < 2) ||
            ((meaning & BYLINE_DATE) != 0 && (i > start || last) && last)) {
            return run->count > 0 && (run->capitals > 1 || run->collective || run->odd ||
                                      (meaning & BYLINE_JUNK) == 0);
        }
        if ((meaning & BYLINE_PHOTO) != 0 || (meaning & BYLINE_DEGREE) != 0 ||
            ((meaning & BYLINE_JOB) != 0 && named) ||
            (token->digit && (i > start || !token->letter))) {
            return run->count > 0;
        }
        run->collective =
            run->collective ||
            (meaning & (BYLINE_JOB | BYLINE_COLLECTIVE | BYLINE_COMPANY | BYLINE_AGENCY)) != 0;
        run->odd = run->odd || token->digit;
        run->capitals += token->capital && (meaning & BYLINE_HONOUR) == 0;
        run->small += !token->capital && (meaning & BYLINE_INNER) == 0;
        run->count++;
    }
    return run->count > 0;
}

static bool byline_run(const struct byline_tokens *tokens, size_t start, size_t end,
                       struct byline_run *run)
{
    bool found = byline_run_on(tokens, start, end, run);

    /* "Ann Lee le 3 mai": names end with a capital */
    while (run->count > 1 && !tokens->items[start + run->count - 1].capital &&
           (tokens->items[start + run->count - 1].meaning & BYLINE_INNER) != 0) {
        run->count--;
    }
    return found;
}

/* Names the run; behind "and" and commas a single word is one more only if others are so. */
static void byline_take(struct arena *arena, const struct byline_token *first,
                        const struct byline_run *run, struct byline *byline)
{
    bool person = !run->collective && !run->odd && run->small == 0 &&
                  run->capitals <= BYLINE_CAPITALS_MAX && run->count <= BYLINE_WORDS_MAX;
    const char *name = byline_join(arena, first, run->count);
    size_t points = text_points(name);

    if (points < 2 || points > BYLINE_NAME_MAX || strpbrk(name, "=?{}_#~") == name) {
        return;
    }
    if (run->count == 1 && first->ideograph) {
        person = points >= 2 && points <= 12;
        if (person) {
            byline_add_name(arena, &byline->people, name);
        }
    } else if (person && run->capitals > 1) {
        byline_add_name(arena, &byline->people, name);
    } else if (run->count <= BYLINE_OTHER_WORDS_MAX && (run->capitals > 0 || run->count < 3)) {
        byline_add_name(arena, &byline->others, name);
    }
}

/* What a label such as "Text & Fotos:" says of the words behind it. */
static bool byline_label_names(const struct byline_tokens *tokens, size_t label)
{
    for (size_t i = label + 1; i-- > 0;) {
        if (i < label && tokens->items[i].label) {
            break;
        }
        if ((tokens->items[i].meaning & (BYLINE_LEAD | BYLINE_GENRE | BYLINE_JOB)) != 0) {
            return true;
        }
        if (tokens->items[i].gap >= GAP_DASH) {
            break;
        }
    }
    return false;
}

/* "Ann Lee Updated:" - where the label begins. */
static size_t byline_label_start(const struct byline_tokens *tokens, size_t start, size_t end)
{
    while (end > start && tokens->items[end - 1].meaning != 0) {
        end--;
    }
    return end;
}

/* "Cole Harmon, Jr." */
static bool byline_take_suffix(struct arena *arena, const struct byline_token *token,
                               struct byline *byline)
{
    struct string_list *people = &byline->people;

    if ((token->meaning & BYLINE_HONOUR) == 0 || token->gap != GAP_COMMA || people->count == 0) {
        return false;
    }
    if (strncmp(token->text, "Jr", 2) == 0 || strncmp(token->text, "Sr", 2) == 0) {
        const char *name = people->items[people->count - 1];
        char *whole = arena_alloc(arena, strlen(name) + token->length + 2);

        memcpy(whole, name, strlen(name));
        whole[strlen(name)] = ' ';
        memcpy(whole + strlen(name) + 1, token->text, token->length);
        whole[strlen(name) + 1 + token->length] = '\0';
        people->items[people->count - 1] = whole;
    }
    return true;
}

/* Names of the words from `start` to `end`. False: what follows is where, not who. */
static bool byline_read_words(struct arena *arena, const struct byline_tokens *tokens, size_t start,
                              size_t end, struct byline *byline)
{
    struct byline_run run;

    if (!byline_run(tokens, start, end, &run)) {
        return start == end;
    }
    byline_take(arena, &tokens->items[start], &run, byline);
    return start + run.count == end;
}

static void byline_read_tokens(struct arena *arena, const struct byline_tokens *tokens,
                               struct byline *byline)
{
    /* what follows is where, not who: GAP_COMMA up to the next line of the byline, GAP_DASH over
     * lines, and both up to the next "by" */
    enum byline_gap lost = GAP_SPACE;
    size_t end;

    for (size_t start = 0; start < tokens->count; start = end) {
        const enum byline_gap gap = tokens->items[start].gap;
        size_t first, label;

        end = start + 1;
        while (end < tokens->count && tokens->items[end].gap == GAP_SPACE &&
               !tokens->items[end - 1].label) {
            end++;
        }
        if (gap == GAP_DASH && byline->people.count > 0) {
            return; /* "Ann Lee - The Outlet" */
        }
        if (tokens->items[end - 1].label) {
            label = byline_label_start(tokens, start, end);
            if (label > start + 1 && label < end && lost == GAP_SPACE) {
                (void)byline_read_words(arena, tokens, start, label, byline);
            }
            lost = byline_label_names(tokens, end - 1) ? GAP_SPACE : GAP_DASH;
            continue;
        }
        first = byline_skip_lead(tokens, start, end);
        if ((gap != GAP_ELEMENT && gap < GAP_HARD && lost != GAP_SPACE && first == start) ||
            (gap == GAP_ELEMENT && lost == GAP_DASH && first == start) ||
            (end - start == 1 && byline_take_suffix(arena, &tokens->items[start], byline))) {
            continue;
        }
        lost = GAP_SPACE;
        if (!byline_read_words(arena, tokens, first, end, byline) ||
            (first == end && (tokens->items[start].meaning & BYLINE_PHOTO) != 0)) {
            /* "in" at the end of a line is of what the next line says */
            lost = (tokens->items[end - 1].meaning & BYLINE_STOP) != 0 ? GAP_DASH : GAP_COMMA;
        }
    }
}

void byline_read(struct arena *arena, const char *text, struct byline *byline)
{
    struct byline_tokens tokens;

    if (text == NULL || strlen(text) > BYLINE_MAX) {
        return;
    }
    byline_tokenise(text, &tokens);
    if (byline_is_inverted(&tokens)) {
        byline_add_name(arena, &byline->people, byline_join(arena, tokens.items, tokens.count));
    } else {
        byline_read_tokens(arena, &tokens, byline);
    }
}

void byline_add(struct arena *arena, struct string_list *authors, const char *text)
{
    struct byline byline = {0};
    const struct string_list *found;

    byline_read(arena, text, &byline);
    found = byline.people.count > 0 ? &byline.people : &byline.others;
    for (size_t i = 0; i < found->count; i++) {
        byline_add_name(arena, authors, found->items[i]);
    }
}

enum byline_begin byline_begins(const char *text)
{
    struct byline_tokens tokens;
    bool lead = false;
    size_t i = 0;

    if (strlen(text) > BYLINE_MAX) {
        return BYLINE_BEGINS_NONE;
    }
    byline_tokenise(text, &tokens);
    while (i < tokens.count &&
           (tokens.items[i].meaning & (BYLINE_LEAD | BYLINE_GENRE | BYLINE_PHOTO)) != 0) {
        if (tokens.items[i].label) {
            return byline_label_names(&tokens, i) ? BYLINE_BEGINS_LABEL : BYLINE_BEGINS_NONE;
        }
        lead = (tokens.items[i].meaning & BYLINE_LEAD) != 0;
        i++;
    }
    if (!lead) {
        return BYLINE_BEGINS_NONE;
    }
    return i > 1 || tokens.items[0].length > BYLINE_SHORT_MAX ? BYLINE_BEGINS_LABEL
                                                              : BYLINE_BEGINS_WORD;
}

bool byline_is_collective(const char *name)
{
    struct byline_tokens tokens;

    byline_tokenise(name, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if ((tokens.items[i].meaning & (BYLINE_COLLECTIVE | BYLINE_AGENCY)) != 0) {
            return true;
        }
    }
    return false;
}

bool byline_is_lead(const char *text)
{
    struct byline_tokens tokens;

    if (strlen(text) > BYLINE_MAX) {
        return false;
    }
    byline_tokenise(text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if ((tokens.items[i].meaning & (BYLINE_LEAD | BYLINE_GENRE)) == 0) {
            return false;
        }
    }
    return tokens.count > 0;
}
