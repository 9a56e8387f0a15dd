#include "transform/event/event.h"

#include <stdio.h>
#include <string.h>
#include "common/hash.h"
#include "transform/date/calendar.h"
#include "transform/event/match.h"

enum { EVENT_LOCATION_FAR = 14 };

/* What a party is called in CAMEO: its own code, else its country's. */
static const char *event_party_code(const struct entity *entity)
{
    return entity->actor_code != NULL ? entity->actor_code : entity->country;
}

/* What a state does is done by its government or army. */
static bool event_is_state(const char *code)
{
    return strlen(code) == 3 || strcmp(code + 3, "GOV") == 0 || strcmp(code + 3, "MIL") == 0;
}

static struct party event_party(const struct document *document, int32_t mention_index)
{
    struct party party = {.entity = NO_INDEX};

    if (mention_index != NO_INDEX) {
        const struct mention *mention = &document->mentions[mention_index];

        party.entity = (int32_t)mention->entity;
        party.code = event_party_code(&document->entities[mention->entity]);
        party.text = mention->text;
        party.span = mention->span;
    }
    return party;
}

/* Index of a sentence's first date: they are in the order of the text. */
static size_t event_first_date(const struct document *document, uint32_t sentence)
{
    size_t low = 0, high = document->date_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (document->dates[middle].sentence < sentence) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static size_t event_first_quantity(const struct document *document, uint32_t sentence)
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

static bool event_date_here(const struct document *document, size_t date, uint32_t sentence)
{
    return date < document->date_count && document->dates[date].sentence == sentence;
}

static uint32_t event_distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* "..., two days after X attacked Y": what follows "after" was so long before. NO_INDEX: nothing
 * such stands before the trigger. */
static int32_t event_lag(const struct document *document, const struct event *event,
                         uint32_t trigger, bool *after)
{
    for (size_t i = event_first_date(document, event->sentence);
         event_date_here(document, i, event->sentence); i++) {
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
static int event_lag_days(const struct document *document, const struct date_mention *lag)
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
static bool event_has_open_date(const struct document *document, const struct event *event)
{
    for (size_t i = event_first_date(document, event->sentence);
         event_date_here(document, i, event->sentence); i++) {
        const struct date_mention *date = &document->dates[i];

        if (date->sentence == event->sentence && date->kind == DATE_DATE && !date->has_range) {
            return true;
        }
    }
    return false;
}

/* "X agreed that Y will end by May": the date is that of another verb. */
static bool event_other_clause(const struct document *document, uint32_t from, uint32_t to,
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

static void event_use_day(struct document *document, struct event *event, int64_t days)
{
    struct calendar_date day = calendar_from_days(days);

    event->date_value = calendar_value(document->arena, &day);
    event->date_precision = "day";
}

/* The date of the sentence nearest to the trigger, else the day of publication. */
static void event_set_date(struct document *document, struct event *event, uint32_t trigger,
                           bool noun)
{
    bool after = false;
    int32_t lag = event_lag(document, event, trigger, &after);

    const struct timestamp *published = &document->published;
    int32_t best = NO_INDEX;

    for (size_t i = event_first_date(document, event->sentence);
         event_date_here(document, i, event->sentence); i++) {
        const struct date_mention *date = &document->dates[i];

        if (date->first_token > trigger &&
            event_other_clause(document, trigger, date->first_token, noun)) {
            continue;
        }
        if (date->sentence == event->sentence && date->has_range &&
            (date->kind == DATE_DATE || date->kind == DATE_TIME) &&
            (best == NO_INDEX || event_distance(date->first_token, trigger) <
                                     event_distance(document->dates[best].first_token, trigger))) {
            best = (int32_t)i;
        }
    }
    if (best != NO_INDEX) {
        const struct date_mention *date = &document->dates[best];
        int64_t days = date->last_day - date->first_day;

        if (lag != NO_INDEX && date->first_token < document->dates[lag].first_token) {
            int shift = event_lag_days(document, &document->dates[lag]);

            if (shift > 0 && days == 0) {
                event->date = lag;
                event_use_day(document, event, date->first_day + (after ? -shift : shift));
            }
            return; /* some other day than the sentence's */
        }
        event->date = best;
        if (days == 0) {
            event_use_day(document, event, date->first_day);
        } else {
            event->date_value = date->value;
            event->date_precision = days < 7    ? "week"
                                    : days < 31 ? "month"
                                    : days < 93 ? "quarter"
                                                : "year";
        }
    } else if (published->precision >= PRECISION_DAY && lag == NO_INDEX &&
               !event_has_open_date(document, event)) {
        event_use_day(document, event,
                      timestamp_days(published->year, published->month, published->day));
    }
}

/* A place behind "in", "at" or "near", the nearest one behind the trigger. */
static void event_set_location(const struct document *document, struct event *event,
                               uint32_t trigger)
{
    for (size_t i = document_first_mention(document, event->sentence);
         document_in_sentence(document, i, event->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const char *before;

        if (mention->sentence != event->sentence || mention->first_token <= trigger ||
            mention->first_token - trigger > EVENT_LOCATION_FAR ||
            strcmp(document->entities[mention->entity].type, "LOC") != 0 ||
            mention->kind == MENTION_NOMINAL) {
            continue;
        }
        before = document->tokens[mention->first_token - 1].lower;
        if (strcmp(before, "the") == 0 && mention->first_token >= 2) {
            before = document->tokens[mention->first_token - 2].lower;
        }
        if (strcmp(before, "in") == 0 || strcmp(before, "at") == 0 || strcmp(before, "near") == 0 ||
            strcmp(before, "outside") == 0) {
            event->location = (int32_t)mention->entity;
            return;
        }
    }
}

/* The speaker of the quotation that the trigger stands in. */
static void event_set_attribution(const struct document *document, struct event *event)
{
    for (size_t i = 0; i < document->quote_count; i++) {
        const struct quote *quote = &document->quotes[i];

        if (quote->speaker != NO_INDEX && quote->span.field == event->trigger.field &&
            quote->span.start <= event->trigger.start && quote->span.end >= event->trigger.end) {
            event->attributed_to = quote->speaker;
            return;
        }
    }
}

static void event_set_quantities(struct document *document, struct event *event)
{
    if (strncmp(event->cameo, "18", 2) < 0) {
        return;
    }
    for (size_t i = event_first_quantity(document, event->sentence);
         i < document->quantity_count && document->quantities[i].sentence == event->sentence; i++) {
        const struct quantity *quantity = &document->quantities[i];
        bool known = false;

        if (quantity->sentence != event->sentence || quantity->what == NULL ||
            (strcmp(quantity->what, "killed") != 0 && strcmp(quantity->what, "wounded") != 0)) {
            continue;
        }
        for (size_t q = 0; q < event->quantity_count; q++) {
            known = known || strcmp(event->quantities[q].what, quantity->what) == 0;
        }
        if (!known) {
            event->quantities =
                arena_grow(document->arena, event->quantities, &event->quantity_capacity,
                           event->quantity_count, sizeof *event->quantities);
            event->quantities[event->quantity_count++] =
                (struct event_quantity){quantity->what, quantity->value};
        }
    }
}

/* One event of the world has one id: same day, parties, code and place. Without all of them it
 * cannot be told from others, and stays the article's own. */
static void event_set_id(struct document *document, struct event *event)
{
    const char *location =
        event->location == NO_INDEX ? NULL : document->entities[event->location].id;
    const char *source = event->source.code != NULL ? event->source.code
                         : event->source.entity == NO_INDEX
                             ? NULL
                             : document->entities[event->source.entity].id;
    const char *target = event->target.code != NULL ? event->target.code
                         : event->target.entity == NO_INDEX
                             ? NULL
                             : document->entities[event->target.entity].id;
    bool whole = source != NULL && target != NULL && event->date_value != NULL;
    const char *own = whole ? NULL : document->article.id;
    const char *parts[] = {event->date_value, source, target, event->cameo, location, own};
    char id[HASH_ID_SIZE];

    hash_id(parts, sizeof parts / sizeof parts[0], id);
    event->id = arena_strdup(document->arena, id);
}

static double event_confidence(const struct event *event, const struct event_match *match)
{
    double confidence = 0.5;

    confidence += match->object != UINT32_MAX ? 0.15 : 0;
    confidence += event->source.code != NULL && event->target.code != NULL ? 0.2 : -0.15;
    confidence -= match->rule->noun ? 0.1 : 0;
    confidence += event->date != NO_INDEX ? 0.05 : 0;
    return (double)(int)(confidence * 100 + 0.5) / 100;
}

static bool event_same_party(const struct party *a, const struct party *b, bool domestic)
{
    if (a->entity == b->entity) {
        return true;
    }
    return !domestic && a->code != NULL && b->code != NULL && strncmp(a->code, b->code, 3) == 0 &&
           (strcmp(a->code, b->code) == 0 || (event_is_state(a->code) && event_is_state(b->code)));
}

/* Whether the sentence has told already what the one did to the other: what follows are its
 * details. */
static bool event_known(const struct document *document, const struct event *event)
{
    for (size_t i = document->event_count - 1;
         i > 0 && document->events[i - 1].sentence == event->sentence; i--) {
        const struct event *other = &document->events[i - 1];
        bool domestic = event->source.code != NULL && event->target.code != NULL &&
                        strncmp(event->source.code, event->target.code, 3) == 0;

        /* cooperation and conflict are two things */
        if ((other->quad <= 2) == (event->quad <= 2) &&
            event_same_party(&other->source, &event->source, domestic) &&
            event_same_party(&other->target, &event->target, domestic)) {
            return true;
        }
    }
    return false;
}

static void event_add(struct document *document, const struct event_match *match, int32_t source,
                      int32_t target)
{
    struct event *event = document_add_event(document);
    const struct event_code *code = match->rule->code;

    event->cameo = code->cameo;
    event->plover = code->plover;
    event->mode = code->mode;
    event->context = code->context;
    event->quad = code->quad;
    event->goldstein = code->goldstein;
    event->source = event_party(document, source);
    event->target = event_party(document, target);
    event->sentence = document->tokens[match->first].sentence;
    event->trigger = document_token_span(document, match->first, match->count);
    event->rule = match->rule->id;
    if (event_known(document, event)) {
        document->event_count--;
        return;
    }
    event->modality = event_match_modality(document, match);
    event->negated = event_match_negated(document, match);
    event_set_date(document, event, match->first, match->rule->noun);
    event_set_location(document, event, match->first);
    event_set_attribution(document, event);
    event_set_quantities(document, event);
    event_set_id(document, event);
    event->confidence = event_confidence(event, match);
}

static bool event_is_party(const struct document *document, int32_t mention)
{
    return mention != NO_INDEX &&
           event_party_code(&document->entities[document->mentions[mention].entity]) != NULL;
}

/* Whether what the source acts on is another party's: "the premier removes American troops". */
static bool event_object_is_foreign(const struct document *document,
                                    const struct event_match *match, int32_t source)
{
    const char *own = event_party_code(&document->entities[document->mentions[source].entity]);

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence) &&
         match->object != UINT32_MAX;
         i++) {
        const struct mention *mention = &document->mentions[i];
        const char *code = event_party_code(&document->entities[mention->entity]);

        if (match->object >= mention->first_token &&
            match->object < mention->first_token + mention->token_count && code != NULL &&
            own != NULL && strncmp(code, own, 3) != 0) {
            return true;
        }
    }
    return false;
}

/* A government and its own soldiers are no two parties. */
static bool event_same_side(const struct document *document, const struct event_parties *parties)
{
    const char *sides[2] = {
        event_party_code(&document->entities[document->mentions[parties->source].entity]),
        event_party_code(&document->entities[document->mentions[parties->target].entity])};

    return sides[0] != NULL && sides[1] != NULL && event_is_state(sides[0]) &&
           event_is_state(sides[1]) && strncmp(sides[0], sides[1], 3) == 0;
}

/* Only plain words between the subject and its verb. */
static bool event_is_close(const struct document *document, const struct event_match *match,
                           int32_t source)
{
    const struct mention *mention = &document->mentions[source];

    for (uint32_t i = mention->first_token + mention->token_count; i < match->first; i++) {
        const char *word = document->tokens[i].lower;

        if (match->first - i > 8 || strcmp(word, "which") == 0 || strcmp(word, "that") == 0 ||
            strcmp(word, ";") == 0) {
            return false;
        }
    }
    return true;
}

/* An event of one party: only where the words leave little doubt. */
static bool event_is_certain(const struct document *document, const struct event_match *match,
                             const struct event_parties *parties)
{
    bool infinitive =
        match->first > 0 && strcmp(document->tokens[match->first - 1].lower, "to") == 0;

    if (infinitive && strcmp(event_match_modality(document, match), "demanded") != 0) {
        return false; /* "invited X to join": who joins is not who invites */
    }
    return !match->rule->noun && event_is_party(document, parties->source) &&
           parties->target == NO_INDEX && event_is_close(document, match, parties->source) &&
           (match->object != UINT32_MAX || (match->rule->target & RULE_TARGET_NONE) != 0) &&
           !event_object_is_foreign(document, match, parties->source);
}

void event_find(const struct event_rules *rules, struct document *document)
{
    uint32_t sentence = UINT32_MAX;
    int32_t previous = NO_INDEX; /* source of the sentence's last verb */

    if (!document->english) {
        return;
    }
    for (uint32_t i = 0; i < document->token_count; i++) {
        struct event_match match;
        struct event_parties parties;

        if (document->tokens[i].sentence != sentence) {
            sentence = document->tokens[i].sentence;
            previous = NO_INDEX;
        }
        if (!event_match_at(rules, document, i, &match)) {
            continue;
        }
        event_match_parties(document, &match, previous, &parties);
        previous = !match.rule->noun && parties.source != NO_INDEX ? parties.source : previous;
        if ((parties.source != NO_INDEX && parties.target != NO_INDEX &&
             (event_is_party(document, parties.source) ||
              event_is_party(document, parties.target)) &&
             !event_same_side(document, &parties)) ||
            event_is_certain(document, &match, &parties)) {
            event_add(document, &match, parties.source, parties.target);
            if (parties.reciprocal && parties.target != NO_INDEX) {
                event_add(document, &match, parties.target, parties.source);
            }
        }
        i += match.count - 1;
    }
}
