#include "transform/rules_run.h"

#include <string.h>
#include "transform/event/rules.h"
#include "transform/event/rules_check.h"

/* The day on which the examples are read, a Wednesday. */
static const char rules_published[] = "2024-03-06T12:00:00Z";

static bool rules_same(const char *expected, const char *found)
{
    return expected == NULL ? found == NULL : found != NULL && strcmp(expected, found) == 0;
}

/* Whether an event was found by a rule, alone or together with others: "agree+visit". */
static bool rules_is_by(const struct event *event, const char *id)
{
    size_t length = strlen(id);

    for (const char *p = strstr(event->rule, id); p != NULL; p = strstr(p + 1, id)) {
        if ((p == event->rule || p[-1] == '+') && (p[length] == '\0' || p[length] == '+')) {
            return true;
        }
    }
    return false;
}

static bool rules_holds(const struct document *document, const struct event_rule *rule,
                        const struct rule_example *example)
{
    bool fired = false;

    for (size_t i = 0; i < document->event_count; i++) {
        const struct event *event = &document->events[i];

        if (!rules_is_by(event, rule->id)) {
            continue;
        }
        fired = true;
        if (example->cameo != NULL && strcmp(event->cameo, example->cameo) == 0 &&
            rules_same(example->source, event->source.code) &&
            rules_same(example->target, event->target.code)) {
            return true;
        }
    }
    return example->cameo == NULL && !fired;
}

static void rules_print_events(const struct document *document, FILE *out)
{
    if (document->event_count == 0) {
        fputs("    found: nothing\n", out);
    }
    for (size_t i = 0; i < document->event_count; i++) {
        const struct event *event = &document->events[i];

        fprintf(out, "    found: %s %s %s by rule %s\n",
                event->source.code == NULL ? "-" : event->source.code, event->cameo,
                event->target.code == NULL ? "-" : event->target.code, event->rule);
    }
}

static bool rules_try(const struct knowledge *knowledge, struct segmenter *segmenter,
                      const struct event_rule *rule, const struct rule_example *example, FILE *out)
{
    struct arena *arena = arena_new();
    json_t *record = json_object();
    const struct document *document;
    bool holds;

    json_object_set_new(record, "body", json_string(example->text));
    json_object_set_new(record, "language", json_string("en"));
    json_object_set_new(record, "published_at", json_string(rules_published));
    document = analyse_document(knowledge, segmenter, arena, record);
    holds = rules_holds(document, rule, example);
    if (!holds) {
        fprintf(out, "%s:%zu: rule %s: %s\n", rule->file, example->line, rule->id, example->text);
        if (example->cameo == NULL) {
            fputs("    expected: that it does not fire\n", out);
        } else {
            fprintf(out, "    expected: %s %s %s\n",
                    example->source == NULL ? "-" : example->source, example->cameo,
                    example->target == NULL ? "-" : example->target);
        }
        rules_print_events(document, out);
    }
    json_decref(record);
    arena_free(arena);
    return holds;
}

static enum status rules_test(const struct knowledge *knowledge, FILE *out, struct error *error)
{
    const struct event_rules *rules = knowledge->event_rules;
    struct segmenter *segmenter = NULL;
    enum status status = segmenter_new(&segmenter, error);
    size_t examples = 0, failed = 0, without = 0;

    for (size_t i = 0; status == STATUS_OK && i < rules->rule_count; i++) {
        const struct event_rule *rule = rules->rules[i];

        without += rule->example_count == 0 && (rule->kinds & RULE_LIGHT) == 0;
        for (size_t e = 0; e < rule->example_count; e++) {
            examples++;
            failed += !rules_try(knowledge, segmenter, rule, &rule->examples[e], out);
        }
    }
    if (segmenter != NULL) {
        segmenter_free(segmenter);
    }
    if (status != STATUS_OK) {
        return status;
    }
    fprintf(out, "%zu rules, %zu without an example; %zu examples, %zu fail\n", rules->rule_count,
            without, examples, failed);
    return failed == 0 ? STATUS_OK
                       : error_set(error, STATUS_REJECT, "rules_fail", "%zu of %zu examples fail",
                                   failed, examples);
}

enum status rules_run(const struct knowledge *knowledge, const char *what, FILE *out,
                      struct error *error)
{
    const struct event_rules *rules = knowledge->event_rules;
    size_t found;

    if (strcmp(what, "test") == 0) {
        return rules_test(knowledge, out, error);
    }
    if (strcmp(what, "check") != 0) {
        return error_set(error, STATUS_USAGE, "usage", "rules %s: check and test are known", what);
    }
    found = rules_check(rules, out);
    fprintf(out, "%zu rules, %zu ways of writing their triggers, %zu sets: %zu findings\n",
            rules->rule_count, rules->trigger_count, rules->set_count, found);
    return found == 0 ? STATUS_OK
                      : error_set(error, STATUS_REJECT, "rules_fail", "%zu findings", found);
}
