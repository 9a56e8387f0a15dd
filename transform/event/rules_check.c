#include "transform/event/rules_check.h"

#include <string.h>
#include "transform/event/rules.h"

/* Whether all that one list asks for is in the other; an empty list asks for nothing. */
static bool check_covers(const struct phrase_list *wide, const struct phrase_list *narrow)
{
    if (wide->count == 0 || narrow->count == 0) {
        return wide->count == narrow->count;
    }
    for (size_t i = 0; i < narrow->count; i++) {
        if (phrase_list_match(wide, narrow->items[i].words, narrow->items[i].count) !=
            narrow->items[i].count) {
            return false;
        }
    }
    return true;
}

static const struct phrase *check_shared(const struct phrase_list *a, const struct phrase_list *b)
{
    for (size_t i = 0; i < b->count; i++) {
        if (phrase_list_match(a, b->items[i].words, b->items[i].count) == b->items[i].count) {
            return &b->items[i];
        }
    }
    return NULL;
}

static bool check_same_roles(const struct string_list *a, const struct string_list *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->items[i], b->items[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* Whether two rules ask for the same of all but the object. */
static bool check_same_conditions(const struct event_rule *a, const struct event_rule *b)
{
    if ((a->when & ~(unsigned)WHEN_GOVERNED) != (b->when & ~(unsigned)WHEN_GOVERNED) ||
        a->phrase_count != b->phrase_count || !check_same_roles(&a->source_is, &b->source_is) ||
        !check_same_roles(&a->target_is, &b->target_is) || a->clause.count != b->clause.count ||
        a->subject.count != b->subject.count || a->without.count != b->without.count ||
        !check_covers(&a->about, &b->about) || !check_covers(&a->clause, &b->clause) ||
        !check_covers(&a->subject, &b->subject)) {
        return false;
    }
    for (size_t i = 0; i < a->phrase_count; i++) {
        if (a->phrases[i].preposition != b->phrases[i].preposition ||
            !check_covers(&a->phrases[i].words, &b->phrases[i].words)) {
            return false;
        }
    }
    return true;
}

static void check_print_phrase(const struct event_rules *rules, const struct phrase *phrase,
                               FILE *out)
{
    for (size_t i = 0; i < phrase->count; i++) {
        fprintf(out, "%s%s", i > 0 ? " " : "", rules->vocabulary.words[phrase->words[i]]);
    }
}

/* Whether `first` fires wherever `second` would, and wins. Of two that differ only in `when
 * governed` the one that asks for it loses. */
static bool check_shadows(const struct event_trigger *first, const struct event_trigger *second)
{
    return (first->rule->when & WHEN_GOVERNED) <= (second->rule->when & WHEN_GOVERNED) &&
           first->kind == second->kind && first->phrase.count == second->phrase.count &&
           memcmp(first->phrase.words, second->phrase.words, sizeof first->phrase.words) == 0 &&
           check_same_conditions(first->rule, second->rule) &&
           check_covers(&first->rule->objects, &second->rule->objects);
}

/* A trigger that two rules have, with nothing that tells them apart. */
static size_t check_trigger(const struct event_rules *rules, size_t index, FILE *out)
{
    const struct event_trigger *trigger = &rules->triggers[index];
    size_t found = 0;

    for (size_t i = index + 1; i < rules->trigger_count; i++) {
        const struct event_trigger *other = &rules->triggers[i];
        const struct phrase *object;

        if (memcmp(other->phrase.words, trigger->phrase.words, sizeof other->phrase.words) != 0) {
            break;
        }
        if (other->kind != trigger->kind || other->rule == trigger->rule ||
            other->phrase.form != trigger->phrase.form || trigger->kind == RULE_LIGHT ||
            trigger->rule->code == other->rule->code || trigger->rule->when != other->rule->when ||
            !check_same_conditions(trigger->rule, other->rule)) {
            continue;
        }
        if (trigger->phrase.form != FORM_BASE && trigger->phrase.form != FORM_NOUN &&
            trigger->phrase.form != FORM_AS_WRITTEN) {
            continue; /* told once, of the base form */
        }
        object = check_shared(&trigger->rule->objects, &other->rule->objects);
        if (object == NULL &&
            (trigger->rule->objects.count > 0 || other->rule->objects.count > 0)) {
            continue;
        }
        fprintf(out, "%s:%zu: rule %s: ", other->rule->file, other->rule->line, other->rule->id);
        check_print_phrase(rules, &other->phrase, out);
        if (object != NULL) {
            fputs(" with ", out);
            check_print_phrase(rules, object, out);
        }
        fprintf(out, " is that of rule %s too (%s:%zu), which wins\n", trigger->rule->id,
                trigger->rule->file, trigger->rule->line);
        found++;
    }
    return found;
}

/* A rule all of whose triggers another one shadows. */
static bool check_reachable(const struct event_rules *rules, const struct event_rule *rule)
{
    for (size_t i = 0; i < rules->trigger_count; i++) {
        bool shadowed = false;

        if (rules->triggers[i].rule != rule) {
            continue;
        }
        for (size_t j = i; j > 0 && !shadowed; j--) {
            const struct event_trigger *before = &rules->triggers[j - 1];

            if (before->phrase.words[0] != rules->triggers[i].phrase.words[0]) {
                break;
            }
            shadowed = before->rule != rule && check_shadows(before, &rules->triggers[i]);
        }
        if (!shadowed) {
            return true;
        }
    }
    return false;
}

/* "attacked", "bombing" as a verb: rules have the base form, of which all forms are known. */
static bool check_is_inflected(const struct event_rules *rules, const char *word)
{
    static const char *const endings[] = {"ed", "ing"};
    size_t length = strlen(word);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t ending = strlen(endings[i]);
        const char *vowel = word;

        if (length <= ending + 2 || strcmp(word + length - ending, endings[i]) != 0) {
            continue;
        }
        for (; *vowel != '\0' && vowel < word + length - ending; vowel++) {
            if (strchr("aeiouy", *vowel) != NULL) {
                /* "exceed", "embed" have no e or d before it */
                return word[length - ending - 1] != 'e' &&
                       vocabulary_find(&rules->vocabulary, word) != VOCABULARY_NONE;
            }
        }
    }
    return false;
}

static size_t check_base_forms(const struct event_rules *rules, FILE *out)
{
    size_t found = 0;

    for (size_t i = 0; i < rules->trigger_count; i++) {
        const struct event_trigger *trigger = &rules->triggers[i];
        const char *word = rules->vocabulary.words[trigger->phrase.words[0]];

        if (trigger->kind == RULE_VERB && trigger->phrase.form == FORM_BASE &&
            check_is_inflected(rules, word)) {
            fprintf(out, "%s:%zu: rule %s: write the verb %s in the base form\n",
                    trigger->rule->file, trigger->rule->line, trigger->rule->id, word);
            found++;
        }
    }
    return found;
}

size_t rules_check(const struct event_rules *rules, FILE *out)
{
    size_t found = check_base_forms(rules, out);

    for (size_t i = 0; i < rules->set_count; i++) {
        if (!rules->sets[i].used) {
            fprintf(out, "%s:%zu: set %s: no rule uses it\n", rules->sets[i].file,
                    rules->sets[i].line, rules->sets[i].name);
            found++;
        }
    }
    for (size_t i = 0; i < rules->rule_count; i++) {
        const struct event_rule *rule = rules->rules[i];

        if ((rule->kinds & RULE_LIGHT) == 0 && !check_reachable(rules, rule)) {
            fprintf(out, "%s:%zu: rule %s: never fires, rules above it have all its words\n",
                    rule->file, rule->line, rule->id);
            found++;
        }
    }
    for (size_t i = 0; i < rules->trigger_count; i++) {
        found += check_trigger(rules, i, out);
    }
    return found;
}
