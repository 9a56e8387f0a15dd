/* Who does it to whom: clauses, prepositions, the passive, shared subjects. */
#include <string.h>
#include "transform/event/match.h"
#include "transform/event/words.h"

enum {
    MATCH_TARGET_FAR = 16,
    MATCH_BACK_FAR = 25,
    MATCH_PREPOSITION_BACK = 6,
    MATCH_OBJECT_NEAR = 8
};

static bool match_can_act(const struct document *document, const struct mention *mention)
{
    const struct entity *entity = &document->entities[mention->entity];

    return entity->actor_code != NULL || entity->country != NULL ||
           strcmp(entity->type, "PERSON") == 0 || strcmp(entity->type, "ORG") == 0;
}

/* Whether another mention of the sentence covers this one: "Iraqi" in "Iraqi parliament". */
static bool match_is_covered(const struct document *document, size_t index)
{
    const struct mention *mention = &document->mentions[index];

    for (size_t i = document_first_mention(document, document->mentions[index].sentence);
         document_in_sentence(document, i, document->mentions[index].sentence); i++) {
        const struct mention *other = &document->mentions[i];

        if (i != index && other->span.field == mention->span.field &&
            other->span.start <= mention->span.start && other->span.end >= mention->span.end &&
            other->span.end - other->span.start > mention->span.end - mention->span.start) {
            return true;
        }
    }
    return false;
}

/* The preposition that governs a mention: looked for backwards over its noun phrase; NULL: none. Of
 * "in Iraq and Syria" both stand behind "in". */
static const char *match_preposition(const struct document *document, const struct mention *mention,
                                     uint32_t stop)
{
    for (uint32_t i = mention->first_token, steps = 0; i > stop && steps < MATCH_PREPOSITION_BACK;
         i--, steps++) {
        const char *word = document->tokens[i - 1].lower;

        if (MATCH_ONE_OF(word, ",", "and", "or") && i - 1 > stop && i == mention->first_token) {
            const struct mention *other = match_ending(document, i - 1);

            if (other != NULL && other->sentence == mention->sentence &&
                other->first_token > stop &&
                match_is_preposition(document->tokens[other->first_token - 1].lower)) {
                return document->tokens[other->first_token - 1].lower;
            }
        }

        if (match_is_preposition(word)) {
            return word;
        }
        if (MATCH_ONE_OF(word, ",", ";", ":", "and", "that", "who", "which", "or", "but", "—", "–",
                         "-")) {
            return NULL;
        }
    }
    return NULL;
}

/* "DOHA — ...", "NEW YORK (Agency) — ...": where the report was filed. */
static bool match_is_dateline(const struct document *document, const struct mention *mention)
{
    uint32_t behind = mention->first_token + mention->token_count;
    const char *sign = behind < document->token_count ? document->tokens[behind].text : "";

    return mention->first_token == match_sentence_start(document, mention->first_token) &&
           MATCH_ONE_OF(sign, "—", "–", "-", "(", "--");
}

static bool match_usable(const struct document *document, const struct event_match *match,
                         size_t index)
{
    const struct mention *mention = &document->mentions[index];

    if (match_is_dateline(document, mention)) {
        return false;
    }
    return mention->sentence == document->tokens[match->first].sentence &&
           match_can_act(document, mention) && !match_is_covered(document, index);
}

/* "X's willingness to negotiate": the owner of what leads to the verb. */
static int32_t match_possessor(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first);

    if (match->first < start + 4 || strcmp(document->tokens[match->first - 1].lower, "to") != 0) {
        return NO_INDEX;
    }
    for (uint32_t i = match->first - 2; i > start && match->first - i < 6; i--) {
        if (strcmp(document->tokens[i].lower, "'s") == 0) {
            for (size_t m =
                     document_first_mention(document, document->tokens[match->first].sentence);
                 document_in_sentence(document, m, document->tokens[match->first].sentence); m++) {
                if (document->mentions[m].first_token + document->mentions[m].token_count == i &&
                    match_usable(document, match, m)) {
                    return (int32_t)m;
                }
            }
        }
        if ((document->tokens[i].flags & TOKEN_PUNCTUATION) != 0) {
            break;
        }
    }
    return NO_INDEX;
}

/* Where the trigger's own clause begins: behind the last "after", "when", "that" ... before it. */
static uint32_t match_clause_start(const struct document *document, const struct event_match *match,
                                   const char **opener)
{
    uint32_t start = match_sentence_start(document, match->first);

    *opener = "";
    for (uint32_t i = match->first; i > start; i--) {
        const char *word = document->tokens[i - 1].lower;

        if (MATCH_ONE_OF(word, "after", "before", "when", "while", "because", "as", "although",
                         "though", "that", "which", "who", "whose", "whom", "where", "since",
                         "until", "if", "unless", "than", ";", ":", "says", "said", "say")) {
            *opener = word;
            return i;
        }
    }
    return start;
}

/* "X, who attacked Y": whom the relative pronoun stands for. */
static int32_t match_antecedent(const struct document *document, const struct event_match *match,
                                uint32_t clause)
{
    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        uint32_t end = document->mentions[i].first_token + document->mentions[i].token_count;

        if (match_usable(document, match, i) && end < clause && clause - end <= 2) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* The subject: the nearest party of the clause before the trigger that stands in no prepositional
 * phrase but "of" ("the leaders of X"). */
static int32_t match_before(const struct document *document, const struct event_match *match,
                            uint32_t limit)
{
    const char *opener;
    uint32_t clause = match_clause_start(document, match, &opener);
    int32_t free = match->passive ? NO_INDEX : match_possessor(document, match), any = NO_INDEX;

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence) &&
         free == NO_INDEX;
         i++) {
        const struct mention *mention = &document->mentions[i];
        const char *preposition;

        if (!match_usable(document, match, i) ||
            mention->first_token + mention->token_count > limit || mention->first_token < clause ||
            limit - mention->first_token > MATCH_BACK_FAR) {
            continue;
        }
        if (mention->first_token + mention->token_count < limit &&
            MATCH_ONE_OF(document->tokens[mention->first_token + mention->token_count].lower,
                         "soil", "territory", "airspace", "waters", "border", "side")) {
            continue; /* land does nothing */
        }
        preposition = match_preposition(document, mention, clause);
        if (preposition == NULL) {
            any = (int32_t)i; /* the last of them counts */
        } else if (strcmp(preposition, "of") == 0 && any == NO_INDEX) {
            any = (int32_t)i;
        }
    }
    if (free == NO_INDEX && any == NO_INDEX && MATCH_ONE_OF(opener, "says", "said", "say") &&
        MATCH_ONE_OF(document->tokens[clause].lower, "it", "they", "he", "she", "we")) {
        any = match_antecedent(document, match, clause); /* "X said it attacked Y" */
    }
    if (free == NO_INDEX && any == NO_INDEX && MATCH_ONE_OF(opener, "who", "which", "that")) {
        any = match_antecedent(document, match, clause);
    }
    return free != NO_INDEX ? free : any;
}

static bool match_wants(const struct event_rule *rule, const char *preposition)
{
    if (preposition == NULL) {
        return (rule->target & RULE_TARGET_OBJECT) != 0;
    }
    for (size_t i = 0; i < rule->prepositions.count; i++) {
        if (strcmp(rule->prepositions.items[i], preposition) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether another clause begins between two tokens. */
static bool match_clause_ends(const struct document *document, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (MATCH_ONE_OF(document->tokens[i].lower, "after", "before", "when", "while", "because",
                         "although", "though", "which", "who", "where", ";", "whose", "but")) {
            return true;
        }
        if (strcmp(document->tokens[i].lower, "and") == 0 &&
            i + 1 < to) { /* "joined X and declared Y" */
            const char *next = document->tokens[i + 1].lower;
            size_t length = strlen(next);

            if (length > 4 && strcmp(next + length - 2, "ed") == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Of "Iranian General Qassem Soleimani" the person, not the adjective. */
static int32_t match_head(const struct document *document, const struct event_match *match,
                          int32_t index)
{
    const struct mention *mention = &document->mentions[index];
    uint32_t end = mention->first_token + mention->token_count;
    const char *type = document->entities[mention->entity].type;

    if (strcmp(type, "NORP") != 0 && strcmp(type, "LOC") != 0) {
        return index;
    }
    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        const struct mention *person = &document->mentions[i];
        bool adjacent = person->first_token >= end && person->first_token - end <= 4 &&
                        match_usable(document, match, i) &&
                        strcmp(document->entities[person->entity].type, "PERSON") == 0;

        for (uint32_t t = end; adjacent && t < person->first_token; t++) {
            adjacent = (document->tokens[t].flags & TOKEN_WORD) != 0 &&
                       !match_is_preposition(document->tokens[t].lower) &&
                       !MATCH_ONE_OF(document->tokens[t].lower, "and", "or");
        }
        if (adjacent) {
            return (int32_t)i;
        }
    }
    return index;
}

/* The target behind the trigger, by object or preposition. */
static int32_t match_behind(const struct document *document, const struct event_match *match,
                            int32_t source)
{
    uint32_t from = match->first + match->count;
    int32_t reluctant = NO_INDEX;

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const char *preposition;

        if (!match_usable(document, match, i) || mention->first_token < from ||
            mention->first_token - from > MATCH_TARGET_FAR ||
            (source != NO_INDEX && document->mentions[source].entity == mention->entity)) {
            continue;
        }
        if (match_clause_ends(document, from, mention->first_token)) {
            break;
        }
        preposition = match_preposition(document, mention, from - 1);
        if (preposition != NULL && mention->first_token > from && match->count > 1 &&
            strcmp(document->tokens[from - 1].lower, preposition) == 0) {
            preposition = NULL; /* the trigger's own particle: "call on X" */
        }
        if (match_wants(match->rule, preposition) &&
            (preposition != NULL || mention->first_token - from <= MATCH_OBJECT_NEAR)) {
            return match_head(document, match, (int32_t)i);
        }
        if (reluctant == NO_INDEX && preposition != NULL &&
            MATCH_ONE_OF(preposition, "of", "in", "at", "near") &&
            mention->first_token - from <= MATCH_OBJECT_NEAR &&
            (match->rule->target & RULE_TARGET_OBJECT) != 0) {
            reluctant = (int32_t)i; /* "attacked a base in X" */
        }
    }
    return reluctant;
}

/* "by X" behind a passive verb or a noun. */
static int32_t match_agent(const struct document *document, const struct event_match *match)
{
    uint32_t from = match->first + match->count;

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const char *preposition;

        if (!match_usable(document, match, i) || mention->first_token < from ||
            mention->first_token - from > MATCH_TARGET_FAR) {
            continue;
        }
        preposition = match_preposition(document, mention, from - 1);
        if (preposition != NULL && strcmp(preposition, "by") == 0) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* A noun's source: "X's attack", "the U.S. attack", "attack by X". */
static int32_t match_owner(const struct document *document, const struct event_match *match)
{
    int32_t agent = match_agent(document, match);

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence) &&
         agent == NO_INDEX;
         i++) {
        const struct mention *mention = &document->mentions[i];
        uint32_t end = mention->first_token + mention->token_count;

        if (match_usable(document, match, i) && end <= match->first && match->first - end <= 3) {
            bool plain = true;

            for (uint32_t t = end; t < match->first; t++) {
                plain =
                    plain && !match_is_preposition(document->tokens[t].lower) &&
                    !MATCH_ONE_OF(document->tokens[t].lower, ",", "and", "or", ";", "that", "the",
                                  "a", "an", "says", "said", "say", "reports", "reported", "claims",
                                  "denies", "is", "are", "was", "were", "has", "had");
            }
            if (plain) {
                agent = (int32_t)i;
            }
        }
    }
    return agent;
}

/* The other one of "X and Y" that ends with mention `last`. */
static int32_t match_partner(const struct document *document, const struct event_match *match,
                             int32_t last)
{
    const struct mention *mention = &document->mentions[last];
    int32_t partner = NO_INDEX;

    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        const struct mention *other = &document->mentions[i];
        uint32_t end = other->first_token + other->token_count;

        if ((int32_t)i == last || !match_usable(document, match, i) ||
            other->entity == mention->entity || end >= mention->first_token ||
            mention->first_token - end > 7) {
            continue;
        }
        for (uint32_t t = end; t < mention->first_token; t++) {
            if (MATCH_ONE_OF(document->tokens[t].lower, "and", "&")) {
                partner = (int32_t)i;
            }
        }
    }
    return partner;
}

static int32_t match_first_after(const struct document *document, const struct event_match *match,
                                 uint32_t from, int32_t but)
{
    for (size_t i = document_first_mention(document, document->tokens[match->first].sentence);
         document_in_sentence(document, i, document->tokens[match->first].sentence); i++) {
        const struct mention *mention = &document->mentions[i];

        if (match_usable(document, match, i) && mention->first_token >= from &&
            mention->first_token - from <= MATCH_TARGET_FAR &&
            (but == NO_INDEX || document->mentions[but].entity != mention->entity)) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* Whether the verb shares the subject of the one before: "X blamed Y and bombed Z", "returned to
 * fight". */
static bool match_shares_subject(const struct document *document, const struct event_match *match)
{
    uint32_t start = match_sentence_start(document, match->first), i = match->first;

    if (match->rule->noun) {
        return false;
    }
    while (i > start && MATCH_ONE_OF(document->tokens[i - 1].lower, "have", "has", "had", "will",
                                     "would", "also", "then", "later", "been", "was", "were")) {
        i--;
    }
    return i > start + 1 &&
           (strcmp(document->tokens[i - 1].lower, "and") == 0 ||
            (strcmp(document->tokens[i - 1].lower, "to") == 0 && match->form == FORM_BASE) ||
            (match->form == FORM_GERUND && strcmp(document->tokens[i - 1].lower, ",") == 0));
}

/* A gerund behind a preposition ("towards removing X") has no subject of its own. */
static bool match_has_no_subject(const struct document *document, const struct event_match *match)
{
    return !match->rule->noun && match->form == FORM_GERUND &&
           match->first > match_sentence_start(document, match->first) &&
           match_is_preposition(document->tokens[match->first - 1].lower);
}

void event_match_parties(const struct document *document, const struct event_match *match,
                         int32_t previous, struct event_parties *parties)
{
    uint32_t behind = match->first + match->count, end = match_sentence_end(document, match->first);

    *parties = (struct event_parties){.source = NO_INDEX, .target = NO_INDEX};
    if (match->passive) {
        parties->target = match_before(document, match, match->first);
        parties->source = match_agent(document, match);
        return;
    }
    if ((match->rule->target & RULE_TARGET_BOTH) != 0 && behind < end &&
        strcmp(document->tokens[behind].lower, "between") == 0) {
        parties->source = match_first_after(document, match, behind, NO_INDEX);
        parties->target =
            parties->source == NO_INDEX
                ? NO_INDEX
                : match_first_after(document, match,
                                    document->mentions[parties->source].first_token + 1,
                                    parties->source);
        parties->reciprocal = parties->target != NO_INDEX;
        return;
    }
    if (previous != NO_INDEX && match_shares_subject(document, match)) {
        parties->source = previous;
    } else if (match_has_no_subject(document, match)) {
        parties->source = NO_INDEX;
    } else {
        parties->source = match->rule->noun ? match_owner(document, match)
                                            : match_before(document, match, match->first);
    }
    if ((match->rule->target & (RULE_TARGET_OBJECT | RULE_TARGET_PREPOSITION)) != 0) {
        parties->target = match_behind(document, match, parties->source);
    }
    if (parties->source != NO_INDEX && parties->target == NO_INDEX &&
        (match->rule->target & RULE_TARGET_BOTH) != 0) {
        int32_t partner = match_partner(document, match, parties->source);

        if (partner != NO_INDEX) {
            parties->target = parties->source;
            parties->source = partner;
            parties->reciprocal = true;
        }
    }
    /* "X met Y" tells of both; "X's war in Y" of the one */
    if ((match->rule->target & RULE_TARGET_BOTH) != 0 && parties->target != NO_INDEX &&
        !match->rule->noun) {
        parties->reciprocal = true;
    }
}
