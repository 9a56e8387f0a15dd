#include "extract/page/byline_token.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include "common/ascii.h"
#include "common/utf8.h"
#include "extract/page/byline_words.h"

/* Signs of which a name is alone, and which are written without spaces. */
static bool byline_is_ideograph(UChar32 c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3);
}

static void byline_look_at(struct byline_token *token)
{
    char small[BYLINE_TOKEN_MAX * 2];
    size_t out = 0;
    int32_t at = 0, length = (int32_t)token->length;
    UChar32 before = 0;

    token->shouted = true;
    while (at < length && out + 4 < sizeof small) {
        UChar32 c = utf8_next(token->text, &at, length);

        if (c < 0) {
            continue;
        }
        out += utf8_append(small + out, u_tolower(c));
        token->digit = token->digit || u_isdigit(c);
        token->shouted = token->shouted && !u_islower(c);
        if (u_isalpha(c)) {
            /* "d'Aubigny" and "al-Assad" have their capital within */
            if (!u_islower(c) &&
                (!token->letter || before == '\'' || before == 0x2019 || before == '-')) {
                token->capital = true;
            }
            token->ideograph = token->ideograph || byline_is_ideograph(c);
            token->letter = true;
        }
        before = c;
    }
    while (out > 0 && strchr(".!", small[out - 1]) != NULL) {
        out--;
    }
    small[out] = '\0';
    token->meaning = byline_word(small);
    if (token->meaning == 0 && strrchr(small, '-') != NULL) {
        token->meaning = byline_word(strrchr(small, '-') + 1) & BYLINE_JOB; /* "Star-Reporter" */
    }
    if ((token->meaning & BYLINE_DEGREE) != 0 &&
        (!token->shouted || (token->capital && token->length == 1))) {
        token->meaning &= ~(unsigned)BYLINE_DEGREE; /* Jack Ma is no M.A. */
    }
    if (strchr(small, '@') != NULL || strstr(small, "//") != NULL) {
        token->meaning |= BYLINE_JUNK;
    }
}

/* The gap that a sign stands for; GAP_SPACE when it is none. `end` is set behind the sign. */
static enum byline_gap byline_gap_at(const char *p, const char **end)
{
    static const struct {
        const char *sign;
        enum byline_gap gap;
    } signs[] = {{"\n", GAP_ELEMENT}, {",", GAP_COMMA}, {";", GAP_HARD},  {"|", GAP_HARD},
                 {"•", GAP_HARD},     {"·", GAP_HARD},  {"／", GAP_HARD}, {"，", GAP_COMMA},
                 {"、", GAP_COMMA},   {"│", GAP_HARD},  {"¦", GAP_HARD},  {"*", GAP_HARD}};

    if (ascii_is_letter(*p) || ascii_is_digit(*p)) {
        return GAP_SPACE;
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].sign);

        if (strncmp(p, signs[i].sign, length) == 0) {
            *end = p + length;
            return signs[i].gap;
        }
    }
    return GAP_SPACE;
}

static bool byline_is_dash(const char *text, size_t length)
{
    return (length == 1 && *text == '-') ||
           (length == 3 && (memcmp(text, "–", 3) == 0 || memcmp(text, "—", 3) == 0));
}

/* Ends of words that are no separator by themselves. */
static bool byline_ends_word(const char *p)
{
    const char *end;

    if (ascii_is_letter(*p) || ascii_is_digit(*p)) {
        return false;
    }
    return *p == '\0' || *p == ' ' || strchr("()[]<>\"", *p) != NULL ||
           (*p == ':' && strncmp(p, "://", 3) != 0) || strncmp(p, "：", 3) == 0 ||
           strncmp(p, "（", 3) == 0 || strncmp(p, "）", 3) == 0 || strncmp(p, "„", 3) == 0 ||
           strncmp(p, "“", 3) == 0 || strncmp(p, "”", 3) == 0 || strncmp(p, "«", 2) == 0 ||
           strncmp(p, "»", 2) == 0 || byline_gap_at(p, &end) != GAP_SPACE;
}

/* "(CNN)", "[translated]" say nothing about names. NULL: `p` opens nothing that is closed. */
static const char *byline_behind_brackets(const char *p)
{
    static const char *const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"<", ">"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (strncmp(p, pairs[i][0], strlen(pairs[i][0])) == 0) {
            const char *close = strstr(p, pairs[i][1]);

            return close == NULL ? NULL : close + strlen(pairs[i][1]);
        }
    }
    return NULL;
}

static void byline_add_token(struct byline_tokens *tokens, const char *text, size_t length,
                             enum byline_gap *gap)
{
    struct byline_token *token = &tokens->items[tokens->count];
    bool inside = *gap == GAP_SPACE && length == 3; /* "Ann Lee And Bob Ray" */

    if (length == 0) {
        return;
    }
    if (byline_is_dash(text, length) || (length == 1 && *text == '/')) {
        *gap = *text == '/' ? GAP_HARD : GAP_DASH;
        return;
    }
    *token = (struct byline_token){.text = text, .length = length, .gap = *gap};
    byline_look_at(token);
    if ((token->meaning & BYLINE_AND) != 0 && (!token->capital || inside)) {
        *gap = *gap < GAP_AND ? GAP_AND : *gap;
        return;
    }
    *gap = GAP_SPACE;
    tokens->count++;
}

/* "Ann Lee/Bob Ray" are two; "dpa/lno" is one agency. */
static size_t byline_slash(const struct byline_tokens *tokens, enum byline_gap gap,
                           const char *text, size_t length)
{
    const char *slash = memchr(text, '/', length);

    return slash != NULL && slash > text && slash + 1 < text + length && slash[1] != '/' &&
                   slash[-1] != ':' &&
                   ((gap == GAP_SPACE && tokens->count > 0) || (unsigned char)slash[-1] >= 0xE0 ||
                    (unsigned char)slash[1] >= 0xE0)
               ? (size_t)(slash - text)
               : length;
}

static void byline_split(const char *text, struct byline_tokens *tokens)
{
    enum byline_gap gap = GAP_HARD;
    const char *p = text;

    tokens->count = 0;
    while (*p != '\0' && tokens->count < BYLINE_TOKENS_MAX) {
        const char *end = byline_behind_brackets(p), *start = p;
        enum byline_gap sign;

        if (end != NULL) {
            p = end;
        } else if ((sign = byline_gap_at(p, &end)) != GAP_SPACE) {
            gap = sign > gap ? sign : gap;
            p = end;
        } else if (byline_ends_word(p)) {
            if ((*p == ':' || strncmp(p, "：", 3) == 0) && tokens->count > 0) {
                tokens->items[tokens->count - 1].label = true;
            }
            for (p++; ((unsigned char)*p & 0xC0) == 0x80; p++) {
            }
        } else {
            size_t length = 0, part;

            while (!byline_ends_word(p + length)) {
                length++;
            }
            part = byline_slash(tokens, gap, start, length);
            byline_add_token(tokens, start, part, &gap);
            if (part < length) {
                gap = GAP_HARD;
                part++; /* the slash */
            }
            p = start + part;
        }
    }
}

/* "Ana Ruiz y Luis Paz" are two, "José Ortega y Gasset" is one. */
static void byline_part_short(struct byline_tokens *tokens)
{
    size_t left = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        struct byline_token *token = &tokens->items[i];
        size_t right = i + 1;

        left = token->gap == GAP_SPACE ? left : 0;
        while (right < tokens->count && tokens->items[right].gap == GAP_SPACE) {
            right++;
        }
        right -= i + 1;
        if ((token->meaning & BYLINE_AND_SHORT) != 0 && !token->capital && left > 0 && right > 0 &&
            (right > 1 || left == 1)) {
            tokens->count--;
            memmove(token, token + 1, (tokens->count - i) * sizeof *token);
            token->gap = GAP_AND;
            left = 0;
        }
        left++;
    }
}

/* Elements part names, but not "<i>Ann</i> <b>Lee</b>". */
static void byline_join_elements(struct byline_tokens *tokens)
{
    for (size_t i = 1; i < tokens->count; i++) {
        struct byline_token *token = &tokens->items[i], *before = token - 1;
        bool alone =
            (i + 1 == tokens->count || token[1].gap != GAP_SPACE) && before->gap != GAP_SPACE;

        if (token->gap == GAP_ELEMENT && alone && token->capital && before->capital &&
            token->meaning == 0 && before->meaning == 0 && !before->label) {
            token->gap = GAP_SPACE;
        }
    }
}

void byline_tokenise(const char *text, struct byline_tokens *tokens)
{
    byline_split(text, tokens);
    byline_part_short(tokens);
    byline_join_elements(tokens);
}
