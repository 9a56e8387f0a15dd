#include "transform/event/match.h"

#include <string.h>
#include "transform/event/parties.h"
#include "transform/event/trigger.h"
#include "transform/event/words.h"

enum {
    MATCH_WINDOW = 7,     /* tokens in which an object is looked for without a tree */
    MATCH_COMPLEMENT = 7, /* "to" and its verb */
    MATCH_LENGTHS = VOCABULARY_PHRASE_MAX + 1, /* of two objects that stand alike, the longer */
    MATCH_UP_MAX = 8,
    MATCH_TOLD_MAX = 4, /* rules that people hear of for one word */
    MATCH_REACH = 40    /* tokens behind a trigger that are looked at at all */
};

int32_t match_complement(const struct syntax *syntax, int32_t token, int32_t last)
{
    int32_t from = last + 1;

    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX; t = syntax_sibling(syntax, t)) {
        enum relation relation = syntax_relation(syntax, t);

        if (t > last && (relation == REL_XCOMP || relation == REL_CCOMP ||
                         (relation == REL_ACL && strcmp(syntax_word(syntax, t - 1), "to") == 0))) {
            return t;
        }
    }
    for (int32_t t = from; t < syntax->end && t - from < MATCH_COMPLEMENT; t++) {
        if (strcmp(syntax_word(syntax, t), "to") == 0 && syntax_is_verb(syntax, t + 1)) {
            return t + 1;
        }
        if (syntax_clause_between(syntax, t, t + 1)) {
            break;
        }
    }
    return NO_INDEX;
}

/* Whether a word stands below the trigger, in no clause of its own. */
static bool match_governs(const struct syntax *syntax, const struct event_match *match,
                          int32_t token)
{
    for (int steps = 0; token != NO_INDEX && steps < MATCH_UP_MAX; steps++) {
        enum relation relation = syntax_relation(syntax, token);

        if (token >= match->first && token <= match->last) {
            return true;
        }
        if (relation == REL_CCOMP || relation == REL_XCOMP || relation == REL_ADVCL ||
            relation == REL_ACL || relation == REL_PARATAXIS ||
            (relation == REL_NSUBJ && !match->passive)) {
            return false;
        }
        token = syntax_head(syntax, token);
    }
    return false;
}

/* Neither a verb nor another clause. */
static bool match_plain_between(const struct syntax *syntax, int32_t from, int32_t to)
{
    for (int32_t t = from; t < to; t++) {
        if ((syntax_is_verb(syntax, t) && strncmp(syntax->document->tokens[t].tag, "VB", 2) == 0 &&
             syntax_relation(syntax, t) != REL_AMOD) ||
            strcmp(syntax_word(syntax, t), "that") == 0) {
            return false;
        }
    }
    return !syntax_clause_between(syntax, from, to);
}

/* How well a word stands as object: 3 it is the head (or in its phrase), 2 below the trigger in the
 * tree, 1 near it, 0 elsewhere. */
static int match_quality(const struct syntax *syntax, const struct event_match *match, int32_t head,
                         int32_t from, int32_t to)
{
    if (head != NO_INDEX && from <= head && from >= syntax_phrase_start(syntax, head)) {
        return 3;
    }
    if (syntax->parsed && match_governs(syntax, match, to - 1)) {
        return 2;
    }
    if (match->passive && to <= match->first) { /* of a subject that the tree tells wrong */
        return match_plain_between(syntax, to, match->first);
    }
    return from > match->last && from - match->last <= MATCH_WINDOW &&
                   match_plain_between(syntax, match->last + 1, from)
               ? 1
               : 0;
}

/* Whether the words are a part of a longer name: "Support" in "Rapid Support Forces". */
static bool match_within_name(const struct syntax *syntax, int32_t first, int32_t end)
{
    const struct document *document = syntax->document;

    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        int32_t start = (int32_t)mention->first_token,
                behind = start + (int32_t)mention->token_count;

        if (start > first) {
            break;
        }
        if (behind >= end && behind - start > end - first &&
            (mention->kind == MENTION_NAME || mention->kind == MENTION_ALIAS)) {
            return true;
        }
    }
    return false;
}

/* The best place of a list's words among what the trigger governs. */
static int match_object(const struct syntax *syntax, const struct event_match *match,
                        const struct phrase_list *list, int32_t *object)
{
    bool guessed;
    int32_t head, from = match->last + 1, to = syntax->end;
    int best = 0;

    if (match->kind == RULE_NOUN) {
        head = match->last;
        from = syntax_phrase_start(syntax, head);
    } else if (match->passive) {
        head = syntax_subject(syntax, match->first, &guessed);
        from = match->first - MATCH_WINDOW * 2 < syntax->first ? syntax->first
                                                               : match->first - MATCH_WINDOW * 2;
    } else if (syntax_relation(syntax, match->first) == REL_ACL &&
               syntax_child_by(syntax, match->first, REL_OBJ) == NO_INDEX &&
               syntax_child_by(syntax, match->first, REL_NSUBJ) != NO_INDEX) {
        head = syntax_head(syntax, match->first); /* "the pact that X signed" */
        from = syntax_phrase_start(syntax, head);
    } else {
        head = syntax_object(syntax, match->first, match->last, &guessed);
    }
    to = to - match->last > MATCH_REACH ? match->last + MATCH_REACH : to;
    for (int32_t t = from; t < to; t++) {
        size_t length;
        int quality;

        if (t >= match->first && t <= match->last) {
            continue;
        }
        length = phrase_list_match(list, &syntax->words[t - syntax->first], (size_t)(to - t));
        if (length == 0 || match_within_name(syntax, t, t + (int32_t)length)) {
            continue;
        }
        quality = match_quality(syntax, match, head, t, t + (int32_t)length) * MATCH_LENGTHS;
        quality += quality > 0 ? (int)length : 0;
        if (quality > best) {
            best = quality;
            *object = t + (int32_t)length - 1;
        }
    }
    return best;
}

/* Whether one of the words stands in the phrase of a noun, or behind the trigger. */
static bool match_about(const struct syntax *syntax, const struct event_match *match,
                        const struct phrase_list *list)
{
    int32_t from = match->kind == RULE_NOUN ? syntax_phrase_start(syntax, match->last)
                                            : match->last + 1,
            to = syntax->end - match->last > MATCH_REACH ? match->last + MATCH_REACH : syntax->end;

    for (int32_t t = from; t < to; t++) {
        size_t length =
            phrase_list_match(list, &syntax->words[t - syntax->first], (size_t)(to - t));

        if (length > 0 && (t < match->first || t > match->last) &&
            !match_within_name(syntax, t, t + (int32_t)length)) {
            return true;
        }
    }
    return false;
}

static bool match_phrase_in(const struct syntax *syntax, const struct phrase_list *list,
                            int32_t head)
{
    int32_t start = head == NO_INDEX ? head : syntax_phrase_start(syntax, head);

    for (int32_t t = start; head != NO_INDEX && t <= head; t++) {
        if (phrase_list_match(list, &syntax->words[t - syntax->first], (size_t)(head + 1 - t)) >
            0) {
            return true;
        }
    }
    return false;
}

int32_t match_top(const struct syntax *syntax, const struct event_match *match)
{
    int32_t top = match->kind == RULE_NOUN ? match->last : match->first;

    for (int32_t steps = match->last - match->first; steps > 0; steps--) {
        int32_t head = syntax_head(syntax, top);

        if (head < match->first || head > match->last) {
            break;
        }
        top = head;
    }
    return top;
}

/* The verb that a noun is the object of, or the subject of its passive: who does it stands there.
 */
static int32_t match_carrier(const struct syntax *syntax, const struct event_match *match)
{
    int32_t top = match_top(syntax, match), head = syntax_head(syntax, top);
    enum relation relation = syntax_relation(syntax, top);

    if (match->kind != RULE_NOUN || head == NO_INDEX || !syntax_is_verb(syntax, head)) {
        return NO_INDEX;
    }
    return relation == REL_OBJ || (relation == REL_NSUBJ && syntax_passive(syntax, head))
               ? head
               : NO_INDEX;
}

/* Fills what the conditions need and adds up the score; why not: what was missing. */
static const char *match_try(const struct syntax *syntax, struct event_match *match)
{
    const struct event_rule *rule = match->rule;
    struct party_set parties = {0};
    bool guessed = false;
    int quality;

    if (rule->objects.count > 0) {
        quality = match_object(syntax, match, &rule->objects, &match->object);
        if (quality == 0) {
            return "no word of `object` stands there";
        }
        if ((rule->when & WHEN_DIRECT) != 0 && quality / MATCH_LENGTHS < 3) {
            return "the word of `object` is not the object itself";
        }
        match->score += 3 + 3 * (quality / MATCH_LENGTHS) + quality % MATCH_LENGTHS;
        match->guessed = match->guessed || quality / MATCH_LENGTHS == 1;
    }
    if (rule->about.count > 0) {
        if (!match_about(syntax, match, &rule->about)) {
            return "no word of `about` stands behind it";
        }
        match->score += 8;
    }
    if (rule->without.count > 0) {
        int32_t unwanted;

        if (match_object(syntax, match, &rule->without, &unwanted) > 0) {
            return "a word of `without` stands there";
        }
        match->score += 1;
    }
    if (rule->clause.count > 0) {
        match->clause = match_complement(syntax, match->first, match->last);
        if (match->clause == NO_INDEX ||
            phrase_list_match(&rule->clause, &syntax->words[match->clause - syntax->first],
                              (size_t)(syntax->end - match->clause)) == 0) {
            return "its clause has no verb of `clause`";
        }
        match->score += 10;
    }
    for (size_t i = 0; i < rule->phrase_count; i++) {
        int32_t head = syntax_oblique(syntax, match->first, match->last,
                                      rule->phrases[i].preposition, &guessed);

        if (head == NO_INDEX || (rule->phrases[i].words.count > 0 &&
                                 !match_phrase_in(syntax, &rule->phrases[i].words, head))) {
            return "what `with` asks for does not stand there";
        }
        match->score += rule->phrases[i].words.count > 0 ? 10 : 5;
    }
    if (rule->subject.count > 0) {
        int32_t subject = syntax_subject(syntax, match->first, &guessed);

        if (!match_phrase_in(syntax, &rule->subject, subject)) {
            return "its subject is not of `subject`";
        }
        match->subject = subject;
        match->score += 12;
    }
    if (((rule->when & WHEN_PASSIVE) != 0 && !match->passive) ||
        ((rule->when & WHEN_ACTIVE) != 0 && match->passive) ||
        ((rule->when & WHEN_NEGATED) != 0 && !match->negated) ||
        ((rule->when & WHEN_NOT_NEGATED) != 0 && match->negated) ||
        ((rule->when & WHEN_CONDITIONAL) != 0 && !syntax->conditional)) {
        return "`when` does not hold";
    }
    match->score += (rule->when & WHEN_GOVERNED) != 0            ? -3
                    : (rule->when & ~(unsigned)WHEN_DIRECT) != 0 ? 4
                                                                 : 0;
    if (rule->source_is.count > 0) {
        match->light = match_carrier(syntax, match);
        party_in_slots(syntax, match, &rule->source, NULL, &parties);
        match->light = NO_INDEX;
        if (!party_has_role(syntax->document, &parties, &rule->source_is)) {
            return "its source has no role of `source-is`";
        }
    }
    if (rule->target_is.count > 0) {
        party_in_slots(syntax, match, &rule->target, NULL, &parties);
        if (!party_has_role(syntax->document, &parties, &rule->target_is)) {
            return "its target has no role of `target-is`";
        }
    }
    match->score += rule->target_is.count > 0 || rule->source_is.count > 0 ? 3 : 0;
    return NULL;
}

void match_tell(const struct match_watch *watch, const struct event_rule *rule, int32_t token,
                const char *why)
{
    const struct event_miss miss = {.rule = rule->id,
                                    .file = rule->file,
                                    .line = rule->line,
                                    .token = (uint32_t)token,
                                    .why = why};

    watch->missed(watch->context, &miss);
}

/* The best rule at a token; false: none. */
static bool match_at(const struct syntax *syntax, const struct match_watch *watch, int32_t token,
                     struct event_match *best)
{
    const struct event_rules *rules = syntax->rules;
    uint32_t word = syntax_number(syntax, token);
    bool found = false;
    int told = 0;

    if (word == VOCABULARY_NONE || (syntax->document->tokens[token].flags & TOKEN_DATE) != 0) {
        return false; /* "17 March" is no march */
    }
    for (uint32_t i = rules->first_trigger[word]; i < rules->first_trigger[word + 1]; i++) {
        const struct event_trigger *trigger = &rules->triggers[i];
        struct event_match tried = {.rule = trigger->rule,
                                    .kind = trigger->kind,
                                    .first = token,
                                    .object = NO_INDEX,
                                    .clause = NO_INDEX,
                                    .subject = NO_INDEX,
                                    .light = NO_INDEX,
                                    .governor = NO_INDEX};
        const char *missing = NULL;

        tried.last = trigger_end(syntax, &trigger->phrase, token, trigger->kind);
        if (tried.last == NO_INDEX || !trigger_fits(syntax, trigger, token)) {
            continue;
        }
        tried.passive = trigger->kind == RULE_VERB && syntax_passive(syntax, token);
        tried.negated = syntax_negated(syntax, token);
        tried.score = 10 * trigger->phrase.count + (trigger->kind != RULE_NOUN ? 1 : 0);
        missing = match_try(syntax, &tried);
        if (missing != NULL) {
            if (watch != NULL && told++ < MATCH_TOLD_MAX) {
                match_tell(watch, trigger->rule, token, missing);
            }
            continue;
        }
        if (!found || tried.score > best->score) {
            *best = tried;
            found = true;
        }
    }
    return found;
}

/* "light" rules whose source is none carry their subject: "broke out". */
static bool match_is_intransitive(const struct event_rule *rule)
{
    return rule->source.count > 0 && rule->source.items[0].kind == SLOT_NONE;
}

/* Whether a noun below a verb is what the verb carries, and not where or after what it happens. */
static bool match_is_carried(const struct syntax *syntax, const struct event_match *noun,
                             const struct event_match *verb)
{
    enum relation relation = syntax_relation(syntax, match_top(syntax, noun));
    int32_t preposition = syntax_preposition(syntax, noun->last);

    return (relation != REL_OBL && relation != REL_NMOD && relation != REL_ADVCL) ||
           preposition == NO_INDEX || preposition <= verb->last;
}

/* A noun that is the object of a verb that says little itself: "launched an attack". */
static void match_find_light(const struct syntax *syntax, struct event_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct event_match *match = &matches[i];
        int32_t head = syntax_head(syntax, match_top(syntax, match));

        for (size_t j = 0; match->kind == RULE_NOUN && j < count; j++) {
            const struct event_match *verb = &matches[j];
            bool near = match->first > verb->last && match->first - verb->last < 7 &&
                        !syntax_clause_between(syntax, verb->last, match->first);
            bool object = head != NO_INDEX && head >= verb->first && head <= verb->last &&
                          match_is_carried(syntax, match, verb);
            bool conjunct = syntax_relation(syntax, match->last) == REL_CONJ &&
                            syntax_head(syntax, head) == verb->first;

            if (verb->kind == RULE_LIGHT && verb->first < match->first &&
                !match_is_intransitive(verb->rule) && (object || conjunct || near)) {
                match->light = verb->first;
            }
            if (verb->kind == RULE_LIGHT && verb->first > match->last && object &&
                (syntax_passive(syntax, verb->first) || match_is_intransitive(verb->rule) ||
                 syntax_child_by(syntax, verb->first, REL_OBJ) == NO_INDEX)) {
                match->light = verb->first; /* "an attack was launched", "riots broke out" */
            }
        }
    }
}

size_t match_find(const struct syntax *syntax, const struct match_watch *watch,
                  struct event_match matches[MATCHES_MAX])
{
    size_t count = 0;

    for (int32_t t = syntax->first; t < syntax->end && count < MATCHES_MAX; t++) {
        if (match_at(syntax, watch, t, &matches[count])) {
            t = matches[count].last;
            count++;
        }
    }
    /* the object or subject of a rule that asks for one is told by that rule */
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count && matches[i].object != NO_INDEX; j++) {
            if (j != i && matches[i].object >= matches[j].first &&
                matches[i].object <= matches[j].last && matches[j].kind == RULE_NOUN &&
                matches[i].rule->change == CHANGE_NONE) {
                matches[j].absorbed = true;
            }
        }
        for (size_t j = 0; j < count && matches[i].subject != NO_INDEX; j++) {
            if (j != i && matches[i].subject >= matches[j].first &&
                matches[i].subject <= matches[j].last && matches[j].kind == RULE_NOUN) {
                matches[j].absorbed = true; /* "an airstrike killed" is one event */
            }
        }
        for (size_t j = 0; j < count && matches[i].clause != NO_INDEX; j++) {
            if (j != i && matches[j].first == matches[i].clause &&
                matches[i].rule->change == CHANGE_NONE) {
                matches[j].absorbed = true;
            }
        }
    }
    match_find_light(syntax, matches, count);
    return count;
}
