#include "transform/event/trigger.h"

#include <string.h>
#include "transform/event/words.h"

enum { TRIGGER_PARTICLE = 9 }; /* "shot the plane down" */

static bool trigger_is_particle(const char *word)
{
    return MATCH_ONE_OF(word, "up", "down", "off", "out", "over", "back", "away", "in");
}

int32_t trigger_end(const struct syntax *syntax, const struct phrase *phrase, int32_t token,
                    enum rule_kind kind)
{
    const struct document *document = syntax->document;
    int32_t t = token;

    for (size_t i = 1; i < phrase->count; i++) {
        int32_t next = t + 1;

        while (next < syntax->end && i + 1 == phrase->count && kind != RULE_NOUN &&
               syntax_number(syntax, next) != phrase->words[i] &&
               ((document->tokens[next].flags & TOKEN_DATE) != 0 ||
                syntax_pos(syntax, next) == POS_ADV ||
                (MATCH_ONE_OF(syntax_word(syntax, next), "on", "in", "at") &&
                 (document->tokens[next + 1].flags & TOKEN_DATE) != 0 && next + 1 < syntax->end))) {
            next++; /* "called Thursday on X" */
        }
        if (syntax_number(syntax, next) == phrase->words[i]) {
            t = next;
            continue;
        }
        if (phrase->count == 2 && kind == RULE_VERB && t == token) {
            for (next = token + 2; next < syntax->end && next - token <= TRIGGER_PARTICLE; next++) {
                if (syntax_number(syntax, next) == phrase->words[1] &&
                    trigger_is_particle(syntax_word(syntax, next)) &&
                    !syntax_is_noun(syntax, next + 1) && syntax_pos(syntax, next + 1) != POS_DET) {
                    return token; /* the object stands between */
                }
                if (syntax_is_verb(syntax, next) || syntax_clause_between(syntax, next, next + 1)) {
                    break;
                }
            }
        }
        return NO_INDEX;
    }
    return t;
}

/* Whether a name, of something else than an event, covers the token: "Strike" in a company's. */
static bool trigger_in_name(const struct syntax *syntax, int32_t token)
{
    const struct document *document = syntax->document;

    if ((document->tokens[token].flags & TOKEN_CAPITAL) == 0) {
        return false;
    }
    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];

        if (mention->first_token <= (uint32_t)token &&
            mention->first_token + mention->token_count > (uint32_t)token &&
            (mention->kind == MENTION_NAME || mention->kind == MENTION_ALIAS)) {
            return true;
        }
    }
    return false;
}

/* "Chad attacks Niger": a verb, whatever its tag. */
static bool trigger_between_names(const struct syntax *syntax, int32_t token)
{
    const struct document *document = syntax->document;
    bool before = false, behind = false;

    for (size_t i = document_first_mention(document, syntax->sentence);
         document_in_sentence(document, i, syntax->sentence); i++) {
        const struct mention *mention = &document->mentions[i];
        const char *type = document->entities[mention->entity].type;

        before = before || ((int32_t)(mention->first_token + mention->token_count) == token &&
                            strcmp(type, "NORP") != 0 && mention->kind == MENTION_NAME);
        behind =
            behind || ((int32_t)mention->first_token == token + 1 && mention->kind == MENTION_NAME);
    }
    return before && behind;
}

/* Nouns that only carry another: "mediation effort", "arms sale". */
static bool trigger_is_carrier(const struct syntax *syntax, int32_t token)
{
    const struct event_rules *rules = syntax->rules;
    uint32_t word = syntax_number(syntax, token);

    for (uint32_t i = rules->first_trigger[word]; i < rules->first_trigger[word + 1]; i++) {
        const struct event_trigger *trigger = &rules->triggers[i];

        if (trigger->phrase.count == 1 && trigger->phrase.form == FORM_NOUN &&
            (trigger->kind == RULE_LIGHT || trigger->rule->change != CHANGE_NONE)) {
            return true;
        }
    }
    return false;
}

/* "reject proposed Israeli changes": an adjective, whatever the tree says. */
static bool trigger_is_participle(const struct syntax *syntax, int32_t token)
{
    const char *tag = syntax->document->tokens[token].tag;
    enum pos before = syntax_pos(syntax, token - 1), behind = syntax_pos(syntax, token + 1);

    return (strcmp(tag, "VBN") == 0 || strcmp(tag, "VBD") == 0) &&
           syntax_child_by(syntax, token, REL_NSUBJ) == NO_INDEX &&
           syntax_child_by(syntax, token, REL_OBJ) == NO_INDEX &&
           (before == POS_DET || before == POS_ADP || before == POS_ADJ ||
            (before == POS_VERB && syntax_relation(syntax, token - 1) != REL_AUX &&
             strncmp(syntax->document->tokens[token - 1].tag, "VB", 2) == 0) ||
            (token > syntax->first &&
             strcmp(syntax->document->tokens[token - 1].tag, "PRP$") == 0)) &&
           (behind == POS_NOUN || behind == POS_ADJ || behind == POS_PROPN) &&
           token > syntax->first;
}

/* "rebuilt" and such are tagged as nouns at times; "the wounded" are some. */
static bool trigger_is_past(const struct syntax *syntax, int32_t token)
{
    const char *word = syntax_word(syntax, token);
    size_t length = strlen(word);

    return length > 4 && strcmp(word + length - 2, "ed") == 0 &&
           syntax_pos(syntax, token - 1) != POS_DET && syntax_pos(syntax, token - 1) != POS_ADJ;
}

bool trigger_fits(const struct syntax *syntax, const struct event_trigger *trigger, int32_t token)
{
    const char *tag = syntax->document->tokens[token].tag;
    enum pos pos = syntax_pos(syntax, token);
    int32_t head = syntax_head(syntax, token);
    enum relation relation = syntax_relation(syntax, token);
    bool verb = strncmp(tag, "VB", 2) == 0, noun = strncmp(tag, "NN", 2) == 0;

    switch (trigger->kind) {
    case RULE_NOUN:
        if (trigger_in_name(syntax, token)) {
            return false;
        }
        token += trigger->phrase.count - 1; /* the last word is the head */
        head = syntax_head(syntax, token);
        relation = syntax_relation(syntax, token);
        if (relation == REL_COMPOUND && head > token && head - token < 4 &&
            syntax_is_noun(syntax, head) && !trigger_is_carrier(syntax, head)) {
            return false; /* "attack helicopter" */
        }
        pos = syntax_pos(syntax, token);
        tag = syntax->document->tokens[token].tag;
        return strncmp(tag, "NN", 2) == 0 || pos == POS_NOUN ||
               (strcmp(tag, "VBG") == 0 && trigger->phrase.form == FORM_NOUN &&
                (syntax_pos(syntax, token - 1) == POS_DET ||
                 strcmp(syntax_word(syntax, token + 1), "of") == 0 || trigger->phrase.count > 1 ||
                 syntax_pos(syntax, token - 1) == POS_ADJ));
    case RULE_VERB:
    case RULE_LIGHT:
        if ((trigger_in_name(syntax, token) && token > syntax->first) ||
            (relation == REL_AUX && head > token)) { /* "have been killed" have nothing */
            return false;
        }
        if (relation == REL_AMOD && head > token && !syntax_is_noun(syntax, token - 1) &&
            syntax_child_by(syntax, token, REL_NSUBJ) == NO_INDEX &&
            strcmp(syntax_word(syntax, token + 1), "by") != 0) {
            return false; /* "proposed changes" */
        }
        if ((relation == REL_COMPOUND && noun) || trigger_is_participle(syntax, token)) {
            return false;
        }
        if ((trigger->phrase.form == FORM_BASE || trigger->phrase.form == FORM_THIRD) &&
            trigger_between_names(syntax, token)) {
            return true;
        }
        if (trigger->phrase.form == FORM_BASE || trigger->phrase.form == FORM_THIRD) {
            return (verb || pos == POS_VERB) && pos != POS_NOUN && pos != POS_PROPN;
        }
        if (trigger->phrase.form == FORM_GERUND) {
            return verb || pos == POS_VERB;
        }
        return !noun || pos == POS_VERB || trigger_is_past(syntax, token);
    case RULE_AUXILIARY:
        return strcmp(tag, "MD") == 0 || verb || pos == POS_AUX;
    case RULE_ADJECTIVE:
    default: /* "is prepared to", not "prepared to" */
        return (!noun || pos != POS_NOUN) &&
               (!verb || syntax_passive(syntax, token) || strcmp(tag, "VBG") == 0);
    }
}
