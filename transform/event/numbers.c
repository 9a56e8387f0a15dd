/* How many, and with what: numbers and instruments of events. */
#include "transform/event/numbers.h"

#include <string.h>
#include "transform/event/instrument.h"
#include "transform/event/words.h"

enum {
    NUMBERS_NEAR = 6,      /* words between a verb and the number of its object */
    NUMBERS_ALONE_MAX = 24 /* words of a sentence that only counts */
};

static size_t numbers_first(const struct document *document, uint32_t sentence)
{
    size_t low = 0, high = document->quantity_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (document->quantities[middle].sentence < sentence) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static uint32_t numbers_far(const struct event *event, const struct quantity *quantity)
{
    return event->first_token > quantity->first_token ? event->first_token - quantity->first_token
                                                      : quantity->first_token - event->first_token;
}

static bool numbers_is_code(const struct event *event, const char *prefix)
{
    return strncmp(event->cameo, prefix, strlen(prefix)) == 0;
}

static bool numbers_is_money(const struct quantity *quantity)
{
    return quantity->unit != NULL && strlen(quantity->unit) == 3 && quantity->unit[0] >= 'A' &&
           quantity->unit[0] <= 'Z';
}

/* How well an event can have such a number; 0: not at all. */
static int numbers_taken(const struct event *event, const struct quantity *quantity)
{
    const char *what = quantity->what;
    bool force = strcmp(event->cameo, "14") >= 0;

    if (what != NULL && MATCH_ONE_OF(what, "killed", "wounded", "missing", "displaced")) {
        return !force ? 0 : numbers_is_code(event, "16") || numbers_is_code(event, "173") ? 1 : 2;
    }
    if (what != NULL && strcmp(what, "arrested") == 0) {
        return !force ? 0 : numbers_is_code(event, "173") ? 2 : 1;
    }
    if (what != NULL && strcmp(what, "kidnapped") == 0) {
        return !force ? 0 : numbers_is_code(event, "181") ? 2 : 1;
    }
    if (event->first_token > quantity->first_token || numbers_far(event, quantity) > NUMBERS_NEAR) {
        return 0; /* "sent 3,000 troops", "fired 12 missiles", "lent $2 billion" */
    }
    if (numbers_is_money(quantity)) {
        return !force || numbers_is_code(event, "16") || numbers_is_code(event, "171");
    }
    return quantity->unit == NULL && what != NULL && !MATCH_ONE_OF(what, "times", "time") &&
           (force || numbers_is_code(event, "07") || numbers_is_code(event, "08"));
}

static void numbers_add(struct document *document, struct event *event,
                        const struct quantity *quantity)
{
    const char *what = numbers_is_money(quantity) ? quantity->unit : quantity->what;

    for (size_t q = 0; q < event->quantity_count; q++) {
        if (strcmp(event->quantities[q].what, what) == 0) {
            return;
        }
    }
    event->quantities = arena_grow(document->arena, event->quantities, &event->quantity_capacity,
                                   event->quantity_count, sizeof *event->quantities);
    event->quantities[event->quantity_count++] =
        (struct event_quantity){.what = what,
                                .value = quantity->value,
                                .has_max = quantity->has_max,
                                .value_max = quantity->value_max,
                                .comparison = quantity->comparison};
}

/* Gives a number to the nearest event that can have it, and to those of the same words. */
static void numbers_give(struct document *document, size_t first, uint32_t sentence,
                         const struct quantity *quantity)
{
    const struct event *best = NULL;
    int best_takes = 0;

    for (size_t i = first; i < document->event_count; i++) {
        const struct event *event = &document->events[i];
        int takes = event->sentence == sentence ? numbers_taken(event, quantity) : 0;

        if (takes > best_takes || (takes > 0 && takes == best_takes &&
                                   numbers_far(event, quantity) < numbers_far(best, quantity))) {
            best = event;
            best_takes = takes;
        }
    }
    for (size_t i = first; i < document->event_count && best != NULL; i++) {
        if (document->events[i].first_token == best->first_token) {
            numbers_add(document, &document->events[i], quantity);
        }
    }
}

static bool numbers_is_general(const struct event *event)
{
    return MATCH_ONE_OF(event->cameo, "18", "180", "183", "19", "190", "20", "200");
}

/* What is known of an attack grows by what it was done with: "attacked with drones" is 1952. */
static void numbers_set_instrument(const struct syntax *syntax, struct event *event)
{
    const struct instrument *instrument = NULL;

    if (strcmp(event->cameo, "13") >= 0 && strncmp(event->cameo, "16", 2) != 0) {
        instrument = instrument_find(syntax, (int32_t)event->first_token,
                                     (int32_t)(event->first_token + event->token_count - 1));
    }
    if (instrument != NULL) {
        event->instrument = instrument->name;
        if (instrument->code != NULL && numbers_is_general(event)) {
            event_use_code(event, instrument->code);
        }
    }
}

void numbers_share(const struct syntax *syntax, struct document *document, size_t first)
{
    for (size_t i = numbers_first(document, syntax->sentence);
         i < document->quantity_count && document->quantities[i].sentence == syntax->sentence;
         i++) {
        numbers_give(document, first, syntax->sentence, &document->quantities[i]);
    }
    for (size_t i = first; i < document->event_count; i++) {
        if (document->events[i].sentence == syntax->sentence) {
            numbers_set_instrument(syntax, &document->events[i]);
        }
    }
}

/* Whether a sentence only counts: it names nobody and no day. */
static bool numbers_only(const struct document *document, uint32_t sentence)
{
    const struct sentence *s = &document->sentences[sentence];
    size_t mention = document_first_mention(document, sentence);

    for (size_t i = 0; i < s->token_count; i++) {
        if ((document->tokens[s->first_token + i].flags & TOKEN_DATE) != 0) {
            return false;
        }
    }
    for (; document_in_sentence(document, mention, sentence); mention++) {
        if (document->entities[document->mentions[mention].entity].country != NULL) {
            return false;
        }
    }
    return s->token_count <= NUMBERS_ALONE_MAX;
}

void numbers_count(struct document *document, uint32_t sentence, uint32_t attack)
{
    size_t first = document->event_count;

    while (first > 0 && document->events[first - 1].sentence == attack) {
        first--;
    }
    if (!numbers_only(document, sentence)) {
        return;
    }
    for (size_t i = numbers_first(document, sentence);
         i < document->quantity_count && document->quantities[i].sentence == sentence; i++) {
        const char *what = document->quantities[i].what;

        if (what != NULL && MATCH_ONE_OF(what, "killed", "wounded", "missing")) {
            numbers_give(document, first, attack, &document->quantities[i]);
        }
    }
}
