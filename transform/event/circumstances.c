/* When, where, and by whose word. */
#include "transform/event/circumstances.h"

#include <stdio.h>
#include <string.h>
#include "transform/date/calendar.h"
#include "transform/event/dated.h"
#include "transform/event/words.h"

enum {
    CIRCUMSTANCE_FAR = 20,
    CIRCUMSTANCE_NEAR = 6,       /* words between a place in the subject and its verb */
    CIRCUMSTANCE_QUOTES_MAX = 32 /* quotations that may lie around an event */
};

static bool circumstance_date_here(const struct document *document, size_t date, uint32_t sentence)
{
    return date < document->date_count && document->dates[date].sentence == sentence;
}

static uint32_t circumstance_distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* "..., two days after X attacked Y": what follows "after" was so long before. NO_INDEX: nothing
 * such stands before the trigger. */
static int32_t circumstance_lag(const struct document *document, const struct event *event,
                                uint32_t trigger, bool *after)
{
    for (size_t i = document_first_date(document, event->sentence);
         circumstance_date_here(document, i, event->sentence); i++) {
        const struct date_mention *date = &document->dates[i];
        uint32_t behind = date->first_token + date->token_count;

        if (date->sentence != event->sentence || date->kind != DATE_DURATION || behind >= trigger ||
            trigger - behind > 12) {
            continue;
        }
        if (strcmp(document->tokens[behind].lower, "after") == 0 ||
            strcmp(document->tokens[behind].lower, "before") == 0) {
            *after = document->tokens[behind].lower[0] == 'a';
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* "P2D" is 2; 0 for durations that do not fix the day, such as months, and "less than two days". */
static int circumstance_lag_days(const struct document *document, const struct date_mention *lag)
{
    const char *before = lag->first_token > 0 ? document->tokens[lag->first_token - 1].lower : "";
    int days = 0, length = 0;

    if (lag->value == NULL || sscanf(lag->value, "P%dD%n", &days, &length) != 1 ||
        lag->value[length] != '\0' || strcmp(before, "than") == 0 ||
        strcmp(before, "almost") == 0 || strcmp(before, "nearly") == 0) {
        return 0;
    }
    return days;
}

/* "One day later", of which it is not known later than what: not the day of publication. */
static bool circumstance_has_open_date(const struct document *document, const struct event *event)
{
    for (size_t i = document_first_date(document, event->sentence);
         circumstance_date_here(document, i, event->sentence); i++) {
        const struct date_mention *date = &document->dates[i];

        if (date->sentence == event->sentence && date->kind == DATE_DATE && !date->has_range) {
            return true;
        }
    }
    return false;
}

/* "X agreed that Y will end by May": the date is that of another verb. */
static bool circumstance_other_clause(const struct document *document, uint32_t from, uint32_t to,
                                      bool noun)
{
    static const char *const openers[] = {"that", "which", "who",     "whose", "after", "before",
                                          "when", "while", "because", "since", "until", "where"};

    for (uint32_t i = from + 1; i + 1 < to; i++) {
        for (size_t o = 0; o < sizeof openers / sizeof openers[0]; o++) {
            /* "a strike that occurred last week" is of the strike itself */
            if (strcmp(document->tokens[i].lower, openers[o]) == 0 &&
                !(noun && i <= from + 2 && o < 2)) {
                return true;
            }
        }
    }
    return false;
}

/* "by November", "until the end of the year", and all that is still to come, of what was said or
 * done: that is no day of the event. */
static bool circumstance_is_deadline(const struct document *document, const struct event *event,
                                     const struct date_mention *date, uint32_t trigger)
{
    const struct timestamp *published = &document->published;
    const char *tag = document->tokens[trigger].tag;
    bool coming = MATCH_ONE_OF(tag, "VBZ", "VBP", "VBG"); /* "arrives on Sunday" */
    const char *before = date->first_token > 0 ? document->tokens[date->first_token - 1].lower : "";

    if (MATCH_ONE_OF(before, "until", "till", "by")) {
        return true;
    }
    return date->has_range && strcmp(event->modality, "actual") == 0 && !coming &&
           published->precision >= PRECISION_DAY && strcmp(event->cameo, "14") < 0 &&
           date->first_day > timestamp_days(published->year, published->month, published->day) + 1;
}

static void circumstance_use_day(struct document *document, struct event *event, int64_t days)
{
    struct calendar_date day = calendar_from_days(days);

    event->date_value = calendar_value(document->arena, &day);
    event->date_precision = "day";
}

/* The date of the sentence nearest to the trigger, else the day of publication. */
static void circumstance_set_date(struct document *document, struct event *event, uint32_t trigger,
                                  bool noun)
{
    bool after = false, apart = false;
    int32_t lag = circumstance_lag(document, event, trigger, &after);

    const struct timestamp *published = &document->published;
    int32_t best = NO_INDEX;

    for (size_t i = document_first_date(document, event->sentence);
         circumstance_date_here(document, i, event->sentence); i++) {
        const struct date_mention *date = &document->dates[i];

        if ((date->first_token > trigger &&
             circumstance_other_clause(document, trigger, date->first_token, noun)) ||
            circumstance_is_deadline(document, event, date, trigger)) {
            continue;
        }
        if (dated_before_clause(document, date->first_token + date->token_count, trigger)) {
            apart = true; /* earlier or later than that day, and nobody knows when */
            continue;
        }
        if (dated_other_noun(document, date, trigger) ||
            dated_description(document, date, trigger)) {
            continue;
        }
        if (date->sentence == event->sentence && date->has_range &&
            (date->kind == DATE_DATE || date->kind == DATE_TIME) &&
            (best == NO_INDEX || dated_speech(document, &document->dates[best], trigger) ||
             circumstance_distance(date->first_token, trigger) <
                 circumstance_distance(document->dates[best].first_token, trigger))) {
            best = (int32_t)i;
        }
    }
    if (best != NO_INDEX) {
        const struct date_mention *date = &document->dates[best];
        int64_t days = date->last_day - date->first_day;

        if (lag != NO_INDEX && date->first_token < document->dates[lag].first_token) {
            int shift = circumstance_lag_days(document, &document->dates[lag]);

            if (shift > 0 && days == 0) {
                event->date = lag;
                circumstance_use_day(document, event, date->first_day + (after ? -shift : shift));
            }
            return; /* some other day than the sentence's */
        }
        event->date = best;
        if (days == 0) {
            circumstance_use_day(document, event, date->first_day);
        } else {
            event->date_value = date->value;
            event->date_precision = days < 7    ? "week"
                                    : days < 31 ? "month"
                                    : days < 93 ? "quarter"
                                                : "year";
        }
    } else if (published->precision >= PRECISION_DAY && lag == NO_INDEX && !apart &&
               !circumstance_has_open_date(document, event)) {
        circumstance_use_day(document, event,
                             timestamp_days(published->year, published->month, published->day));
    }
}

/* A country, of which "in Kharkiv, Ukraine" knows a place. */
static bool circumstance_is_country(const struct entity *entity)
{
    return entity->iso3166 != NULL && strlen(entity->iso3166) == 2;
}

/* What is done to a place is done there: "bombed Rafah", "visited Berlin". */
static bool circumstance_is_done_to(const struct event *event)
{
    return strcmp(event->cameo, "18") >= 0 || strncmp(event->cameo, "042", 3) == 0 ||
           strncmp(event->cameo, "171", 3) == 0;
}

/* "U.S. troops": the place only says whose they are. */
static bool circumstance_names_more(const struct document *document, const struct event *event,
                                    const struct mention *mention)
{
    const struct sentence *sentence = &document->sentences[event->sentence];
    uint32_t behind = mention->first_token + mention->token_count;
    const char *tag =
        behind < sentence->first_token + sentence->token_count ? document->tokens[behind].tag : "";

    return strcmp(tag, "NN") == 0 || strcmp(tag, "NNS") == 0 || strcmp(tag, "POS") == 0;
}

/* Whether only the rest of its noun phrase and adverbs part a mention from the verb: "an air strike
 * in Rafah on Monday killed". */
static bool circumstance_in_subject(const struct document *document, const struct mention *mention,
                                    uint32_t trigger)
{
    uint32_t from = mention->first_token + mention->token_count;

    if (trigger - from > CIRCUMSTANCE_NEAR) {
        return false;
    }
    for (uint32_t i = from; i < trigger; i++) {
        const char *tag = document->tokens[i].tag;

        if (*tag == '\0' || strchr(",.:", *tag) != NULL || strcmp(tag, "CC") == 0 ||
            strncmp(tag, "VB", 2) == 0 || *tag == 'W') {
            return false;
        }
    }
    return true;
}

/* How well a mention stands as the scene of an event: 0: not at all. */
static int circumstance_scene(const struct document *document, const struct event *event,
                              const struct mention *mention, uint32_t trigger)
{
    uint32_t first = document->sentences[event->sentence].first_token, at = mention->first_token;
    const char *before = at > first ? document->tokens[at - 1].lower : "";
    bool country = circumstance_is_country(&document->entities[mention->entity]);

    for (uint32_t back = 2; back <= 3 && at >= first + back &&
                            MATCH_ONE_OF(before, "the", "southern", "northern", "eastern",
                                         "western", "central", "nearby", "downtown", "coastal",
                                         "occupied", "neighbouring", "neighboring", "besieged");
         back++) {
        before = document->tokens[at - back].lower;
    }
    if (at < trigger) { /* "In Bangui, ...", "an air strike in Rafah killed" */
        bool in = MATCH_ONE_OF(before, "in", "at", "near", "outside", "on");

        return !in                                                   ? 0
               : at == first + 1                                     ? 3
               : circumstance_in_subject(document, mention, trigger) ? (country ? 2 : 3)
                                                                     : 0;
    }
    if (at - trigger > CIRCUMSTANCE_FAR || circumstance_names_more(document, event, mention)) {
        return 0;
    }
    if (circumstance_is_done_to(event) && at <= event->first_token + event->token_count + 1 &&
        (at == event->first_token + event->token_count || strcmp(before, "the") == 0)) {
        return country ? 1 : 3; /* "bombed Rafah" */
    }
    if (MATCH_ONE_OF(before, "in", "at", "near", "outside", "inside", "across", "throughout",
                     "around")) {
        return country ? 2 : 4;
    }
    if (!country &&
        (MATCH_ONE_OF(before, "to", "into", "from", "through", "towards", "on") ||
         (strcmp(before, "of") == 0 && at >= first + 2 &&
          MATCH_ONE_OF(document->tokens[at - 2].lower, "city", "town", "village", "streets",
                       "street", "roads", "outskirts", "centre", "center", "port", "north", "south",
                       "east", "west", "suburb", "province", "region", "district", "island",
                       "control", "part", "parts", "capital", "siege", "bombing", "shelling",
                       "capture", "invasion", "bombardment")))) {
        return 3;
    }
    return 0;
}

/* The place that governs the trigger: behind it, or before the whole sentence; a town goes before
 * its country, and of equals the nearest counts. */
static void circumstance_set_location(const struct document *document, struct event *event,
                                      uint32_t trigger)
{
    int best = 0;

    for (size_t i = document_first_mention(document, event->sentence);
         document_in_sentence(document, i, event->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        int value;

        if (strcmp(document->entities[mention->entity].type, "LOC") != 0 ||
            mention->kind == MENTION_NOMINAL || mention->first_token == trigger) {
            continue;
        }
        value = circumstance_scene(document, event, mention, trigger);
        if (value > best) {
            best = value;
            event->location = (int32_t)mention->entity;
        }
    }
}

/* Index behind the last quotation that begins no later than the event's trigger: they are in the
 * order of the text. */
static size_t circumstance_last_quote(const struct document *document, const struct event *event)
{
    size_t low = 0, high = document->quote_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct span *span = &document->quotes[middle].span;

        if (span->field < event->trigger.field ||
            (span->field == event->trigger.field && span->start <= event->trigger.start)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The speaker of the innermost quotation that the trigger stands in. */
static void circumstance_set_attribution(const struct document *document, struct event *event)
{
    size_t last = circumstance_last_quote(document, event);

    for (size_t i = last; i > 0 && last - i < CIRCUMSTANCE_QUOTES_MAX; i--) {
        const struct quote *quote = &document->quotes[i - 1];

        if (quote->speaker != NO_INDEX && quote->span.field == event->trigger.field &&
            quote->span.end >= event->trigger.end) {
            event->attributed_to = quote->speaker;
            return;
        }
    }
}

void circumstances_set(struct document *document, struct event *event, uint32_t trigger, bool noun)
{
    circumstance_set_date(document, event, trigger, noun);
    circumstance_set_location(document, event, trigger);
    circumstance_set_attribution(document, event);
}
