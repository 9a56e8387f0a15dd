/*
 * The event dictionary: config/events/cameo.tsv (what a code means) and rules.tsv (which words tell
 * it).
 */
#ifndef DATELINE_TRANSFORM_EVENT_RULES_H
#define DATELINE_TRANSFORM_EVENT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "transform/event/codes.h"
#include "transform/event/event.h"

enum rule_target {
    RULE_TARGET_OBJECT = 1, /* direct object */
    RULE_TARGET_BOTH = 2,   /* "X and Y met": each to the other */
    RULE_TARGET_NONE = 4,
    RULE_TARGET_PREPOSITION = 8 /* those in `prepositions` */
};

struct event_rule {
    const char *id;
    const struct event_code *code;
    bool noun;
    unsigned target; /* enum rule_target */
    struct string_list prepositions;
    struct string_list objects; /* lower case; one must stand near; empty: none needed */
};

enum trigger_form {
    FORM_BASE,
    FORM_THIRD,
    FORM_PAST,
    FORM_PARTICIPLE,
    FORM_PAST_OR_PARTICIPLE,
    FORM_GERUND,
    FORM_NOUN
};

/* One inflected form of a rule's trigger. */
struct event_trigger {
    const char *word;          /* its first word, lower case */
    struct string_list behind; /* words that must follow */
    enum trigger_form form;
    const struct event_rule *rule;
};

struct event_rules {
    struct arena *arena;
    struct event_codes codes;
    struct event_rule *rules; /* sorted out of the arena: they never move */
    size_t rule_count;
    struct event_trigger *triggers; /* sorted by word */
    size_t trigger_count, trigger_capacity;
};

/* The triggers whose first word is `word`: how many, and where they begin. */
size_t event_rules_find(const struct event_rules *rules, const char *word,
                        const struct event_trigger **first);

#endif
