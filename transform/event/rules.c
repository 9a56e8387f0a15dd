#include "transform/event/rules.h"

#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/paths.h"
#include "transform/event/inflect.h"
#include "transform/tsv.h"

static const char *const rules_prepositions[] = {
    "to",    "with",   "on",      "against",   "in",     "at",      "of",      "from",
    "into",  "by",     "between", "for",       "over",   "toward",  "towards", "upon",
    "about", "among",  "across",  "near",      "inside", "through", "as",      "behind",
    "under", "after",  "before",  "without",   "around", "off",     "out",     "outside",
    "onto",  "within", "along",   "alongside", "beyond", "via"};

static bool rules_in(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void rules_add_trigger(struct event_rules *rules, const struct event_rule *rule,
                              const char *word, const struct string_list *behind,
                              enum trigger_form form)
{
    rules->triggers = mem_grow(rules->triggers, &rules->trigger_capacity, rules->trigger_count,
                               sizeof *rules->triggers);
    rules->triggers[rules->trigger_count++] =
        (struct event_trigger){.word = word, .behind = *behind, .form = form, .rule = rule};
}

/* "call on" is `call` in all its forms with `on` behind it; of a noun's words the last has a
 * plural. */
static void rules_add_phrase(struct event_rules *rules, const struct event_rule *rule,
                             const char *phrase)
{
    struct string_list words = {0}, behind = {0};
    const char *p = phrase;

    while (*p != '\0') {
        size_t length = strcspn(p, " ");

        string_list_add(rules->arena, &words, arena_strndup(rules->arena, p, length));
        p += length;
        p += strspn(p, " ");
    }
    for (size_t i = 1; i < words.count; i++) {
        string_list_add(rules->arena, &behind, words.items[i]);
    }
    if (rule->noun) {
        const char *last = words.items[words.count - 1],
                   *plural = inflect_plural(rules->arena, last);

        rules_add_trigger(rules, rule, words.items[0], &behind, FORM_NOUN);
        if (strcmp(plural, last) != 0) {
            struct string_list others = {0};

            for (size_t i = 1; i < words.count; i++) {
                string_list_add(rules->arena, &others,
                                i + 1 == words.count ? plural : words.items[i]);
            }
            rules_add_trigger(rules, rule, words.count == 1 ? plural : words.items[0], &others,
                              FORM_NOUN);
        }
    } else {
        struct inflection forms[INFLECTIONS_MAX];
        size_t count = inflect_verb(rules->arena, words.items[0], forms);

        for (size_t i = 0; i < count; i++) {
            rules_add_trigger(rules, rule, forms[i].word, &behind, forms[i].form);
        }
    }
}

static enum status rules_take_target(struct event_rules *rules, struct event_rule *rule,
                                     const struct tsv_row *row, struct error *error)
{
    const char *cell = row->cells[5];

    while (*cell != '\0') {
        size_t length = strcspn(cell, ",");
        const char *word =
            arena_strndup(rules->arena, cell + strspn(cell, " "), length - strspn(cell, " "));

        if (strcmp(word, "object") == 0) {
            rule->target |= RULE_TARGET_OBJECT;
        } else if (strcmp(word, "both") == 0) {
            rule->target |= RULE_TARGET_BOTH;
        } else if (strcmp(word, "none") == 0) {
            rule->target |= RULE_TARGET_NONE;
        } else if (rules_in(word, rules_prepositions,
                            sizeof rules_prepositions / sizeof rules_prepositions[0])) {
            rule->target |= RULE_TARGET_PREPOSITION;
            string_list_add(rules->arena, &rule->prepositions, word);
        } else {
            return tsv_fail(row, "target", word, "object, both, none and prepositions are", error);
        }
        cell += length + (cell[length] == ',');
    }
    return rule->target != 0
               ? STATUS_OK
               : tsv_fail(row, "target", "", "object, both, none and prepositions are", error);
}

/* id, cameo, kind, trigger, object, target */
static enum status rules_take_rule(struct event_rules *rules, struct event_rule *rule,
                                   const struct tsv_row *row, struct error *error)
{
    const char *const *cells = row->cells;
    const char *triggers = cells[3], *objects = cells[4], *value;
    enum status status;

    rule->id = cells[0];
    rule->code = event_codes_find(&rules->codes, cells[1]);
    if (*cells[0] == '\0') {
        return tsv_fail(row, "id", cells[0], "every rule needs one", error);
    }
    for (size_t i = 0; i + 1 < rules->rule_count; i++) {
        if (strcmp(rules->rules[i].id, rule->id) == 0) {
            return tsv_fail(row, "id", cells[0], "it stands there twice", error);
        }
    }
    if (rule->code == NULL) {
        return tsv_fail(row, "cameo", cells[1], "it is not in cameo.tsv", error);
    }
    if (strcmp(cells[2], "verb") != 0 && strcmp(cells[2], "noun") != 0) {
        return tsv_fail(row, "kind", cells[2], "verb and noun are", error);
    }
    rule->noun = strcmp(cells[2], "noun") == 0;
    status = rules_take_target(rules, rule, row, error);
    if (status != STATUS_OK) {
        return status;
    }
    while ((value = tsv_next_value(rules->arena, &objects)) != NULL) {
        string_list_add(rules->arena, &rule->objects, value);
        string_list_add(rules->arena, &rule->objects, inflect_plural(rules->arena, value));
    }
    if (triggers[strspn(triggers, "| ")] == '\0') {
        return tsv_fail(row, "trigger", triggers, "give the words that tell the event", error);
    }
    while ((value = tsv_next_value(rules->arena, &triggers)) != NULL) {
        rules_add_phrase(rules, rule, value);
    }
    return STATUS_OK;
}

static int rules_compare(const void *a, const void *b)
{
    const struct event_trigger *left = a, *right = b;
    int order = strcmp(left->word, right->word);

    return order != 0 ? order : (left->rule > right->rule) - (left->rule < right->rule);
}

static enum status rules_read(struct event_rules *rules, struct error *error)
{
    static const char *const rule_columns[] = {"id",     "cameo",  "kind", "trigger",
                                               "object", "target", NULL};
    char *path = NULL;
    struct tsv tsv = {0};
    enum status status = event_codes_read(rules->arena, &rules->codes, error);

    if (status == STATUS_OK) {
        status = paths_find_data("events/rules.tsv", &path, error);
    }
    if (status == STATUS_OK) {
        status = tsv_read(path, rule_columns, rules->arena, &tsv, error);
    }
    if (status == STATUS_OK) {
        rules->rules = arena_alloc(rules->arena, (tsv.count + 1) * sizeof *rules->rules);
    }
    for (size_t i = 0; status == STATUS_OK && i < tsv.count; i++) {
        status = rules_take_rule(rules, &rules->rules[rules->rule_count++], &tsv.rows[i], error);
    }
    free(path);
    return status;
}

enum status event_rules_open(struct event_rules **rules, struct error *error)
{
    struct event_rules *made = mem_calloc(1, sizeof *made);
    enum status status;

    *rules = NULL;
    made->arena = arena_new();
    status = rules_read(made, error);
    if (status != STATUS_OK) {
        event_rules_close(made);
        return status;
    }
    qsort(made->triggers, made->trigger_count, sizeof *made->triggers, rules_compare);
    *rules = made;
    return STATUS_OK;
}

void event_rules_close(struct event_rules *rules)
{
    free(rules->triggers);
    arena_free(rules->arena);
    free(rules);
}

size_t event_rules_find(const struct event_rules *rules, const char *word,
                        const struct event_trigger **first)
{
    size_t low = 0, high = rules->trigger_count, count = 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(rules->triggers[middle].word, word) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *first = rules->triggers + low;
    while (low + count < rules->trigger_count &&
           strcmp(rules->triggers[low + count].word, word) == 0) {
        count++;
    }
    return count;
}
