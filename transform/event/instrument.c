#include "transform/event/instrument.h"

#include <stdlib.h>
#include <string.h>
#include "common/paths.h"
#include "transform/event/words.h"
#include "transform/tsv.h"

enum {
    INSTRUMENT_FAR = 14, /* words between the trigger and its instrument */
    INSTRUMENT_PHRASE =
        5 /* words between "with" and the instrument: "with dozens of small drones" */
};

enum { INSTRUMENT_KIND, INSTRUMENT_WORDS, INSTRUMENT_NAME, INSTRUMENT_CODE };

/* ---- the table ---- */

static struct instrument *instrument_named(struct event_rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->instrument_count; i++) {
        if (strcmp(rules->instruments[i].name, name) == 0) {
            return &rules->instruments[i];
        }
    }
    rules->instruments = arena_grow(rules->arena, rules->instruments, &rules->instrument_capacity,
                                    rules->instrument_count, sizeof *rules->instruments);
    rules->instruments[rules->instrument_count] = (struct instrument){.name = name};
    return &rules->instruments[rules->instrument_count++];
}

static enum status instrument_take(struct event_rules *rules, const struct tsv_row *row,
                                   struct error *error)
{
    static const struct {
        const char *kind;
        enum word_class class;
        bool named;
    } kinds[] = {{"noun", CLASS_NOUN, true},
                 {"verb", CLASS_VERB, true},
                 {"launch", CLASS_VERB, false},
                 {"blow", CLASS_NOUN, false},
                 {"with", CLASS_FIXED, false}};
    const char *words = row->cells[INSTRUMENT_WORDS], *name = row->cells[INSTRUMENT_NAME],
               *code = row->cells[INSTRUMENT_CODE], *word;
    size_t kind = 0;
    struct phrase_list *list;

    while (kind < sizeof kinds / sizeof kinds[0] &&
           strcmp(kinds[kind].kind, row->cells[INSTRUMENT_KIND]) != 0) {
        kind++;
    }
    if (kind == sizeof kinds / sizeof kinds[0]) {
        return tsv_fail(row, "kind", row->cells[INSTRUMENT_KIND],
                        "noun, verb, launch, blow and with are", error);
    }
    if ((*name != '\0') != kinds[kind].named) {
        return tsv_fail(row, "instrument", name,
                        kinds[kind].named ? "name the instrument" : "leave it empty", error);
    }
    if (kind == 0) {
        struct instrument *instrument = instrument_named(rules, name);

        if (*code != '\0') {
            instrument->code = event_codes_find(&rules->codes, code);
            if (instrument->code == NULL) {
                return tsv_fail(row, "cameo", code, "give a code of cameo.tsv", error);
            }
        }
        list = &instrument->nouns;
    } else if (kind == 1) {
        list = &instrument_named(rules, name)->verbs;
    } else {
        list = kind == 2 ? &rules->launches : kind == 3 ? &rules->blows : &rules->withs;
    }
    while ((word = tsv_next_value(rules->arena, &words)) != NULL) {
        if (!vocabulary_add_phrase(&rules->vocabulary, list, word, kinds[kind].class)) {
            return tsv_fail(row, "words", word, "give one to six words", error);
        }
    }
    return STATUS_OK;
}

enum status instrument_read(struct event_rules *rules, struct error *error)
{
    static const char *const columns[] = {"kind", "words", "instrument", "cameo", NULL};
    char *path = NULL;
    struct tsv tsv = {0};
    enum status status = paths_find_data("events/instruments.tsv", &path, error);

    if (status == STATUS_OK) {
        status = tsv_read(path, columns, rules->arena, &tsv, error);
    }
    for (size_t i = 0; i < tsv.count && status == STATUS_OK; i++) {
        status = instrument_take(rules, &tsv.rows[i], error);
    }
    for (size_t i = 0; i < rules->instrument_count; i++) {
        phrase_list_sort(&rules->instruments[i].nouns);
        phrase_list_sort(&rules->instruments[i].verbs);
    }
    phrase_list_sort(&rules->launches);
    phrase_list_sort(&rules->blows);
    phrase_list_sort(&rules->withs);
    free(path);
    return status;
}

/* ---- a sentence ---- */

static size_t instrument_match(const struct syntax *syntax, const struct phrase_list *list,
                               int32_t token)
{
    return phrase_list_match(list, syntax->words + (token - syntax->first),
                             (size_t)(syntax->end - token));
}

/* The instrument with the longest words at a token. */
static const struct instrument *instrument_at(const struct syntax *syntax, int32_t token,
                                              size_t *length)
{
    const struct instrument *found = NULL;

    *length = 0;
    for (size_t i = 0; i < syntax->rules->instrument_count; i++) {
        size_t words = instrument_match(syntax, &syntax->rules->instruments[i].nouns, token);

        if (words > *length) {
            *length = words;
            found = &syntax->rules->instruments[i];
        }
    }
    return found;
}

/* What leads to an instrument, before its phrase: "with", "fired", or neither. */
static bool instrument_is_led(const struct syntax *syntax, int32_t token)
{
    for (int32_t t = token - 1; t >= syntax->first && token - t <= INSTRUMENT_PHRASE; t--) {
        if (instrument_match(syntax, &syntax->rules->withs, t) > 0) {
            /* "in a drone strike", but not "in a tank" */
            return strcmp(syntax_word(syntax, t), "in") != 0;
        }
        if (instrument_match(syntax, &syntax->rules->launches, t) > 0 &&
            syntax_is_verb(syntax, t)) {
            return true;
        }
        if (syntax_is_verb(syntax, t) || syntax_pos(syntax, t) == POS_PUNCT ||
            (syntax_pos(syntax, t) == POS_ADP && strcmp(syntax_word(syntax, t), "of") != 0)) {
            return false;
        }
    }
    return false;
}

/* "a Russian missile hit": the subject of the trigger, not what is struck, and in no other phrase.
 */
static bool instrument_is_subject(const struct syntax *syntax, int32_t token, int32_t end,
                                  int32_t trigger)
{
    if (end > trigger || !syntax_is_verb(syntax, trigger) || syntax_passive(syntax, trigger) ||
        syntax_preposition(syntax, end - 1) != NO_INDEX) {
        return false;
    }
    for (int32_t t = end; t < trigger; t++) {
        if (syntax_pos(syntax, t) == POS_NOUN || syntax_pos(syntax, t) == POS_PUNCT ||
            (syntax_is_verb(syntax, t) && syntax_pos(syntax, t) != POS_AUX &&
             !MATCH_ONE_OF(syntax_word(syntax, t), "launched", "fired"))) {
            return false;
        }
    }
    (void)token;
    return true;
}

static bool instrument_counts(const struct syntax *syntax, int32_t token, int32_t end,
                              int32_t first, int32_t last)
{
    if (token <= last && end > first) {
        return true; /* "drone strike" is the trigger */
    }
    if (end < syntax->end && instrument_match(syntax, &syntax->rules->blows, end) > 0) {
        return true;
    }
    return instrument_is_led(syntax, token) || instrument_is_subject(syntax, token, end, first);
}

static const struct instrument *instrument_of_verb(const struct syntax *syntax, int32_t token)
{
    for (size_t i = 0; i < syntax->rules->instrument_count; i++) {
        if (instrument_match(syntax, &syntax->rules->instruments[i].verbs, token) > 0) {
            return &syntax->rules->instruments[i];
        }
    }
    return NULL;
}

const struct instrument *instrument_find(const struct syntax *syntax, int32_t first, int32_t last)
{
    const struct instrument *found = NULL;
    int32_t nearest = INSTRUMENT_FAR + 1;

    for (int32_t t = syntax->first; t < syntax->end; t++) {
        size_t length;
        const struct instrument *instrument = instrument_at(syntax, t, &length);
        int32_t end = t + (int32_t)length, far = t > last ? t - last : end <= first ? first - t : 0;

        if (instrument != NULL) {
            if (far < nearest && instrument_counts(syntax, t, end, first, last)) {
                nearest = far;
                found = instrument;
            }
            t = end - 1;
        }
    }
    return found != NULL || !syntax_is_verb(syntax, first) ? found
                                                           : instrument_of_verb(syntax, first);
}
