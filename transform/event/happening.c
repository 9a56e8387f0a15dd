#include "transform/event/happening.h"

#include <stdlib.h>
#include <string.h>
#include "common/hash.h"
#include "common/memory.h"
#include "transform/date/calendar.h"

enum {
    HAPPENING_NEWS_DAYS =
        2,              /* what is told without a date happened at most so long before the news */
    HAPPENING_FAR = 256 /* fuller tellings that one is compared with */
};

/* An event, and how much it says. */
struct telling {
    size_t event;
    const char *source, *target; /* who they are; NULL: not told */
    int weight;
    int64_t first_day, last_day; /* in which it lies; 0, -1: not known */
};

/* Who a party is, for telling happenings apart: what a state's government or armed forces do is
 * done by the state. */
static const char *party_key(struct document *document, const struct party *party)
{
    if (party->code != NULL && strlen(party->code) == 6 &&
        (strcmp(party->code + 3, "GOV") == 0 || strcmp(party->code + 3, "MIL") == 0)) {
        return arena_strndup(document->arena, party->code, 3);
    }
    return party->code != NULL         ? party->code
           : party->entity == NO_INDEX ? NULL
                                       : document->entities[party->entity].id;
}

static bool same_text(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool place_is_country(const struct document *document, int32_t place)
{
    const char *code = document->entities[place].iso3166;

    return code != NULL && strlen(code) == 2;
}

/* 0: no place, 1: a country, 2: a place in one. */
static int place_detail(const struct document *document, const struct event *event)
{
    return event->location == NO_INDEX ? 0 : place_is_country(document, event->location) ? 1 : 2;
}

static bool code_is_general(const struct event *event)
{
    return event->cameo[2] == '\0' || (event->cameo[2] == '0' && event->cameo[3] == '\0');
}

static struct telling telling_of(struct document *document, size_t number)
{
    const struct event *event = &document->events[number];
    const struct timestamp *published = &document->published;
    struct telling telling = {.event = number,
                              .source = party_key(document, &event->source),
                              .target = party_key(document, &event->target),
                              .last_day = -1};
    int when = 0;

    if (event->date != NO_INDEX && document->dates[event->date].has_range) {
        telling.first_day = document->dates[event->date].first_day;
        telling.last_day = document->dates[event->date].last_day;
        when = telling.first_day == telling.last_day ? 2 : 1;
    } else if (event->date_value != NULL && published->precision >= PRECISION_DAY) {
        telling.last_day = timestamp_days(published->year, published->month, published->day);
        telling.first_day = telling.last_day - HAPPENING_NEWS_DAYS;
    }
    telling.weight = 8 * ((event->source.code != NULL) + (event->target.code != NULL)) +
                     4 * (event->source.entity != NO_INDEX) +
                     4 * (event->target.entity != NO_INDEX) + 2 * place_detail(document, event) +
                     when + (code_is_general(event) ? 0 : 1);
    return telling;
}

/* The fullest first; of equals the one that the article tells first. */
static int compare_tellings(const void *left, const void *right)
{
    const struct telling *a = left, *b = right;

    return a->weight != b->weight ? b->weight - a->weight
                                  : (a->event > b->event) - (a->event < b->event);
}

/* Days: one lies in the other. */
static bool days_fit(const struct telling *a, const struct telling *b)
{
    return a->last_day >= a->first_day && b->last_day >= b->first_day &&
           ((a->first_day <= b->first_day && a->last_day >= b->last_day) ||
            (b->first_day <= a->first_day && b->last_day >= a->last_day));
}

/* Places: the same, one is not told, or one is the country of the other. */
static bool places_fit(const struct document *document, int32_t a, int32_t b)
{
    const char *in_a, *in_b;

    if (a == b || a == NO_INDEX || b == NO_INDEX) {
        return true;
    }
    in_a = document->entities[a].country;
    in_b = document->entities[b].country;
    return (place_is_country(document, a) || place_is_country(document, b)) &&
           same_text(in_a, in_b);
}

/* Parties: the same, or `open`: one of them is not told. */
static bool parties_fit(const char *a, const char *b, int *open)
{
    if (a == NULL || b == NULL) {
        *open += a != b;
        return true;
    }
    return strcmp(a, b) == 0;
}

/* Whether two tellings can be of one happening. */
static bool tellings_fit(const struct document *document, const struct telling *a,
                         const struct telling *b)
{
    const struct event *one = &document->events[a->event], *other = &document->events[b->event];
    int open = 0;

    return strcmp(one->family, other->family) == 0 && one->negated == other->negated &&
           strcmp(one->modality, other->modality) == 0 && days_fit(a, b) &&
           places_fit(document, one->location, other->location) &&
           parties_fit(a->source, b->source, &open) && parties_fit(a->target, b->target, &open) &&
           open <= 1 &&
           (open == 0 || strcmp(one->family, "190") == 0 ||
            one->trigger.field != other->trigger.field);
}

/* One event of the world has one id: same day, parties, family of codes and place. Without enough
 * of them it cannot be told from others, and stays the article's own. */
static void event_set_id(struct document *document, const struct telling *telling)
{
    struct event *event = &document->events[telling->event];
    const char *location =
        event->location == NO_INDEX ? NULL : document->entities[event->location].id;
    const char *source = telling->source, *target = telling->target;
    bool whole = event->date_value != NULL &&
                 ((source != NULL && target != NULL) ||
                  ((source != NULL || target != NULL) && place_detail(document, event) == 2));
    const char *own = whole ? NULL : document->article.id;
    const char *parts[] = {event->date_value, source, target, event->family, location, own};
    char id[HASH_ID_SIZE];

    hash_id(parts, sizeof parts / sizeof parts[0], id);
    event->id = arena_strdup(document->arena, id);
}

/* The nearest of the fuller tellings that fit; NO_INDEX: there is none. */
static int32_t find_fuller(const struct document *document, const struct telling *tellings,
                           size_t count, const struct telling *telling)
{
    const struct event *event = &document->events[telling->event];
    uint32_t nearest = UINT32_MAX;
    int32_t found = NO_INDEX;

    for (size_t i = 0; i < count && i < HAPPENING_FAR; i++) {
        const struct event *other = &document->events[tellings[i].event];
        uint32_t far = other->sentence > event->sentence ? other->sentence - event->sentence
                                                         : event->sentence - other->sentence;

        if (far < nearest && tellings_fit(document, telling, &tellings[i])) {
            nearest = far;
            found = (int32_t)tellings[i].event;
        }
    }
    return found;
}

static void event_join(struct document *document, struct event *event, int32_t number)
{
    const struct event *fuller = &document->events[number];

    event->fuller = number;
    if (event->date == NO_INDEX && fuller->date != NO_INDEX) {
        event->date = fuller->date;
        event->date_value = fuller->date_value;
        event->date_precision = fuller->date_precision;
    }
    if (place_detail(document, event) < place_detail(document, fuller)) {
        event->location = fuller->location;
    }
}

void happenings_set(struct document *document)
{
    size_t count = document->event_count, kept = 0;
    struct telling *tellings = mem_calloc(count + 1, sizeof *tellings);

    for (size_t i = 0; i < count; i++) {
        tellings[i] = telling_of(document, i);
    }
    qsort(tellings, count, sizeof *tellings, compare_tellings);
    for (size_t i = 0; i < count; i++) {
        struct telling telling = tellings[i];
        struct event *event = &document->events[telling.event];
        int32_t fuller = find_fuller(document, tellings, kept, &telling);

        event->fuller = NO_INDEX;
        if (fuller == NO_INDEX) {
            tellings[kept++] = telling;
        } else {
            event_join(document, event, fuller);
        }
    }
    for (size_t i = 0; i < kept; i++) {
        event_set_id(document, &tellings[i]);
    }
    for (size_t i = 0; i < count; i++) {
        struct event *event = &document->events[i];

        event->id = event->fuller == NO_INDEX ? event->id : document->events[event->fuller].id;
    }
    free(tellings);
}
