#include "transform/event/event.h"

#include <string.h>
#include "transform/event/choose.h"
#include "transform/event/circumstances.h"
#include "transform/event/compose.h"
#include "transform/event/happening.h"
#include "transform/event/numbers.h"
#include "transform/event/words.h"

enum { EVENT_CLAIM_FAR = 2 /* sentences between an attack and who claims it */ };

static struct party event_party(const struct document *document, int32_t mention_index)
{
    struct party party = {.entity = NO_INDEX};

    if (mention_index != NO_INDEX) {
        const struct mention *mention = &document->mentions[mention_index];

        party.entity = (int32_t)mention->entity;
        party.code = party_code(document, mention_index);
        party.text = mention->text;
        party.span = mention->span;
    }
    return party;
}

/* docs/events.md: what each of these stands for. */
static double event_confidence(const struct event *event, const struct event_draft *draft)
{
    double confidence = 0.5;

    confidence += draft->match->object != NO_INDEX || draft->match->clause != NO_INDEX ? 0.1 : 0;
    confidence += event->source.code != NULL && event->target.code != NULL ? 0.2 : -0.1;
    confidence -= draft->match->kind == RULE_NOUN ? 0.05 : 0;
    confidence -= draft->guessed ? 0.15 : 0;
    confidence -= draft->depth > 0 ? 0.05 : 0;
    confidence += event->date != NO_INDEX ? 0.05 : 0;
    return (double)(int)(confidence * 100 + 0.5) / 100;
}

/* Whether two codes are one party's for the purposes of one sentence: a state and its government.
 */
static bool event_same_code(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return strncmp(a, b, 3) == 0 && (strcmp(a, b) == 0 || (party_is_state(a) && party_is_state(b)));
}

/* "120", "12": of whose kind the text says no more. */
static bool event_is_general(const struct event *event)
{
    return event->cameo[2] == '\0' || (event->cameo[2] == '0' && event->cameo[3] == '\0');
}

/* Whether one event says more than another that is the same: of its kind, or to whom it was done.
 */
static bool event_is_fuller(const struct event *event, const struct event *other)
{
    return (other->target.entity == NO_INDEX && event->target.entity != NO_INDEX) ||
           (event_is_general(other) && !event_is_general(event) &&
            (other->target.entity == NO_INDEX || event->target.entity != NO_INDEX));
}

/* The event by which the sentence has told already that the one did such a thing to the other;
 * NULL: it has not. */
static struct event *event_known(struct document *document, const struct event *event,
                                 size_t before)
{
    for (size_t i = document->event_count - 1; i > before; i--) {
        struct event *other = &document->events[i - 1];

        if ((strncmp(other->cameo, event->cameo, 2) == 0 ||
             strcmp(other->family, event->family) == 0) &&
            event_same_code(other->source.code, event->source.code) &&
            (event_same_code(other->target.code, event->target.code) ||
             event->target.entity == NO_INDEX || other->target.entity == NO_INDEX)) {
            return other;
        }
    }
    return NULL;
}

static void event_add(struct document *document, const struct event_draft *draft, int32_t source,
                      int32_t target, size_t before)
{
    const struct event_match *match = draft->match;
    struct event *event, *known;

    if (document->event_count >= DOCUMENT_EVENTS_MAX) {
        return;
    }
    event = document_add_event(document);
    event_use_code(event, draft->code);
    event->source = event_party(document, source);
    event->target = event_party(document, target);
    event->sentence = document->tokens[match->first].sentence;
    event->trigger = document_token_span(document, (uint32_t)match->first,
                                         (uint32_t)(match->last - match->first + 1));
    event->first_token = (uint32_t)match->first;
    event->token_count = (uint32_t)(match->last - match->first + 1);
    event->rule = draft->rule;
    known = event_known(document, event, before);
    if (known != NULL && !event_is_fuller(event, known)) {
        document->event_count--;
        return;
    }
    event->modality = draft->modality;
    event->negated = draft->negated;
    circumstances_set(document, event, (uint32_t)match->first, match->kind == RULE_NOUN);
    event->confidence = event_confidence(event, draft);
    if (known != NULL) { /* told again, and better */
        *known = *event;
        document->event_count--;
    }
}

/* Whether one side is at least known by a code. */
static bool event_has_code(const struct document *document, const struct party_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (party_code(document, set->mentions[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a rule says that the party may be missing. */
static bool event_needs_none(const struct slot_list *slots)
{
    for (size_t i = 0; i < slots->count; i++) {
        if (slots->items[i].kind == SLOT_NONE) {
            return true;
        }
    }
    return false;
}

/* "the threat of a storm", "stopped": an operator with neither a complement nor a target. */
static bool event_is_bare(const struct event_draft *draft)
{
    if (draft->outer != draft->match) {
        return draft->match->rule->change == CHANGE_STOP; /* "agreed to end" what? */
    }
    return (draft->match->rule->change == CHANGE_STOP ||
            draft->match->rule->change == CHANGE_PREPARE ||
            (draft->match->rule->change == CHANGE_THREATEN && draft->target.count == 0) ||
            (draft->match->rule->change != CHANGE_NONE && draft->match->kind == RULE_NOUN));
}

/* Whether a person is named. */
static bool event_has_name(const struct document *document, const struct party_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct mention *mention = &document->mentions[set->mentions[i]];

        if (strcmp(document->entities[mention->entity].type, "PERSON") == 0 &&
            mention->kind == MENTION_NAME) {
            return true;
        }
    }
    return false;
}

/* Companies, media, schools, clubs: what they do to each other is politics for nobody. */
static bool event_is_private(const struct document *document, int32_t mention)
{
    const char *code = party_code(document, mention);
    const struct mention *m = &document->mentions[mention];

    if (code == NULL) {
        return true;
    }
    if (strlen(code) < 6) {
        return false;
    }
    return MATCH_ONE_OF(code + 3, "BUS", "MED", "EDU", "HLH") ||
           (strcmp(code + 3, "CVL") == 0 && m->kind != MENTION_NOMINAL &&
            strcmp(document->entities[m->entity].type, "ORG") == 0);
}

/* Whether anybody of a set acts in public: a state, an office, armed men, people. */
static bool event_is_public(const struct document *document, const struct party_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (!event_is_private(document, set->mentions[i])) {
            return true;
        }
    }
    return false;
}

/* Whether two parties are of two countries. */
static bool event_is_abroad(const struct document *document, const struct event_draft *draft)
{
    const char *a = draft->source.count == 0 ? NULL
                                             : party_code(document, draft->source.mentions[0]),
               *b = draft->target.count == 0 ? NULL
                                             : party_code(document, draft->target.mentions[0]);

    return a != NULL && b != NULL && strncmp(a, b, 3) != 0;
}

/* What companies, clubs and persons do among themselves counts only as conflict. */
static bool event_is_business(const struct document *document, const struct event_draft *draft)
{
    return (draft->code->quad <= 2 || strncmp(draft->code->cameo, "12", 2) == 0 ||
            strncmp(draft->code->cameo, "130", 3) == 0) &&
           !event_is_public(document, &draft->source) &&
           !event_is_public(document, &draft->target) && !event_is_abroad(document, draft);
}

/* "will see", "the plan for a law": what is only planned, and concerns nobody else; "reduced his
 * sentence": less of what is done to somebody, of which the table has no code. */
static bool event_is_vague(const struct event_draft *draft)
{
    const struct event_rule *outer = draft->outer->rule;

    if (draft->outer != draft->match && outer->change == CHANGE_STOP &&
        draft->code == outer->code) {
        return draft->match->rule->code->quad >= 3 ||
               ((draft->match->rule->when & WHEN_GOVERNED) != 0 && draft->target.count == 0);
    }
    return (draft->match->rule->when & WHEN_GOVERNED) != 0 && draft->target.count == 0 &&
           (draft->outer == draft->match ||
            (outer->change == CHANGE_INTEND && draft->outer->kind == RULE_NOUN));
}

/* Whether a draft says enough to be an event. That one party has a code is known before the
 * sentence has a tree: event/choose.c. */
static bool event_is_sure(const struct document *document, const struct event_draft *draft)
{
    bool source = event_has_code(document, &draft->source),
         target = event_has_code(document, &draft->target);

    if ((draft->outer != draft->match && event_is_bare(draft)) ||
        event_is_business(document, draft) || (!draft->reciprocal && event_is_vague(draft))) {
        return false;
    }
    if (draft->reciprocal && draft->target.count == 0) {
        return draft->source.count >= 2 && source;
    }
    if (draft->source.count > 0 && draft->target.count > 0) {
        return source || target;
    }
    if (draft->target.count == 0) {
        /* of one party: only where the words leave little doubt */
        return source && draft->depth == 0 && !event_is_bare(draft) &&
               (event_needs_none(&draft->outer->rule->target) || draft->outer != draft->match ||
                draft->changed || draft->code->quad >= 3 || draft->match->object != NO_INDEX ||
                draft->match->light != NO_INDEX);
    }
    if (target && draft->code->quad == 4 && draft->match->kind == RULE_NOUN &&
        event_has_name(document, &draft->target)) {
        return true; /* "the killing of Yitzhak Rabin" */
    }
    return target && draft->depth == 0 && draft->code->quad == 4 &&
           (draft->match->passive || event_needs_none(&draft->match->rule->source));
}

static bool event_same_side(const struct document *document, int32_t source, int32_t target)
{
    const char *a = party_code(document, source), *b = party_code(document, target);

    return document->mentions[source].entity == document->mentions[target].entity ||
           (a != NULL && b != NULL && strcmp(a, b) == 0 && strlen(a) == 3);
}

static void event_emit(struct document *document, const struct event_draft *draft, size_t before)
{
    const struct party_set *source = &draft->source, *target = &draft->target;

    if (target->count == 0 && !draft->reciprocal) {
        for (size_t i = 0; i < source->count; i++) {
            event_add(document, draft, source->mentions[i], NO_INDEX, before);
        }
        return;
    }
    if (target->count == 0) {
        target = source;
    }
    if (source->count == 0) {
        for (size_t i = 0; i < target->count; i++) {
            event_add(document, draft, NO_INDEX, target->mentions[i], before);
        }
        return;
    }
    for (size_t s = 0; s < source->count; s++) {
        for (size_t t = 0; t < target->count; t++) {
            if (event_same_side(document, source->mentions[s], target->mentions[t])) {
                if (target != source && target->count == 1) { /* at home */
                    event_add(document, draft, source->mentions[s], NO_INDEX, before);
                }
                continue;
            }
            event_add(document, draft, source->mentions[s], target->mentions[t], before);
            if (draft->reciprocal && target != source) {
                event_add(document, draft, target->mentions[t], source->mentions[s], before);
            }
        }
    }
}

/* The last violence that the article told of: somebody may claim it in the next sentence. */
struct event_last {
    bool known;
    uint32_t sentence;
    struct event_match match;
};

static void event_remember(struct event_last *last, uint32_t sentence,
                           const struct event_match *matches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (choose_is_violence(matches[i].rule)) {
            *last = (struct event_last){.known = true, .sentence = sentence, .match = matches[i]};
            return;
        }
    }
}

/* "X claimed responsibility for the attack": of this sentence, else the last that was told. X did
 * it, by its own word. */
static void event_claim(struct document *document, const struct event_draft *claim,
                        const struct event_last *last, uint32_t sentence, size_t before)
{
    struct event_draft draft = *claim;
    const struct event_rule *rule = claim->match->rule;

    if (claim->source.count == 0 || claim->negated || !choose_is_violence(rule)) {
        return;
    }
    draft.outer = draft.match;
    if (claim->target.count == 0 && last->known && last->sentence + EVENT_CLAIM_FAR >= sentence) {
        draft.match = draft.outer = &last->match;
        rule = last->match.rule;
    }
    draft.code = rule->code;
    draft.modality = "actual";
    draft.rule = arena_printf(document->arena, "%s+%s", claim->outer->rule->id, rule->id);
    for (size_t s = 0; s < draft.source.count; s++) {
        size_t count = document->event_count;

        event_add(document, &draft, draft.source.mentions[s],
                  draft.target.count > 0 ? draft.target.mentions[0] : NO_INDEX, before);
        if (document->event_count > count) {
            document->events[count].attributed_to = document->events[count].source.entity;
        }
    }
}

/* What is claimed was told by an earlier sentence, with its numbers and instrument. */
static void event_share_claimed(const struct event_rules *rules, struct document *document,
                                uint32_t sentence, size_t before)
{
    for (size_t i = before; i < document->event_count; i++) {
        struct syntax syntax;

        if (document->events[i].sentence != sentence) {
            syntax_open(&syntax, document, rules, document->events[i].sentence, document->arena);
            numbers_share(&syntax, document, before);
            return; /* all claims of a sentence are of one attack */
        }
    }
}

static void event_find_sentence(const struct event_rules *rules, struct document *document,
                                uint32_t sentence, struct event_last *last)
{
    struct event_match matches[MATCHES_MAX];
    struct event_draft drafts[MATCHES_MAX];
    struct syntax syntax;
    size_t count, match_count, before = document->event_count;

    syntax_open(&syntax, document, rules, sentence, document->arena);
    match_count = match_find(&syntax, NULL, matches);
    count = compose_events(&syntax, document->arena, matches, match_count, drafts);
    /* statements only where nothing else is told */
    for (int statements = 0; statements < 2; statements++) {
        for (size_t i = 0; i < count; i++) {
            bool statement = strncmp(drafts[i].code->cameo, "01", 2) == 0;

            if (statement == (statements == 1) && event_is_sure(document, &drafts[i])) {
                event_emit(document, &drafts[i], before);
            }
        }
        if (document->event_count > before) {
            break;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(drafts[i].code->cameo, "015") == 0 && event_is_sure(document, &drafts[i])) {
            event_claim(document, &drafts[i], last, sentence, before);
        }
    }
    numbers_share(&syntax, document, before);
    event_share_claimed(rules, document, sentence, before);
    event_remember(last, sentence, matches, match_count);
}

void event_find(const struct event_rules *rules, struct document *document)
{
    struct event_last last = {0};
    bool *may = arena_alloc(document->arena, document->sentence_count + 1);

    event_choose(rules, document, may);
    for (uint32_t i = 0; document->english && i < document->sentence_count; i++) {
        size_t before = document->event_count;

        if (may[i]) {
            event_find_sentence(rules, document, i, &last);
        }
        if (document->event_count == before && last.known && last.sentence + 1 == i) {
            numbers_count(document, i, last.sentence);
        }
    }
    happenings_set(document);
}

static const char *event_name_party(const struct document *document, const struct party_set *set)
{
    const char *code = set->count == 0 ? "none" : party_code(document, set->mentions[0]);

    return code == NULL ? document->mentions[set->mentions[0]].text : code;
}

/* Why a match told no event. */
static const char *event_why_not(const struct document *document, const struct event_match *match,
                                 const struct event_draft *draft)
{
    if (match->absorbed) {
        return (match->rule->when & WHEN_GOVERNED) != 0
                   ? "nobody asks for it, plans, refuses or threatens it"
                   : "another rule's object";
    }
    if (draft == NULL) {
        return (match->rule->when & WHEN_GOVERNED) != 0
                   ? "nobody asks for it, plans, refuses or threatens it"
                   : "it is what another event is for, or names nobody";
    }
    if (event_is_sure(document, draft)) {
        return "the sentence has told it already";
    }
    return arena_printf(
        document->arena, "its parties are not known well enough: source %s, target %s",
        event_name_party(document, &draft->source), event_name_party(document, &draft->target));
}

void event_explain(const struct event_rules *rules, struct document *document, uint32_t sentence,
                   void (*missed)(void *context, const struct event_miss *miss), void *context)
{
    const struct match_watch watch = {.missed = missed, .context = context};
    struct event_match matches[MATCHES_MAX];
    struct event_draft drafts[MATCHES_MAX];
    struct syntax syntax;
    size_t count, made;

    if (!document->english) {
        return;
    }
    syntax_open(&syntax, document, rules, sentence, document->arena);
    count = match_find(&syntax, &watch, matches);
    made = compose_events(&syntax, document->arena, matches, count, drafts);
    for (size_t i = 0; i < count; i++) {
        const struct event_draft *draft = NULL;
        bool told = false;

        for (size_t d = 0; d < made; d++) {
            draft = drafts[d].match == &matches[i] ? &drafts[d] : draft;
        }
        for (size_t e = 0; e < document->event_count; e++) {
            const char *by =
                document->events[e].sentence == sentence ? document->events[e].rule : "";

            told = told || strstr(by, matches[i].rule->id) != NULL ||
                   (draft != NULL && document->events[e].sentence == sentence &&
                    document->events[e].rule != NULL &&
                    strcmp(document->events[e].rule, draft->rule) == 0);
        }
        if (!told && matches[i].rule->change != CHANGE_PASS && matches[i].rule->code != NULL) {
            match_tell(&watch, matches[i].rule, matches[i].first,
                       event_why_not(document, &matches[i], draft));
        }
    }
}
