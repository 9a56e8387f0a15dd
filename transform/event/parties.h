/* Who stands where around a trigger: from places of the sentence to mentions of those who act. */
#ifndef DATELINE_TRANSFORM_EVENT_PARTIES_H
#define DATELINE_TRANSFORM_EVENT_PARTIES_H

#include "transform/event/match.h"

enum { PARTIES_MAX = 4 };

/* Mentions (indices) that stand in one place: "X, Y and Z". */
struct party_set {
    int32_t mentions[PARTIES_MAX];
    size_t count;
    bool acts;    /* set before: who does it, not where: "groups in Iraq" are not Iraq */
    bool guessed; /* found by distance, not in the tree */
};

/* What a party is called in CAMEO: its own code, else its country's; NULL: neither is known. */
const char *party_code(const struct document *document, int32_t mention);

/* Whether a code is a country's, or its government's or army's. */
bool party_is_state(const char *code);

/* "DOHA — ...", "NEW YORK (Agency) — ...": where the report was filed. */
bool party_is_dateline(const struct syntax *syntax, const struct mention *mention);

/* The mention that covers a token; one with a code before one without, the longest. NO_INDEX: none.
 */
int32_t party_covering(const struct syntax *syntax, int32_t token);

/* Adds a mention (NO_INDEX: none); of "Iranian General X" the person. */
void party_add(const struct document *document, struct party_set *set, int32_t mention);

/* Adds those named before a head in its own phrase: "Iraqi forces", "the Turkish and Greek sides".
 */
void party_before_head(const struct syntax *syntax, int32_t head, struct party_set *set);

/* Adds those whom a noun phrase names; `head` is its last word. */
void party_of_noun(const struct syntax *syntax, int32_t head, struct party_set *set);

/* "X, Y and Z attacked", of which the tree has Y and Z as the subject, or X alone: makes it all of
 * them, where the list opens a clause and the verb follows it. */
void party_of_series(const struct syntax *syntax, struct party_set *set);

/* Those who stand in a slot; DOER and SUFFERER are the business of event/compose.h. */
void party_in_slot(const struct syntax *syntax, const struct event_match *match, struct slot slot,
                   struct party_set *set);

/* The first of the slots in which somebody stands who is not in `other` (NULL: nobody is). */
void party_in_slots(const struct syntax *syntax, const struct event_match *match,
                    const struct slot_list *slots, const struct party_set *other,
                    struct party_set *set);

/* "a strike ..., resulting in the death of X": X is whom violence hit, more than the place where.
 */
void party_of_death(const struct syntax *syntax, const struct event_match *match,
                    const struct party_set *source, struct party_set *target);

/* "The attack in Basra killed two": Basra has not killed them; "the Israeli attack": Israel has. */
bool party_is_happening(const char *word);
void party_of_happening(const struct syntax *syntax, int32_t head, struct party_set *set);

/* "Rockets fired by X killed two", "the attack carried out by X": who stands behind the participle.
 */
void party_of_launcher(const struct syntax *syntax, int32_t noun, struct party_set *set);

/* "a drone launched by X killed two in Y": the verb that tells whom the trigger's noun hit, so that
 * what stands behind it is that verb's; NO_INDEX: there is none. */
int32_t party_hit_by(const struct syntax *syntax, const struct event_match *match);

/* Whether somebody of a set has a role: "MIL", or "state"; an empty list fits everybody. */
bool party_has_role(const struct document *document, const struct party_set *set,
                    const struct string_list *roles);

/* Drops from a set those who are in another. */
void party_remove(const struct document *document, struct party_set *set,
                  const struct party_set *others);

#endif
