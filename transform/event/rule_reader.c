/* One file of rules, line by line; docs/events.md describes the language. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "common/memory.h"
#include "common/utf8.h"
#include "transform/event/rules.h"
#include "transform/event/words.h"

enum { READER_LINE_MAX = 8192, READER_SET_DEPTH = 8, READER_VALUES_MAX = 4000 };

struct reader {
    struct event_rules *rules;
    const char *file;
    size_t line;
    struct event_rule *rule; /* the one whose lines follow; NULL: none yet */
    struct error *error;
};

static enum status reader_fail(struct reader *reader, const char *format, ...) PRINTF_LIKE(2, 3);

static enum status reader_fail(struct reader *reader, const char *format, ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(reader->error, STATUS_USAGE, "bad_data", "%s:%zu: %s", reader->file,
                     reader->line, message);
}

/* The next of the values that commas part; NULL at the end. Moves `text` behind it. */
static const char *reader_next(struct reader *reader, const char **text)
{
    const char *p = *text + strspn(*text, " \t,");
    size_t length = strcspn(p, ","), kept = length;

    if (*p == '\0') {
        return NULL;
    }
    while (kept > 0 && (p[kept - 1] == ' ' || p[kept - 1] == '\t')) {
        kept--;
    }
    *text = p + length;
    return arena_strndup(reader->rules->arena, p, kept);
}

static struct rule_set *reader_find_set(const struct event_rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->set_count; i++) {
        if (strcmp(rules->sets[i].name, name) == 0) {
            return &rules->sets[i];
        }
    }
    return NULL;
}

/* Adds values to a list; @name stands for those of a set. Sets hold no other sets any more when
 * they are read, so nothing is looked up twice. */
static enum status reader_values(struct reader *reader, const char *text,
                                 struct string_list *values)
{
    const char *value;

    while ((value = reader_next(reader, &text)) != NULL) {
        if (*value == '@') {
            struct rule_set *set = reader_find_set(reader->rules, value + 1);

            if (set == NULL) {
                return reader_fail(
                    reader, "%s: no set has this name; it must stand above, or in sets.rules",
                    value);
            }
            set->used = true;
            for (size_t i = 0; i < set->words.count; i++) {
                string_list_add(reader->rules->arena, values, set->words.items[i]);
            }
        } else {
            string_list_add(reader->rules->arena, values, value);
        }
        if (values->count > READER_VALUES_MAX) {
            return reader_fail(reader, "more than %d words", READER_VALUES_MAX);
        }
    }
    return values->count > 0 ? STATUS_OK : reader_fail(reader, "no word is given");
}

static enum status reader_phrases(struct reader *reader, const char *text, struct phrase_list *list,
                                  enum word_class class)
{
    struct string_list values = {0};
    enum status status = reader_values(reader, text, &values);

    for (size_t i = 0; status == STATUS_OK && i < values.count; i++) {
        if (!vocabulary_add_phrase(&reader->rules->vocabulary, list, values.items[i], class)) {
            status = reader_fail(reader, "%s: has more than %d words", values.items[i],
                                 VOCABULARY_PHRASE_MAX);
        }
    }
    phrase_list_sort(list);
    return status;
}

static enum status reader_triggers(struct reader *reader, const char *text, enum rule_kind kind)
{
    struct event_rules *rules = reader->rules;
    struct phrase_list list = {0};
    bool light = (reader->rule->kinds & RULE_LIGHT) != 0;
    enum status status = reader_phrases(reader, text, &list,
                                        kind == RULE_VERB   ? CLASS_VERB
                                        : kind == RULE_NOUN ? CLASS_NOUN
                                                            : CLASS_FIXED);

    reader->rule->kinds |= (unsigned)kind;
    for (size_t i = 0; status == STATUS_OK && i < list.count; i++) {
        rules->triggers = mem_grow(rules->triggers, &rules->trigger_capacity, rules->trigger_count,
                                   sizeof *rules->triggers);
        rules->triggers[rules->trigger_count++] = (struct event_trigger){
            .phrase = list.items[i], .kind = light ? RULE_LIGHT : kind, .rule = reader->rule};
    }
    return status;
}

/* Roles: "state", or three capital letters as they stand in actor codes. */
static enum status reader_roles(struct reader *reader, const char *text, struct string_list *roles)
{
    size_t first = roles->count;
    enum status status = reader_values(reader, text, roles);

    for (size_t i = first; i < roles->count && status == STATUS_OK; i++) {
        const char *role = roles->items[i];

        if (strcmp(role, "state") != 0 &&
            (strlen(role) != 3 || strspn(role, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)) {
            status = reader_fail(reader, "%s: state and roles such as GOV, MIL and REB are", role);
        }
    }
    return status;
}

static enum status reader_slots(struct reader *reader, const char *text, struct slot_list *slots)
{
    static const char *const names[] = {"subject", "object",   "clause", "owner",
                                        "",        "both",     "place",  "government",
                                        "doer",    "sufferer", "none"};
    const char *value;

    while ((value = reader_next(reader, &text)) != NULL) {
        struct slot slot = {.kind = SLOT_PREPOSITION};

        if (slots->count == RULE_SLOTS_MAX) {
            return reader_fail(reader, "more than %d places", RULE_SLOTS_MAX);
        }
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (strcmp(value, names[i]) == 0) {
                slot.kind = (enum slot_kind)i;
            }
        }
        if (slot.kind == SLOT_PREPOSITION) {
            if (!match_is_preposition(value)) {
                return reader_fail(
                    reader,
                    "%s: subject, object, clause, owner, both, place, government, doer, "
                    "sufferer, none and prepositions are",
                    value);
            }
            slot.word = vocabulary_add(&reader->rules->vocabulary, value);
        }
        slots->items[slots->count++] = slot;
    }
    return slots->count > 0 ? STATUS_OK : reader_fail(reader, "no place is given");
}

static enum status reader_when(struct reader *reader, const char *text)
{
    static const char *const names[] = {"negated", "not-negated", "passive",  "active", "domestic",
                                        "foreign", "conditional", "governed", "direct"};
    const char *value;

    while ((value = reader_next(reader, &text)) != NULL) {
        unsigned found = 0;

        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            found = strcmp(value, names[i]) == 0 ? 1U << i : found;
        }
        if (found == 0) {
            return reader_fail(reader,
                               "%s: negated, not-negated, passive, active, domestic, foreign, "
                               "conditional, governed and direct are",
                               value);
        }
        reader->rule->when |= found;
    }
    return STATUS_OK;
}

/* with PREPOSITION WORDS; `*` are all words */
static enum status reader_with(struct reader *reader, const char *text)
{
    struct event_rule *rule = reader->rule;
    size_t length = strcspn(text, " \t");
    struct rule_phrase *phrase;

    if (rule->phrase_count == RULE_CONDITIONS_MAX) {
        return reader_fail(reader, "more than %d lines with `with`", RULE_CONDITIONS_MAX);
    }
    phrase = &rule->phrases[rule->phrase_count++];
    phrase->preposition = vocabulary_add(&reader->rules->vocabulary,
                                         arena_strndup(reader->rules->arena, text, length));
    text += length + strspn(text + length, " \t");
    return strcmp(text, "*") == 0 ? STATUS_OK
                                  : reader_phrases(reader, text, &phrase->words, CLASS_NOUN);
}

/* example "TEXT" SOURCE CODE TARGET, or example "TEXT" none; `-` is no party */
static enum status reader_example(struct reader *reader, const char *text)
{
    struct event_rule *rule = reader->rule;
    const char *end = *text == '"' ? strrchr(text + 1, '"') : NULL;
    char words[3][32] = {"", "", ""};
    struct rule_example *example;
    int count;

    if (end == NULL) {
        return reader_fail(reader,
                           "an example is a text in quotation marks, then source, code, target");
    }
    if (rule->example_count == RULE_EXAMPLES_MAX) {
        return reader_fail(reader, "more than %d examples", RULE_EXAMPLES_MAX);
    }
    count = sscanf(end + 1, "%31s %31s %31s", words[0], words[1], words[2]);
    if (count != 3 && !(count == 1 && strcmp(words[0], "none") == 0)) {
        return reader_fail(reader, "an example ends with source, code and target, or with none");
    }
    if (count == 3 && event_codes_find(&reader->rules->codes, words[1]) == NULL) {
        return reader_fail(reader, "%s: it is not in cameo.tsv", words[1]);
    }
    example = &rule->examples[rule->example_count++];
    example->line = reader->line;
    example->text = arena_strndup(reader->rules->arena, text + 1, (size_t)(end - text - 1));
    if (count == 3) {
        struct arena *arena = reader->rules->arena;

        example->source = strcmp(words[0], "-") == 0 ? NULL : arena_strdup(arena, words[0]);
        example->cameo = arena_strdup(arena, words[1]);
        example->target = strcmp(words[2], "-") == 0 ? NULL : arena_strdup(arena, words[2]);
    }
    return STATUS_OK;
}

static enum status reader_changes(struct reader *reader, const char *text)
{
    for (size_t i = 1; i < CHANGE_COUNT; i++) {
        if (strcmp(text, rule_change_names[i]) == 0) {
            reader->rule->change = (enum rule_change)i;
            return STATUS_OK;
        }
    }
    return reader_fail(reader,
                       "changes %s: appeal, intend, demand, reject, threaten, stop, accuse, "
                       "prepare, hypothetical, judge and pass are",
                       text);
}

/* A line of a rule. */
static enum status reader_property(struct reader *reader, const char *key, const char *text)
{
    struct event_rule *rule = reader->rule;

    if (rule == NULL) {
        return reader_fail(reader, "%s: no rule stands above", key);
    }
    if (strcmp(key, "verb") == 0) {
        return reader_triggers(reader, text, RULE_VERB);
    }
    if (strcmp(key, "noun") == 0) {
        return reader_triggers(reader, text, RULE_NOUN);
    }
    if (strcmp(key, "adjective") == 0) {
        return reader_triggers(reader, text, RULE_ADJECTIVE);
    }
    if (strcmp(key, "aux") == 0) {
        return reader_triggers(reader, text, RULE_AUXILIARY);
    }
    if (strcmp(key, "object") == 0) {
        return reader_phrases(reader, text, &rule->objects, CLASS_NOUN);
    }
    if (strcmp(key, "without") == 0) {
        return reader_phrases(reader, text, &rule->without, CLASS_NOUN);
    }
    if (strcmp(key, "about") == 0) {
        return reader_phrases(reader, text, &rule->about, CLASS_NOUN);
    }
    if (strcmp(key, "clause") == 0) {
        return reader_phrases(reader, text, &rule->clause, CLASS_VERB);
    }
    if (strcmp(key, "subject") == 0) {
        return reader_phrases(reader, text, &rule->subject, CLASS_NOUN);
    }
    if (strcmp(key, "with") == 0) {
        return reader_with(reader, text);
    }
    if (strcmp(key, "source") == 0) {
        return reader_slots(reader, text, &rule->source);
    }
    if (strcmp(key, "target") == 0) {
        return reader_slots(reader, text, &rule->target);
    }
    if (strcmp(key, "source-is") == 0) {
        return reader_roles(reader, text, &rule->source_is);
    }
    if (strcmp(key, "target-is") == 0) {
        return reader_roles(reader, text, &rule->target_is);
    }
    if (strcmp(key, "when") == 0) {
        return reader_when(reader, text);
    }
    if (strcmp(key, "changes") == 0) {
        return reader_changes(reader, text);
    }
    if (strcmp(key, "example") == 0) {
        return reader_example(reader, text);
    }
    return reader_fail(
        reader,
        "%s: verb, noun, adjective, aux, object, about, without, clause, subject, with, "
        "source, target, source-is, target-is, when, changes and example are",
        key);
}

static enum status reader_set(struct reader *reader, const char *text)
{
    struct event_rules *rules = reader->rules;
    size_t length = strcspn(text, " \t=");
    const char *name = arena_strndup(rules->arena, text, length);
    struct string_list words = {0};
    enum status status;

    text += length + strspn(text + length, " \t");
    if (*name == '\0' || *text != '=') {
        return reader_fail(reader, "a set is written as: set NAME = WORD, WORD");
    }
    if (reader_find_set(rules, name) != NULL) {
        return reader_fail(reader, "set %s: it stands there twice", name);
    }
    status = reader_values(reader, text + 1, &words);
    if (status == STATUS_OK) {
        rules->sets = arena_grow(rules->arena, rules->sets, &rules->set_capacity, rules->set_count,
                                 sizeof *rules->sets);
        rules->sets[rules->set_count++] = (struct rule_set){
            .name = name, .file = reader->file, .line = reader->line, .words = words};
    }
    reader->rule = NULL;
    return status;
}

static enum status reader_rule(struct reader *reader, const char *text, bool light)
{
    struct event_rules *rules = reader->rules;
    char id[64] = "", code[8] = "", more[2] = "";
    int count = sscanf(text, "%63s %7s %1s", id, code, more);
    struct event_rule *rule;

    if (count < 1 || count > 2 || (light && count != 1)) {
        return reader_fail(reader, "a rule begins with: rule ID CODE; or: light ID");
    }
    for (size_t i = 0; i < rules->rule_count; i++) {
        if (strcmp(rules->rules[i]->id, id) == 0) {
            return reader_fail(reader, "rule %s: it stands in %s:%zu already", id,
                               rules->rules[i]->file, rules->rules[i]->line);
        }
    }
    rule = arena_alloc(rules->arena, sizeof *rule);
    rule->id = arena_strdup(rules->arena, id);
    rule->file = reader->file;
    rule->line = reader->line;
    rule->kinds = light ? RULE_LIGHT : 0;
    if (*code != '\0') {
        rule->code = event_codes_find(&rules->codes, code);
        if (rule->code == NULL) {
            return reader_fail(reader, "rule %s: the code %s is not in cameo.tsv", id, code);
        }
    }
    rules->rules = arena_grow(rules->arena, rules->rules, &rules->rule_capacity, rules->rule_count,
                              sizeof(struct event_rule *));
    rules->rules[rules->rule_count++] = rule;
    reader->rule = rule;
    return STATUS_OK;
}

/* What a rule leaves out: a verb's subject does it to its object, a noun's owner does it. */
static enum status reader_complete(struct reader *reader)
{
    struct event_rule *rule = reader->rule;

    if (rule == NULL) {
        return STATUS_OK;
    }
    if ((rule->kinds & ~(unsigned)RULE_LIGHT) == 0) {
        return reader_fail(reader, "rule %s: has neither verb nor noun, adjective or aux",
                           rule->id);
    }
    if (rule->code == NULL && rule->change == CHANGE_NONE && (rule->kinds & RULE_LIGHT) == 0) {
        return reader_fail(reader, "rule %s: give it a code, or say what it changes", rule->id);
    }
    if (rule->source.count == 0) {
        rule->source.items[rule->source.count++] =
            (struct slot){.kind = (rule->kinds & RULE_NOUN) != 0 &&
                                          (rule->kinds & (RULE_VERB | RULE_ADJECTIVE)) == 0
                                      ? SLOT_OWNER
                                      : SLOT_SUBJECT};
    }
    if (rule->target.count == 0) {
        rule->target.items[rule->target.count++] =
            (struct slot){.kind = rule->change == CHANGE_NONE ? SLOT_OBJECT : SLOT_SUFFERER};
    }
    return STATUS_OK;
}

static enum status reader_line(struct reader *reader, char *line)
{
    bool inside = *line == ' ' || *line == '\t';
    char *key = line + strspn(line, " \t"), *text = key + strcspn(key, " \t");
    enum status status;

    if (*text != '\0') {
        *text++ = '\0';
        text += strspn(text, " \t");
    }
    if (inside) {
        return reader_property(reader, key, text);
    }
    status = reader_complete(reader);
    if (status != STATUS_OK) {
        return status;
    }
    if (strcmp(key, "set") == 0) {
        return reader_set(reader, text);
    }
    if (strcmp(key, "rule") == 0 || strcmp(key, "light") == 0) {
        return reader_rule(reader, text, *key == 'l');
    }
    return reader_fail(reader, "%s: a line begins with set, rule or light, or with a blank", key);
}

/* Cuts a comment and blanks at the end. A `#` begins one where a blank stands before it. */
static size_t reader_trim(char *line)
{
    size_t length = strlen(line);

    for (size_t i = 0; i < length; i++) {
        if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
            length = i;
        }
    }
    while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL) {
        length--;
    }
    line[length] = '\0';
    return length;
}

enum status rule_reader_read(struct event_rules *rules, const char *path, struct error *error)
{
    struct reader reader = {.rules = rules, .file = path, .error = error};
    FILE *file = fopen(path, "re");
    char line[READER_LINE_MAX];
    size_t length = 0;
    enum status status = STATUS_OK;

    if (file == NULL) {
        return error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", path,
                         strerror(errno));
    }
    /* a line that ends with a comma goes on in the next */
    while (status == STATUS_OK && fgets(line + length, (int)(sizeof line - length), file) != NULL) {
        size_t more;

        reader.line++;
        if (strlen(line + length) + length + 1 == sizeof line) {
            status = reader_fail(&reader, "the line is longer than %d bytes; begin another set",
                                 READER_LINE_MAX);
            break;
        }
        more = reader_trim(line + length);
        length += more;
        if (more > 0 && line[length - 1] == ',') {
            continue;
        }
        if (length > 0 && !utf8_valid(line)) {
            status = reader_fail(&reader, "is not UTF-8");
        } else if (length > 0) {
            status = reader_line(&reader, line);
        }
        length = 0;
        *line = '\0';
    }
    if (status == STATUS_OK && ferror(file) != 0) {
        status = error_set(error, STATUS_USAGE, "no_data", "%s: cannot be read: %s", path,
                           strerror(errno));
    }
    fclose(file);
    return status == STATUS_OK ? reader_complete(&reader) : status;
}
