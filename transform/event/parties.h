/* Who stands where around a trigger: from places of the sentence to mentions of those who act. */
#ifndef DATELINE_TRANSFORM_EVENT_PARTIES_H
#define DATELINE_TRANSFORM_EVENT_PARTIES_H

#include "transform/event/match.h"

enum { PARTIES_MAX = 4 };

/* Mentions (indices) that stand in one place: "X, Y and Z". */
struct party_set {
    int32_t mentions[PARTIES_MAX];
    size_t count;
    bool guessed; /* found by distance, not in the tree */
};

/* What a party is called in CAMEO: its own code, else its country's; NULL: neither is known. */
const char *party_code(const struct document *document, int32_t mention);

/* Whether a code is a country's, or its government's or army's. */
bool party_is_state(const char *code);

/* Adds those whom a noun phrase names; `head` is its last word. */
void party_of_noun(const struct syntax *syntax, int32_t head, struct party_set *set);

/* Those who stand in a slot; DOER and SUFFERER are the business of event/compose.h. */
void party_in_slot(const struct syntax *syntax, const struct event_match *match, struct slot slot,
                   struct party_set *set);

/* The first of the slots in which somebody stands who is not in `other` (NULL: nobody is). */
void party_in_slots(const struct syntax *syntax, const struct event_match *match,
                    const struct slot_list *slots, const struct party_set *other,
                    struct party_set *set);

/* Whether somebody of a set has a role: "MIL", or "state"; an empty list fits everybody. */
bool party_has_role(const struct document *document, const struct party_set *set,
                    const struct string_list *roles);

/* Drops from a set those who are in another. */
void party_remove(const struct document *document, struct party_set *set,
                  const struct party_set *others);

#endif
