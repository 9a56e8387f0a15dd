#include "transform/event/rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/paths.h"
#include "transform/event/instrument.h"
#include "transform/tsv.h"

enum { RULES_FILES_MAX = 64 };

const char *const rule_change_names[CHANGE_COUNT] = {"",        "appeal",       "intend", "demand",
                                                     "reject",  "threaten",     "stop",   "accuse",
                                                     "prepare", "hypothetical", "judge",  "pass"};

const struct event_code *rules_change(const struct event_rules *rules,
                                      const struct event_code *code, enum rule_change change)
{
    const struct event_code *made = rules->changes[code - rules->codes.items][change];

    return made == NULL ? code : made;
}

/* A row of combine.tsv speaks of its code and of all below it that have no row of their own. */
static enum status rules_take_changes(struct event_rules *rules, const struct tsv *tsv,
                                      const char *const *columns, struct error *error)
{
    for (size_t r = 0; r < tsv->count; r++) {
        const struct tsv_row *row = &tsv->rows[r];

        if (event_codes_find(&rules->codes, row->cells[0]) == NULL) {
            return tsv_fail(row, "code", row->cells[0], "it is not in cameo.tsv", error);
        }
        for (size_t c = 1; columns[c] != NULL; c++) {
            if (*row->cells[c] != '\0' && event_codes_find(&rules->codes, row->cells[c]) == NULL) {
                return tsv_fail(row, columns[c], row->cells[c], "it is not in cameo.tsv", error);
            }
        }
    }
    for (size_t i = 0; i < rules->codes.count; i++) {
        const struct tsv_row *best = NULL;

        for (size_t r = 0; r < tsv->count; r++) {
            const char *prefix = tsv->rows[r].cells[0];

            if (strncmp(rules->codes.items[i].cameo, prefix, strlen(prefix)) == 0 &&
                (best == NULL || strlen(prefix) > strlen(best->cells[0]))) {
                best = &tsv->rows[r];
            }
        }
        for (size_t c = 1; best != NULL && columns[c] != NULL; c++) {
            rules->changes[i][c] = event_codes_find(&rules->codes, best->cells[c]);
        }
    }
    return STATUS_OK;
}

static enum status rules_read_changes(struct event_rules *rules, struct error *error)
{
    static const char *const columns[] = {"code",     "appeal", "intend", "demand",  "reject",
                                          "threaten", "stop",   "accuse", "prepare", NULL};
    char *path = NULL;
    struct tsv tsv = {0};
    enum status status = paths_find_data("events/combine.tsv", &path, error);

    rules->changes = arena_alloc(rules->arena, (rules->codes.count + 1) * sizeof *rules->changes);
    if (status == STATUS_OK) {
        status = tsv_read(path, columns, rules->arena, &tsv, error);
    }
    if (status == STATUS_OK) {
        status = rules_take_changes(rules, &tsv, columns, error);
    }
    free(path);
    return status;
}

static int rules_compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of rules: sets.rules first, then by name. */
static enum status rules_read_files(struct event_rules *rules, const char *folder,
                                    struct error *error)
{
    char *names[RULES_FILES_MAX];
    size_t count = 0;
    enum status status = STATUS_OK;
    DIR *directory = opendir(folder);
    struct dirent *entry;

    if (directory == NULL) {
        return error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", folder,
                         strerror(errno));
    }
    while (status == STATUS_OK && (entry = readdir(directory)) != NULL) {
        size_t length = strlen(entry->d_name);

        if (entry->d_name[0] == '.' || length < 7 ||
            strcmp(entry->d_name + length - 6, ".rules") != 0) {
            continue;
        }
        if (count == RULES_FILES_MAX) {
            status = error_set(error, STATUS_USAGE, "bad_data",
                               "%s: has more than %d files of rules; put some together", folder,
                               RULES_FILES_MAX);
        } else {
            names[count++] = arena_strdup(rules->arena, strcmp(entry->d_name, "sets.rules") == 0
                                                            ? " sets.rules" /* sorts first */
                                                            : entry->d_name);
        }
    }
    closedir(directory);
    qsort(names, count, sizeof *names, rules_compare_names);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = rule_reader_read(
            rules, arena_printf(rules->arena, "%s/%s", folder, names[i] + (*names[i] == ' ')),
            error);
    }
    return status;
}

static int rules_compare(const void *a, const void *b)
{
    const struct event_trigger *left = a, *right = b;

    if (left->phrase.words[0] != right->phrase.words[0]) {
        return left->phrase.words[0] < right->phrase.words[0] ? -1 : 1;
    }
    if (left->phrase.count != right->phrase.count) {
        return left->phrase.count > right->phrase.count ? -1 : 1;
    }
    if (left->rule != right->rule) {
        int order = strcmp(left->rule->file, right->rule->file);

        return order != 0 ? order : left->rule->line < right->rule->line ? -1 : 1;
    }
    return left->phrase.form < right->phrase.form ? -1 : left->phrase.form > right->phrase.form;
}

static void rules_index(struct event_rules *rules)
{
    size_t trigger = 0;

    if (rules->trigger_count > 1) {
        qsort(rules->triggers, rules->trigger_count, sizeof *rules->triggers, rules_compare);
    }
    rules->first_trigger =
        arena_alloc(rules->arena, (rules->vocabulary.count + 2) * sizeof *rules->first_trigger);
    for (uint32_t word = 0; word <= rules->vocabulary.count; word++) {
        rules->first_trigger[word] = (uint32_t)trigger;
        while (trigger < rules->trigger_count && rules->triggers[trigger].phrase.words[0] == word) {
            trigger++;
        }
    }
    rules->first_trigger[rules->vocabulary.count + 1] = (uint32_t)trigger;
}

enum status event_rules_open(struct event_rules **rules, struct error *error)
{
    struct event_rules *made = mem_calloc(1, sizeof *made);
    char *folder = NULL;
    enum status status;

    *rules = NULL;
    made->arena = arena_new();
    made->vocabulary.arena = made->arena;
    made->by = vocabulary_add(&made->vocabulary, "by");
    made->between = vocabulary_add(&made->vocabulary, "between");
    made->of = vocabulary_add(&made->vocabulary, "of");
    made->with = vocabulary_add(&made->vocabulary, "with");
    status = event_codes_read(made->arena, &made->codes, error);
    if (status == STATUS_OK) {
        status = rules_read_changes(made, error);
    }
    if (status == STATUS_OK) {
        status = instrument_read(made, error);
    }
    if (status == STATUS_OK) {
        status = paths_find_data("events", &folder, error);
    }
    if (status == STATUS_OK) {
        status = rules_read_files(made, folder, error);
    }
    free(folder);
    if (status != STATUS_OK) {
        event_rules_close(made);
        return status;
    }
    rules_index(made);
    *rules = made;
    return STATUS_OK;
}

bool event_rules_where(const struct event_rules *rules, const char *id, const char **file,
                       size_t *line)
{
    for (size_t i = 0; i < rules->rule_count; i++) {
        if (strcmp(rules->rules[i]->id, id) == 0) {
            *file = rules->rules[i]->file;
            *line = rules->rules[i]->line;
            return true;
        }
    }
    return false;
}

void event_rules_close(struct event_rules *rules)
{
    free(rules->triggers);
    arena_free(rules->arena);
    free(rules);
}
