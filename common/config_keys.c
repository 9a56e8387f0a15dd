#include "common/config_keys.h"

#include <stdio.h>
#include <string.h>
#include "common/ndjson.h"

#define MEGABYTE (1024L * 1024)
#define CONFIG(field) offsetof(struct config, field)
#define SOURCE(field) offsetof(struct source_config, field)

const struct config_key config_keys[CONFIG_KEY_COUNT] = {
    {"database_url", KEY_TEXT, CONFIG(database_url), 0, 0, 0, ""},
    {"database_wait", KEY_NUMBER, CONFIG(database_wait), 0, 86400, 60, NULL},
    {"user_agent", KEY_TEXT, CONFIG(user_agent), 0, 0, 0, "Dateline/" DATELINE_VERSION},
    {"contact", KEY_TEXT, CONFIG(contact), 0, 0, 0, ""},
    {"max_parallel", KEY_NUMBER, CONFIG(max_parallel), 1, 256, 64, NULL},
    {"deadline", KEY_NUMBER, CONFIG(deadline), 0, 7 * 86400, 0, NULL},
    {"breaker_pause", KEY_NUMBER, CONFIG(breaker_pause), 1, 3600, 30, NULL},
    {"proxy", KEY_TEXT, CONFIG(proxy), 0, 0, 0, ""},
    {"ca_file", KEY_TEXT, CONFIG(ca_file), 0, 0, 0, ""},
    {"archive", KEY_TEXT, CONFIG(archive), 0, 0, 0, ""},
    {"batch_articles", KEY_NUMBER, CONFIG(batch_articles), 1, 100000, 500, NULL},
    {"threads", KEY_NUMBER, CONFIG(threads), 0, 256, 0, NULL},
    {"max_line_bytes", KEY_NUMBER, CONFIG(max_line_bytes), 1024, 1024 * MEGABYTE, NDJSON_LINE_MAX,
     NULL},
};

const struct config_key source_keys[SOURCE_KEY_COUNT] = {
    {"url", KEY_TEXT, SOURCE(url), 0, 0, 0, NULL},
    {"path", KEY_TEXT, SOURCE(path), 0, 0, 0, NULL},
    {"mirror_url", KEY_TEXT, SOURCE(mirror_url), 0, 0, 0, NULL},
    {"mirror_path", KEY_TEXT, SOURCE(mirror_path), 0, 0, 0, NULL},
    {"outlet", KEY_TEXT, SOURCE(outlet), 0, 0, 0, NULL},
    {"language", KEY_TEXT, SOURCE(language), 0, 0, 0, NULL},
    {"zone", KEY_TEXT, SOURCE(zone), 0, 0, 0, NULL},
    {"enabled", KEY_FLAG, SOURCE(enabled), 0, 0, 1, NULL},
    {"day_first", KEY_FLAG, SOURCE(day_first), 0, 0, 0, NULL},
    {"link_xpath", KEY_TEXT, SOURCE(link_xpath), 0, 0, 0, NULL},
    {"link_class", KEY_TEXT, SOURCE(link_class), 0, 0, 0, NULL},
    {"feed_content", KEY_FLAG, SOURCE(feed_content), 0, 0, 0, NULL},
    {"include", KEY_LIST, SOURCE(include), 0, 0, 0, NULL},
    {"exclude", KEY_LIST, SOURCE(exclude), 0, 0, 0, NULL},
    {"languages", KEY_LIST, SOURCE(languages), 0, 0, 0, NULL},
    {"sections", KEY_LIST, SOURCE(sections), 0, 0, 0, NULL},
    {"max_age", KEY_NUMBER, SOURCE(max_age), 0, 100000, 0, NULL},
    {"max_items", KEY_NUMBER, SOURCE(max_items), 1, 10000000, 1000000, NULL},
    {"max_bytes", KEY_NUMBER, SOURCE(max_bytes), 1024, 256 * MEGABYTE, 20 * MEGABYTE, NULL},
    {"timeout", KEY_NUMBER, SOURCE(timeout), 1, 3600, 60, NULL},
    {"connect_timeout", KEY_NUMBER, SOURCE(connect_timeout), 1, 300, 20, NULL},
    {"stall", KEY_NUMBER, SOURCE(stall), 1, 3600, 20, NULL},
    {"max_redirects", KEY_NUMBER, SOURCE(max_redirects), 0, 50, 10, NULL},
    {"delay", KEY_NUMBER, SOURCE(delay), 0, 3600 * 1000L, 1000, NULL},
    {"host_parallel", KEY_NUMBER, SOURCE(host_parallel), 1, 256, 1, NULL},
    {"robots", KEY_FLAG, SOURCE(robots), 0, 0, 1, NULL},
    {"allow_private", KEY_FLAG, SOURCE(allow_private), 0, 0, 0, NULL},
};

const struct config_key *config_find_key(const char *name)
{
    for (size_t i = 0; i < CONFIG_KEY_COUNT; i++) {
        if (strcmp(config_keys[i].name, name) == 0) {
            return &config_keys[i];
        }
    }
    for (size_t i = 0; i < SOURCE_KEY_COUNT; i++) {
        if (strcmp(source_keys[i].name, name) == 0) {
            return &source_keys[i];
        }
    }
    return NULL;
}

void config_set_text(void *target, const struct config_key *key, const char *text)
{
    memcpy((char *)target + key->offset, &text, sizeof text);
}

void config_set_number(void *target, const struct config_key *key, long number)
{
    memcpy((char *)target + key->offset, &number, sizeof number);
}

void config_set_flag(void *target, const struct config_key *key, bool flag)
{
    memcpy((char *)target + key->offset, &flag, sizeof flag);
}

void config_set_list(void *target, const struct config_key *key, struct config_list list)
{
    memcpy((char *)target + key->offset, &list, sizeof list);
}

void config_set_defaults(void *target, const struct config_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        switch (keys[i].kind) {
        case KEY_TEXT:
            config_set_text(target, &keys[i], keys[i].text);
            break;
        case KEY_NUMBER:
            config_set_number(target, &keys[i], keys[i].standard);
            break;
        case KEY_FLAG:
            config_set_flag(target, &keys[i], keys[i].standard != 0);
            break;
        case KEY_LIST:
            config_set_list(target, &keys[i], (struct config_list){0});
            break;
        }
    }
}

void config_say_allowed(char *message, size_t size)
{
    size_t length = strlen(message);
    const char *quote = strchr(message, '\'');
    char name[40] = "";

    if (strcmp(message, "no such option 'source'") == 0) {
        snprintf(message, size, "source: the block before it has no closing }");
    } else if (strncmp(message, "premature end of file", 21) == 0) {
        snprintf(message + length, size - length, "; a } or a quotation mark is missing");
    } else if (strncmp(message, "no such option", 14) == 0) {
        snprintf(message + length, size - length, "; known are source");
        for (size_t i = 0; i < CONFIG_KEY_COUNT + SOURCE_KEY_COUNT; i++) {
            length = strlen(message);
            snprintf(message + length, size - length, ", %s",
                     i < CONFIG_KEY_COUNT ? config_keys[i].name
                                          : source_keys[i - CONFIG_KEY_COUNT].name);
        }
    } else if (strncmp(message, "found duplicate title", 21) == 0) {
        snprintf(message + length, size - length, "; each source needs a name of its own");
    } else if (quote != NULL && strncmp(message, "invalid", 7) == 0) {
        const struct config_key *key;

        snprintf(name, sizeof name, "%.*s", (int)strcspn(quote + 1, "'"), quote + 1);
        key = config_find_key(name);
        if (key != NULL && key->kind == KEY_NUMBER) {
            snprintf(message + length, size - length, "; give a number from %ld to %ld",
                     key->minimum, key->maximum);
        } else if (key != NULL && key->kind == KEY_FLAG) {
            snprintf(message + length, size - length, "; give true or false");
        }
    }
}
