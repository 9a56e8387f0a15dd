#include "transform/quote/marks.h"

#include <string.h>

#define MARKS_IS(text, mark) (strcmp((text), (mark)) == 0)

/* Pairs of marks that need no look at their neighbours. */
static const char *const marks_pairs[][2] = {{"“", "”"},   {"«", "»"},   {"„", "“"}, {"‹", "›"},
                                             {"「", "」"}, {"『", "』"}, {"»", "«"}, {"”", "”"}};

/* The pass over one field. */
struct marks_state {
    struct document *document;
    struct marks *marks;
    uint32_t paragraph;          /* its first token */
    size_t paragraph_mark;       /* marks that were found before it */
    const char *open;            /* the mark that is open, or NULL; single ones beside it: */
    uint32_t open_at, single_at; /* its token */
    const char *single;          /* "‘" or "'", or NULL */
    size_t single_mark;          /* marks that were found before it */
};

static void marks_add(struct marks_state *state, uint32_t open, uint32_t end, uint32_t behind,
                      bool goes_on)
{
    struct marks *marks = state->marks;

    if (end > open + 1 && marks->count < MARKS_MAX) {
        marks->items = arena_grow(state->document->arena, marks->items, &marks->capacity,
                                  marks->count, sizeof *marks->items);
        marks->items[marks->count++] = (struct quoted){.first = open + 1,
                                                       .end = end,
                                                       .behind = behind,
                                                       .paragraph = state->paragraph,
                                                       .goes_on = goes_on};
    }
}

/* Whether the token is glued to the one behind it. */
static bool marks_glued(const struct document *document, uint32_t i)
{
    return i + 1 < document->token_count &&
           (document->tokens[i + 1].flags & (TOKEN_SPACE_BEFORE | TOKEN_PARAGRAPH)) == 0;
}

/* Whether a mark at `i` can open: white space or a sign stands before it. */
static bool marks_can_open(const struct document *document, uint32_t i)
{
    const struct token *token = &document->tokens[i];

    if ((token->flags & (TOKEN_SPACE_BEFORE | TOKEN_PARAGRAPH)) != 0) {
        return true;
    }
    return (token[-1].flags & TOKEN_PUNCTUATION) != 0 && !MARKS_IS(token[-1].text, ".") &&
           !MARKS_IS(token[-1].text, ",") && !MARKS_IS(token[-1].text, "!") &&
           !MARKS_IS(token[-1].text, "?");
}

/* "'tis", "'em", "'90s": no quotation begins there. */
static bool marks_is_elision(const struct token *next)
{
    static const char *const words[] = {"tis", "twas", "em", "n", "til", "till", "cause", "bout"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (MARKS_IS(next->lower, words[i])) {
            return true;
        }
    }
    return (next->flags & TOKEN_NUMBER) != 0 && strchr(next->lower, 's') != NULL;
}

/* Whether an apostrophe at `i` closes: "the soldiers’ homes" does not. */
static bool marks_single_closes(const struct document *document, uint32_t i)
{
    const struct token *before = &document->tokens[i - 1], *behind;
    size_t length = strlen(before->lower);

    if ((document->tokens[i].flags & TOKEN_SPACE_BEFORE) != 0) {
        return false;
    }
    if ((before->flags & TOKEN_PUNCTUATION) != 0 || i + 1 >= document->token_count) {
        return true;
    }
    behind = &document->tokens[i + 1];
    if ((behind->flags & TOKEN_PARAGRAPH) != 0 || (behind->flags & TOKEN_PUNCTUATION) != 0) {
        return true;
    }
    if ((behind->flags & TOKEN_SPACE_BEFORE) == 0) {
        return false;
    }
    return length == 0 || before->lower[length - 1] != 's' ||
           (behind->tag[0] != 'N' && behind->tag[0] != 'J' &&
            strcmp(document->tokens[i].tag, "POS") != 0);
}

/* A single mark: it may be the British outer one. */
static void marks_single(struct marks_state *state, uint32_t i)
{
    const struct document *document = state->document;
    const char *text = document->tokens[i].text;
    bool curly = MARKS_IS(text, "‘");

    if (state->single != NULL && !curly &&
        MARKS_IS(text, MARKS_IS(state->single, "‘") ? "’" : "'") && i > state->single_at + 1 &&
        marks_single_closes(document, i)) {
        state->marks->count = state->single_mark; /* what stands inside belongs to it */
        marks_add(state, state->single_at, i, i + 1, false);
        state->single = NULL;
        return;
    }
    if ((curly || MARKS_IS(text, "'")) && marks_glued(document, i) && marks_can_open(document, i) &&
        (document->tokens[i + 1].flags & (TOKEN_WORD | TOKEN_NUMBER | TOKEN_PUNCTUATION)) != 0 &&
        (curly || !marks_is_elision(&document->tokens[i + 1]))) {
        state->single = curly ? "‘" : "'";
        state->single_at = i;
        state->single_mark = state->marks->count;
    }
}

/* Whether the mark closes what is open. */
static bool marks_closes(const struct marks_state *state, const char *text)
{
    if (MARKS_IS(state->open, "\"")) {
        return MARKS_IS(text, "\"") || MARKS_IS(text, "”");
    }
    if (MARKS_IS(state->open, "„") && (MARKS_IS(text, "”") || MARKS_IS(text, "\""))) {
        return true;
    }
    for (size_t i = 0; i < sizeof marks_pairs / sizeof marks_pairs[0]; i++) {
        if (MARKS_IS(state->open, marks_pairs[i][0])) {
            return MARKS_IS(text, marks_pairs[i][1]);
        }
    }
    return false;
}

static const char *marks_opening(const struct marks_state *state, uint32_t i)
{
    const struct document *document = state->document;
    const struct token *token = &document->tokens[i];

    if (MARKS_IS(token->text, "\"")) {
        /* 6" is a length */
        return marks_can_open(document, i) && marks_glued(document, i) ? "\"" : NULL;
    }
    for (size_t p = 0; p < sizeof marks_pairs / sizeof marks_pairs[0]; p++) {
        if (MARKS_IS(token->text, marks_pairs[p][0])) {
            bool turned = MARKS_IS(token->text, "»") || MARKS_IS(token->text, "”");

            return !turned || (marks_can_open(document, i) && marks_glued(document, i))
                       ? marks_pairs[p][0]
                       : NULL;
        }
    }
    return NULL;
}

/* A paragraph begins at token `i`: what is open goes on there, or is none. */
static void marks_begin_paragraph(struct marks_state *state, uint32_t i)
{
    const char *again =
        state->open == NULL || i == state->document->token_count ? NULL : marks_opening(state, i);

    state->single = NULL;
    if (again != NULL && MARKS_IS(again, state->open)) {
        marks_add(state, state->open_at, i, i, true);
    }
    state->open = NULL;
    for (; state->paragraph_mark < state->marks->count; state->paragraph_mark++) {
        state->marks->items[state->paragraph_mark].paragraph_end = i;
    }
    state->paragraph = i;
}

void marks_find(struct document *document, struct marks *marks)
{
    struct marks_state state = {.document = document, .marks = marks};

    *marks = (struct marks){0};
    for (uint32_t i = 0; i < document->token_count; i++) {
        const struct token *token = &document->tokens[i];
        const char *opening;

        if ((token->flags & TOKEN_PARAGRAPH) != 0) {
            if (i > 0 && token->span.field != token[-1].span.field) {
                state.open = NULL;
            }
            marks_begin_paragraph(&state, i);
        }
        if ((token->flags & TOKEN_PUNCTUATION) == 0) {
            continue;
        }
        if (state.open != NULL &&
            token->span.byte_start - document->tokens[state.open_at].span.byte_start >
                MARKS_BYTES_MAX) {
            state.open = NULL;
        }
        if (state.single != NULL &&
            token->span.byte_start - document->tokens[state.single_at].span.byte_start >
                MARKS_BYTES_MAX) {
            state.single = NULL;
        }
        if (state.open != NULL && marks_closes(&state, token->text)) {
            marks_add(&state, state.open_at, i, i + 1, false);
            state.open = NULL;
            continue;
        }
        opening = marks_opening(&state, i);
        if (opening != NULL && (state.open == NULL || MARKS_IS(opening, state.open))) {
            state.open = opening; /* the same mark once more: the first one never closed */
            state.open_at = i;
        } else if (state.open == NULL) {
            marks_single(&state, i);
        }
    }
    marks_begin_paragraph(&state, (uint32_t)document->token_count);
}
