/*
 * A file of config/events, as transform reads it: the first byte chooses which, the rest is its
 * text. Where it is accepted, articles are read by it. Examples in rules only speak to `dateline
 * rules`.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/paths.h"
#include "transform/analyse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char article[] =
    "{\"type\":\"article\",\"id\":\"x\",\"source\":\"fuzz\",\"content_hash\":\"h\",\"language\":"
    "\"en\","
    "\"published_at\":\"2024-01-10T10:00:00Z\",\"title\":\"Iraq met Iran\",\"body\":\"Turkey's "
    "army "
    "attacked rebels in Syria on Monday, killing three. France urged Iran to release the "
    "journalist. Talks between Kenya and Somalia failed.\"}";
enum { FUZZ_PATH_MAX = 512 };

static char folder[] = "/tmp/fuzz_rules.XXXXXX";
static struct knowledge knowledge;
static struct segmenter *segmenter;
static struct arena *arena;

static void fuzz_end(void)
{
    char path[FUZZ_PATH_MAX];
    struct dirent *entry;
    DIR *directory;

    snprintf(path, sizeof path, "%s/events", folder);
    directory = opendir(path);
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        snprintf(path, sizeof path, "%s/events/%s", folder, entry->d_name);
        (void)unlink(path);
    }
    if (directory != NULL) {
        closedir(directory);
    }
    snprintf(path, sizeof path, "%s/events", folder);
    (void)rmdir(path);
    (void)rmdir(folder);
}

/* All tables, and of the rules those that others need. */
static bool fuzz_wants(const char *name)
{
    size_t length = strlen(name);

    return name[0] != '.' &&
           (length < 6 || strcmp(name + length - 6, ".rules") != 0 ||
            strcmp(name, "sets.rules") == 0 || strcmp(name, "content.rules") == 0);
}

/* The folder of data: links to the true files; one at a time is replaced. */
static bool fuzz_link(const char *real)
{
    char from[2 * FUZZ_PATH_MAX], path[FUZZ_PATH_MAX];
    DIR *directory = opendir(real);
    struct dirent *entry;
    bool done = directory != NULL;

    while (done && (entry = readdir(directory)) != NULL) {
        if (fuzz_wants(entry->d_name)) {
            snprintf(from, sizeof from, "%s/%s", real, entry->d_name);
            snprintf(path, sizeof path, "%s/events/%s", folder, entry->d_name);
            done = symlink(from, path) == 0;
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return done;
}

static bool fuzz_begin(void)
{
    struct event_rules *rules = NULL;
    struct error error;
    char *events = NULL, *real = NULL, path[FUZZ_PATH_MAX];

    if (knowledge_open(&knowledge, &error) != STATUS_OK ||
        segmenter_new(&segmenter, &error) != STATUS_OK ||
        paths_find_data("events", &events, &error) != STATUS_OK || mkdtemp(folder) == NULL) {
        return false;
    }
    real = realpath(events, NULL);
    snprintf(path, sizeof path, "%s/events", folder);
    if (real == NULL || mkdir(path, 0700) != 0 || atexit(fuzz_end) != 0 || !fuzz_link(real) ||
        setenv("DATELINE_DATA", folder, 1) != 0) {
        return false;
    }
    free(events);
    free(real);
    arena = arena_new();
    /* what is not replaced must be right, or nothing would be tested */
    if (event_rules_open(&rules, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return false;
    }
    event_rules_close(rules);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const files[] = {"fuzz.rules", "fuzz.rules", "fuzz.rules", "combine.tsv",
                                        "cameo.tsv",  "plover.tsv", "sets.rules", "content.rules"};
    struct event_rules *rules = NULL, *whole;
    struct error error = {0};
    char fuzzed[FUZZ_PATH_MAX], aside[FUZZ_PATH_MAX + 8];
    const char *name;
    FILE *file;

    if (arena == NULL && !fuzz_begin()) {
        fprintf(stderr, "no data for fuzz_rules\n");
        exit(1);
    }
    if (size == 0) {
        return 0;
    }
    name = files[data[0] & 7];
    snprintf(fuzzed, sizeof fuzzed, "%s/events/%s", folder, name);
    snprintf(aside, sizeof aside, "%s.aside", fuzzed);
    (void)rename(fuzzed, aside);
    file = fopen(fuzzed, "w");
    if (file == NULL || fwrite(data + 1, 1, size - 1, file) != size - 1 || fclose(file) != 0) {
        abort();
    }
    if (event_rules_open(&rules, &error) == STATUS_OK) {
        json_t *record = json_loads(article, 0, NULL);

        whole = knowledge.event_rules;
        knowledge.event_rules = rules;
        (void)analyse_article(&knowledge, segmenter, arena, record);
        knowledge.event_rules = whole;
        arena_reset(arena);
        json_decref(record);
        event_rules_close(rules);
    } else if (strstr(error.message, "events/") == NULL) { /* the file is named */
        fprintf(stderr, "%s\n", error.message);
        abort();
    }
    (void)unlink(fuzzed);
    (void)rename(aside, fuzzed);
    return 0;
}
