#include "transform/event/compose.h"

#include <string.h>
#include "transform/event/words.h"

enum { COMPOSE_UP_MAX = 7, COMPOSE_NEAR = 6 };

/* Operators that govern a match, from the inner to the outer. */
struct chain {
    int32_t items[COMPOSE_CHAIN_MAX];
    size_t count;
    bool purpose; /* "staged a rally to demand X", "talks on X": what for, not what happens */
};

static bool compose_is_operator(const struct event_match *match)
{
    return match->rule->change != CHANGE_NONE && match->kind != RULE_LIGHT;
}

static bool compose_in_chain(const struct chain *chain, size_t match)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (chain->items[i] == (int32_t)match) {
            return true;
        }
    }
    return false;
}

/* The auxiliary before a verb: "will", "must". */
static int32_t compose_auxiliary(const struct syntax *syntax, const struct event_match *matches,
                                 size_t count, int32_t verb)
{
    for (size_t i = 0; i < count; i++) {
        int32_t t = matches[i].first;
        bool near = t < verb && verb - t <= 5;

        if (matches[i].kind != RULE_AUXILIARY) {
            continue;
        }
        if (syntax_head(syntax, t) == verb && syntax_relation(syntax, t) == REL_AUX) {
            return (int32_t)i;
        }
        for (int32_t between = matches[i].last + 1; near && between < verb; between++) {
            enum pos pos = syntax_pos(syntax, between);

            near = pos == POS_ADV || pos == POS_AUX || pos == POS_PART;
        }
        if (near && syntax_is_verb(syntax, verb)) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* Whether what stands here only surrounds what is told above it: "after X", "despite Y". */
static bool compose_is_aside(const struct syntax *syntax, int32_t token)
{
    enum relation relation = syntax_relation(syntax, token);

    if (relation == REL_PARATAXIS || relation == REL_APPOS) {
        return true;
    }
    for (int32_t t = syntax_child(syntax, token); t != NO_INDEX && t < token;
         t = syntax_sibling(syntax, t)) {
        if (relation != REL_OBL && strcmp(syntax_word(syntax, t), "as") == 0) {
            return true; /* but "denounced as a crime the attack" */
        }
        if (MATCH_ONE_OF(syntax_word(syntax, t), "after", "before", "when", "while", "because",
                         "since", "if", "unless", "although", "though", "until", "following",
                         "despite", "amid", "during", "where", "than", "who", "which", "whom",
                         "whose")) {
            return true;
        }
        if (relation == REL_ACL && strcmp(syntax_word(syntax, t), "that") == 0 &&
            syntax_relation(syntax, t) == REL_NSUBJ) {
            return true;
        }
    }
    return false;
}

static int32_t compose_operator_at(const struct event_match *matches, size_t count, int32_t token)
{
    for (size_t i = 0; i < count; i++) {
        if (compose_is_operator(&matches[i]) && matches[i].kind != RULE_AUXILIARY &&
            ((token >= matches[i].first && token <= matches[i].last) ||
             token == matches[i].object)) {
            return (int32_t)i;
        }
    }
    return NO_INDEX;
}

/* Another event at a token: what stands below it is its business. */
static bool compose_event_at(const struct event_match *matches, size_t count, int32_t token)
{
    for (size_t i = 0; i < count; i++) {
        if (!compose_is_operator(&matches[i]) && matches[i].kind != RULE_LIGHT &&
            !matches[i].absorbed && token >= matches[i].first && token <= matches[i].last) {
            return true;
        }
    }
    return false;
}

/* What protesters call for or say is what they protest for. */
static bool compose_is_protest_at(const struct event_match *matches, size_t count, int32_t token)
{
    for (size_t i = 0; i < count; i++) {
        if (token >= matches[i].first && token <= matches[i].last && !matches[i].absorbed &&
            matches[i].rule->code != NULL && strncmp(matches[i].rule->code->cameo, "14", 2) == 0) {
            return true;
        }
    }
    return false;
}

static void compose_add(struct chain *chain, int32_t match)
{
    if (match != NO_INDEX && chain->count < COMPOSE_CHAIN_MAX &&
        !compose_in_chain(chain, (size_t)match)) {
        chain->items[chain->count++] = match;
    }
}

/* The operator right before a match, where the tree tells none. */
static int32_t compose_near(const struct syntax *syntax, const struct event_match *matches,
                            size_t count, size_t self)
{
    if (syntax_is_second(syntax, matches[self].first)) {
        return NO_INDEX;
    }
    for (size_t i = count; i > 0; i--) {
        const struct event_match *other = &matches[i - 1];
        int32_t from = other->last + 1, to = matches[self].first;
        bool plain = true;

        if (!compose_is_operator(other) || other->kind == RULE_AUXILIARY || i - 1 == self ||
            other->last >= to || to - other->last > COMPOSE_NEAR) {
            continue;
        }
        for (int32_t t = from; t < to && plain; t++) {
            plain = (!syntax_is_verb(syntax, t) ||
                     strncmp(syntax->document->tokens[t].tag, "VB", 2) != 0) &&
                    syntax_pos(syntax, t) != POS_PUNCT && !syntax_clause_between(syntax, t, t + 1);
        }
        return plain ? (int32_t)(i - 1) : NO_INDEX;
    }
    return NO_INDEX;
}

static void compose_chain(const struct syntax *syntax, const struct event_match *matches,
                          size_t count, size_t self, struct chain *chain)
{
    int32_t t = match_top(syntax, &matches[self]);

    bool blocked = false; /* by another event, whose part this is */

    *chain = (struct chain){0};
    for (int steps = 0; t != NO_INDEX && steps < COMPOSE_UP_MAX; steps++) {
        int32_t head = syntax_head(syntax, t), found;
        enum relation relation = syntax_relation(syntax, t);

        compose_add(chain, compose_auxiliary(syntax, matches, count, t));
        if (head == NO_INDEX || compose_is_aside(syntax, t)) {
            break;
        }
        found = compose_operator_at(matches, count, head);
        if (found == (int32_t)self) {
            found = NO_INDEX;
        }
        if (relation == REL_NSUBJ &&
            (found == NO_INDEX ||
             !(matches[found].passive || matches[found].kind == RULE_ADJECTIVE))) {
            break;
        }
        if (relation == REL_CONJ && syntax_is_noun(syntax, t) != syntax_is_noun(syntax, head)) {
            break;
        }
        if (found != NO_INDEX && relation != REL_CONJ) {
            compose_add(chain, found);
        } else if (relation != REL_CONJ && compose_event_at(matches, count, head) &&
                   head != matches[self].light) {
            blocked = true;
            chain->purpose =
                (syntax_is_verb(syntax, t) && strcmp(syntax_word(syntax, t - 1), "to") == 0) ||
                (matches[self].kind == RULE_NOUN && relation == REL_NMOD &&
                 syntax_is_noun(syntax, head)) ||
                compose_is_protest_at(matches, count, head);
            break;
        }
        t = head;
    }
    if (chain->count == 0 && !blocked) {
        compose_add(chain, compose_near(syntax, matches, count, self));
    }
}

/* "An attack was reported": the noun is all that the sentence tells. */
static bool compose_is_reported(const struct syntax *syntax, int32_t noun)
{
    int32_t verb = syntax_head(syntax, noun);

    return verb != NO_INDEX && syntax_relation(syntax, noun) == REL_NSUBJ &&
           syntax_passive(syntax, verb) &&
           MATCH_ONE_OF(syntax_word(syntax, verb), "reported", "recorded", "confirmed",
                        "registered", "observed");
}

static int compose_depth(const struct syntax *syntax, const struct event_match *match)
{
    int32_t t = match->light != NO_INDEX ? match->light : match->first;
    int depth = match->kind == RULE_NOUN && match->light == NO_INDEX &&
                        syntax_child_by(syntax, match->last, REL_COP) == NO_INDEX &&
                        !compose_is_reported(syntax, match_top(syntax, match))
                    ? 1
                    : 0;

    for (int steps = 0; t != NO_INDEX && steps < 40; steps++) {
        enum relation relation = syntax_relation(syntax, t);

        depth += relation == REL_ADVCL || (relation == REL_ACL && !syntax_is_main(syntax, t)) ||
                 (relation == REL_PARATAXIS && steps > 0);
        t = syntax_head(syntax, t);
    }
    return depth;
}

static bool compose_has_slot(const struct slot_list *slots, enum slot_kind kind)
{
    for (size_t i = 0; i < slots->count; i++) {
        if (slots->items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* Whether who stands there does the same in turn: the object, or behind "with". */
static bool compose_is_mutual(const struct syntax *syntax, const struct event_match *match,
                              const struct party_set *target)
{
    const struct slot_list *slots = &match->rule->target;

    for (size_t i = 0; i < slots->count; i++) {
        bool with =
            slots->items[i].kind == SLOT_PREPOSITION && slots->items[i].word == syntax->rules->with;
        struct party_set found = {0};

        if (with || slots->items[i].kind == SLOT_OBJECT) {
            party_in_slot(syntax, match, slots->items[i], &found);
            if (found.count > 0 && found.mentions[0] == target->mentions[0]) {
                return true;
            }
        }
    }
    return false;
}

/* The parties of a match by itself. */
static void compose_parties(const struct syntax *syntax, const struct event_match *match,
                            struct event_draft *draft)
{
    const struct event_rule *rule = match->rule;
    struct party_set both = {0};

    draft->source.acts = true;
    party_in_slots(syntax, match, &rule->source, NULL, &draft->source);
    party_in_slots(syntax, match, &rule->target, &draft->source, &draft->target);
    if (compose_has_slot(&rule->target, SLOT_BOTH)) {
        if (draft->target.count > 0 && draft->source.count > 0) {
            draft->reciprocal = compose_is_mutual(syntax, match, &draft->target);
        } else {
            party_in_slot(syntax, match, (struct slot){.kind = SLOT_BOTH}, &both);
            if (both.count >= 2) {
                draft->source = both;
                draft->target = (struct party_set){0};
                draft->reciprocal = true;
            }
        }
    }
    party_of_death(syntax, match, &draft->source, &draft->target);
    draft->guessed = draft->source.guessed || draft->target.guessed || match->guessed;
}

/* Who asks, refuses, threatens: the operator's own words, then those of what it governs. */
static void compose_outer_parties(const struct syntax *syntax, const struct event_match *outer,
                                  struct event_draft *draft)
{
    struct event_draft inner = *draft;
    const struct slot_list *slots = &outer->rule->target;
    struct party_set source = {.acts = true};

    party_in_slots(syntax, outer, &outer->rule->source, NULL, &source);
    if (source.count == 0) {
        if (outer->rule->change != CHANGE_INTEND && outer->rule->change != CHANGE_PREPARE &&
            outer->rule->change != CHANGE_STOP && outer->rule->change != CHANGE_THREATEN) {
            draft->source = source;
        }
    } else {
        draft->source = source;
    }
    if (inner.reciprocal && inner.target.count == 0 && draft->source.count >= 2 &&
        (outer->rule->change == CHANGE_INTEND || outer->rule->change == CHANGE_STOP)) {
        return;
    }
    if (compose_has_slot(slots, SLOT_BOTH) && draft->source.count >= 2) {
        draft->target = (struct party_set){0};
        draft->reciprocal = true;
        return;
    }
    draft->reciprocal = false;
    draft->target = (struct party_set){0};
    for (size_t i = 0; i < slots->count && draft->target.count == 0; i++) {
        if (slots->items[i].kind == SLOT_DOER) {
            draft->target = inner.source;
            draft->target.acts = false;
        } else if (slots->items[i].kind == SLOT_SUFFERER) {
            draft->target = inner.target;
        } else {
            party_in_slot(syntax, outer, slots->items[i], &draft->target);
        }
        party_remove(syntax->document, &draft->target, &draft->source);
    }
    draft->guessed = draft->guessed || source.guessed || draft->target.guessed;
}

/* "said that X must do it": who says so asks X. False: nobody says it. */
static bool compose_demand_by_speaker(const struct syntax *syntax, const struct event_match *match,
                                      struct event_draft *draft)
{
    struct party_set speaker = {0}, asked = draft->source;
    bool guessed;
    int32_t verb = match->light != NO_INDEX ? match->light : match->first, head = NO_INDEX;

    for (int steps = 0; verb != NO_INDEX && steps < COMPOSE_UP_MAX && head == NO_INDEX; steps++) {
        int32_t above = syntax_head(syntax, verb);

        if (syntax_relation(syntax, verb) == REL_CCOMP && above != NO_INDEX) {
            head = syntax_subject(syntax, above, &guessed);
        }
        verb = above;
    }
    party_of_noun(syntax, head, &speaker);
    if (speaker.count == 0) {
        return false;
    }
    if (asked.count == 0) {
        asked = draft->target;
    }
    party_remove(syntax->document, &asked, &speaker);
    draft->source = speaker;
    draft->target = asked;
    draft->reciprocal = false;
    return true;
}

/* What an operator makes of the code so far. */
static void compose_change(const struct syntax *syntax, const struct event_match *operator,
                           struct event_draft * draft)
{
    enum rule_change change = operator->rule->change;
    const struct event_code *made;

    if (change == CHANGE_PASS) {
        draft->negated = draft->negated || operator->negated;
        return;
    }
    if (change == CHANGE_HYPOTHETICAL) {
        if (draft->code->quad < 3 || !syntax->conditional) {
            draft->modality = "hypothetical";
            return;
        }
        change = CHANGE_INTEND; /* "may halt X if": a threat */
    }
    if (change == CHANGE_INTEND || change == CHANGE_PREPARE) {
        if (draft->negated || operator->negated) {
            made = draft->code->quad <= 2 ? rules_change(syntax->rules, draft->code, CHANGE_REJECT)
                                          : draft->code;
            draft->negated = made == draft->code;
            draft->modality = draft->negated ? "planned" : "actual";
            draft->code = made;
            return;
        }
        made = rules_change(syntax->rules, draft->code, change);
        draft->modality =
            made == draft->code || (operator->kind == RULE_AUXILIARY && made->quad <= 2) ? "planned"
                                                                                         : "actual";
        draft->code = made;
        return;
    }
    made = rules_change(syntax->rules, draft->code, change);
    if (made == draft->code && operator->rule->code != NULL) {
        made = operator->rule->code;
    }
    draft->code = made;
    draft->modality = "actual";
    draft->negated = operator->negated;
}

/* "if X attacks": the clause of the match is a condition. */
static bool compose_is_conditional(const struct syntax *syntax, const struct event_match *match)
{
    int32_t verb = match->light != NO_INDEX ? match->light : match->first;

    for (int32_t t = syntax_child(syntax, verb); t != NO_INDEX && t < verb;
         t = syntax_sibling(syntax, t)) {
        if (MATCH_ONE_OF(syntax_word(syntax, t), "if", "unless", "whether")) {
            return true;
        }
    }
    for (int32_t t = verb - 1; t >= syntax->first && verb - t < 8 && syntax->conditional; t--) {
        const char *word = syntax_word(syntax, t);

        if (MATCH_ONE_OF(word, "if", "unless")) {
            return true;
        }
        if (syntax_pos(syntax, t) == POS_PUNCT || syntax_is_verb(syntax, t)) {
            break;
        }
    }
    return false;
}

static bool compose_is_changed(const struct event_match *matches, const struct chain *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (matches[chain->items[i]].rule->change != CHANGE_PASS) {
            return true;
        }
    }
    return false;
}

/* "will attack unless X leaves": who is threatened stands in the condition. */
static void compose_unless(const struct syntax *syntax, struct event_draft *draft)
{
    for (int32_t t = draft->match->last + 1; t < syntax->end && syntax->conditional; t++) {
        if (MATCH_ONE_OF(syntax_word(syntax, t), "unless", "if")) {
            party_of_noun(syntax, syntax_phrase_head(syntax, t + 1), &draft->target);
            party_remove(syntax->document, &draft->target, &draft->source);
            return;
        }
    }
}

/* "when domestic", "when foreign": whether the parties are of one country. */
static bool compose_is_where(const struct syntax *syntax, const struct event_draft *draft)
{
    unsigned when = draft->match->rule->when & (WHEN_DOMESTIC | WHEN_FOREIGN);
    const char *codes[2] = {NULL, NULL};

    if (when == 0) {
        return true;
    }
    if (draft->source.count > 0 && draft->target.count > 0) {
        codes[0] = party_code(syntax->document, draft->source.mentions[0]);
        codes[1] = party_code(syntax->document, draft->target.mentions[0]);
    }
    return codes[0] != NULL && codes[1] != NULL &&
           (strncmp(codes[0], codes[1], 3) == 0) == (when == WHEN_DOMESTIC);
}

/* Whether what is accepted or rejected is an offer, a call or a demand: a noun. */
static bool compose_is_offer(const struct event_match *inner, enum rule_change change)
{
    return inner->kind == RULE_NOUN &&
           (change == CHANGE_REJECT || change == CHANGE_INTEND || change == CHANGE_THREATEN) &&
           (inner->rule->change == CHANGE_APPEAL || inner->rule->change == CHANGE_DEMAND ||
            inner->rule->change == CHANGE_INTEND);
}

static bool compose_draft(const struct syntax *syntax, struct arena *arena,
                          struct event_match *matches, const struct chain *chain, size_t self,
                          struct event_draft *draft)
{
    const struct event_match *match = &matches[self], *previous = NULL;
    const struct event_code *base = NULL;

    *draft =
        (struct event_draft){.match = match,
                             .outer = match,
                             .code = match->rule->code,
                             .rule = match->rule->id,
                             .negated = match->negated && (match->rule->when & WHEN_NEGATED) == 0,
                             .modality = "actual"};
    compose_parties(syntax, match, draft);
    if (compose_is_conditional(syntax, match)) {
        draft->modality = "hypothetical";
    }
    if ((match->rule->when & WHEN_GOVERNED) != 0 && !compose_is_changed(matches, chain)) {
        return false;
    }
    for (size_t i = 0; i < chain->count; i++) {
        const struct event_match *operator= & matches[chain->items[i]];
        enum rule_change change = operator->rule->change;
        const struct event_code *before = draft->code;

        if (previous != NULL && compose_is_offer(previous, change)) {
            draft->code = base; /* to reject a call for X is to reject X */
        }
        base = before;
        previous = operator;

        if (operator->kind ==
            RULE_AUXILIARY &&(change == CHANGE_DEMAND || change == CHANGE_APPEAL)) {
            if (!compose_demand_by_speaker(syntax, match, draft)) {
                draft->modality = "demanded";
                continue;
            }
        } else if (operator->kind != RULE_AUXILIARY && change != CHANGE_PASS) {
            compose_outer_parties(syntax, operator, draft);
            draft->outer = operator;
        }
        compose_change(syntax, operator, draft);
        if (change != CHANGE_PASS && draft->target.count > 0) {
            draft->reciprocal = false; /* who agrees to meet does not speak for the other */
        }
        draft->changed = draft->changed || change != CHANGE_PASS;
        draft->rule = arena_printf(arena, "%s+%s", operator->rule->id, draft->rule);
    }
    if (draft->target.count == 0 && strncmp(draft->code->cameo, "13", 2) == 0) {
        compose_unless(syntax, draft);
    }
    if (!compose_is_where(syntax, draft)) {
        return false;
    }
    draft->depth = compose_depth(syntax, draft->outer);
    return draft->code != NULL && (draft->source.count > 0 || draft->target.count > 0);
}

/* Drafts stay in the order of the text. */
static void compose_insert(struct event_draft *drafts, size_t *count,
                           const struct event_draft *draft)
{
    size_t at = (*count)++;

    while (at > 0 && drafts[at - 1].match->first > draft->match->first) {
        drafts[at] = drafts[at - 1];
        at--;
    }
    drafts[at] = *draft;
}

/* What is told only where somebody asks for it, and nobody does, is in nobody's way. */
static void compose_drop_free(const struct syntax *syntax, struct event_match *matches,
                              size_t count)
{
    bool free_ones[MATCHES_MAX] = {false};

    for (size_t i = 0; i < count; i++) {
        struct chain chain;

        if ((matches[i].rule->when & WHEN_GOVERNED) != 0 && !matches[i].absorbed) {
            compose_chain(syntax, matches, count, i, &chain);
            free_ones[i] = !compose_is_changed(matches, &chain);
        }
    }
    for (size_t i = 0; i < count; i++) {
        matches[i].absorbed = matches[i].absorbed || free_ones[i];
    }
}

size_t compose_events(const struct syntax *syntax, struct arena *arena,
                      struct event_match matches[MATCHES_MAX], size_t count,
                      struct event_draft drafts[MATCHES_MAX])
{
    bool governs[MATCHES_MAX] = {false};
    size_t made = 0;

    compose_drop_free(syntax, matches, count);

    /* What happens first, then operators whose complement told nothing, from the inner ones on. */
    for (int operators = 0; operators < 2; operators++) {
        for (size_t n = 0; n < count; n++) {
            size_t i = operators == 1 ? count - 1 - n : n;
            const struct event_match *match = &matches[i];
            struct event_draft draft;
            struct chain chain;

            if (match->kind == RULE_AUXILIARY || match->kind == RULE_LIGHT || match->absorbed ||
                governs[i] || match->rule->code == NULL ||
                compose_is_operator(match) != (operators == 1)) {
                continue;
            }
            compose_chain(syntax, matches, count, i, &chain);
            if (chain.purpose || !compose_draft(syntax, arena, matches, &chain, i, &draft)) {
                continue;
            }
            for (size_t c = 0; c < chain.count; c++) {
                governs[chain.items[c]] = true;
            }
            compose_insert(drafts, &made, &draft);
        }
    }
    return made;
}
