/*
 * The event rules: config/events/cameo.tsv (what a code means), combine.tsv (what a code becomes
 * when it is demanded, refused, threatened ...) and *.rules (which words tell it). docs/events.md
 * describes the language. Read-only once they are open.
 */
#ifndef DATELINE_TRANSFORM_EVENT_RULES_H
#define DATELINE_TRANSFORM_EVENT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "transform/event/codes.h"
#include "transform/event/event.h"
#include "transform/event/vocabulary.h"

enum { RULE_SLOTS_MAX = 12, RULE_EXAMPLES_MAX = 16, RULE_CONDITIONS_MAX = 4 };

/* What a rule does to the event that stands in its complement. */
enum rule_change {
    CHANGE_NONE,
    CHANGE_APPEAL,
    CHANGE_INTEND,
    CHANGE_DEMAND,
    CHANGE_REJECT,
    CHANGE_THREATEN,
    CHANGE_STOP,
    CHANGE_ACCUSE,
    CHANGE_PREPARE,
    CHANGE_HYPOTHETICAL, /* "may", "could" */
    CHANGE_JUDGE,        /* praise, condemn, investigate: the rule's own code */
    CHANGE_PASS          /* "continue to", "try to": the event stays what it is */
};
enum { CHANGE_COUNT = CHANGE_PASS + 1 };

extern const char *const rule_change_names[CHANGE_COUNT];

enum rule_kind {
    RULE_VERB = 1,
    RULE_NOUN = 2,
    RULE_ADJECTIVE = 4,
    RULE_AUXILIARY = 8,
    RULE_LIGHT = 16
};

/* Where a party stands. */
enum slot_kind {
    SLOT_SUBJECT,     /* of the verb; of the passive: its object */
    SLOT_OBJECT,      /* direct object; of a passive verb its subject */
    SLOT_CLAUSE,      /* subject of the clause that is the complement: "said that X must" */
    SLOT_OWNER,       /* "X's attack", "the X attack", "attack by X" */
    SLOT_PREPOSITION, /* `word` */
    SLOT_BOTH,        /* the other one of "X and Y", "between X and Y", "the X-Y talks" */
    SLOT_PLACE,       /* the country where it happens */
    SLOT_GOVERNMENT,  /* the next state or government behind the trigger */
    SLOT_DOER,        /* who does what the complement tells */
    SLOT_SUFFERER,    /* to whom the complement does it */
    SLOT_NONE         /* the event needs no such party */
};

struct slot {
    enum slot_kind kind;
    uint32_t word; /* a preposition in the vocabulary */
};

struct slot_list {
    struct slot items[RULE_SLOTS_MAX];
    size_t count;
};

/* "with PREPOSITION WORDS": a complement with that preposition must have one of the words. */
struct rule_phrase {
    uint32_t preposition;
    struct phrase_list words; /* empty: any */
};

enum rule_when {
    WHEN_NEGATED = 1,
    WHEN_NOT_NEGATED = 2,
    WHEN_PASSIVE = 4,
    WHEN_ACTIVE = 8,
    WHEN_DOMESTIC = 16,    /* both parties are of one country */
    WHEN_FOREIGN = 32,     /* they are of two */
    WHEN_CONDITIONAL = 64, /* "if", "unless" */
    WHEN_GOVERNED = 128,   /* only where it is asked for, planned, refused ... */
    WHEN_DIRECT = 256      /* the word of `object` is the object itself, or in its phrase */
};

struct rule_example {
    const char *text, *source, *target, *cameo; /* NULL party: none; NULL code: does not fire */
    size_t line;
};

struct event_rule {
    const char *id, *file;
    size_t line;
    const struct event_code *code; /* NULL: only changes others */
    unsigned kinds;                /* enum rule_kind */
    struct phrase_list objects;    /* head of the object, or within it; empty: none asked for */
    struct phrase_list without;    /* none of these may stand there */
    struct phrase_list about;      /* one must stand in the sentence, behind the trigger */
    struct phrase_list clause;     /* verb of the complement clause */
    struct phrase_list subject;    /* head of the subject */
    struct rule_phrase phrases[RULE_CONDITIONS_MAX];
    size_t phrase_count;
    struct slot_list source, target;
    struct string_list source_is, target_is; /* roles: "MIL", or "state" */
    unsigned when;                           /* enum rule_when */
    enum rule_change change;
    struct rule_example examples[RULE_EXAMPLES_MAX];
    size_t example_count;
};

/* One way of writing a rule's trigger. */
struct event_trigger {
    struct phrase phrase;
    enum rule_kind kind;
    const struct event_rule *rule;
};

/* With what something is done (event/instrument.h). */
struct instrument {
    const char *name;              /* "car_bomb" */
    const struct event_code *code; /* what an attack with it is; NULL: the same as without */
    struct phrase_list nouns, verbs;
};

/* A named set of words, as written. */
struct rule_set {
    const char *name, *file;
    size_t line;
    struct string_list words;
    bool used;
};

struct event_rules {
    struct arena *arena;
    struct vocabulary vocabulary;
    struct event_codes codes;
    const struct event_code *(*changes)[CHANGE_COUNT]; /* by number of the code; NULL: stays */
    struct event_rule **rules;                         /* in the order of the files */
    size_t rule_count, rule_capacity;
    struct event_trigger *triggers; /* sorted by first word, longer first, then by rule */
    size_t trigger_count, trigger_capacity;
    uint32_t *first_trigger; /* by word: where its triggers begin; one more than there are words */
    struct rule_set *sets;
    size_t set_count, set_capacity;
    struct instrument *instruments;
    size_t instrument_count, instrument_capacity;
    struct phrase_list launches, blows, withs; /* what stands around an instrument */
    uint32_t by, between, of, with;
};

/* What a code becomes; the code itself when the table says nothing. */
const struct event_code *rules_change(const struct event_rules *rules,
                                      const struct event_code *code, enum rule_change change);

/* Reads one file of rules; `folder` is config/events. */
enum status rule_reader_read(struct event_rules *rules, const char *path,
                             struct error *error) WARN_UNUSED;

#endif
