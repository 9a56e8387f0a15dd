/*
 * dateline.conf, read with libConfuse. Every key is declared once, in the tables of config.c, with
 * its default, range and text; a mistake names file, line, key and what is allowed.
 */
#ifndef DATELINE_COMMON_CONFIG_H
#define DATELINE_COMMON_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "common/hash.h"

enum source_kind { SOURCE_FILE, SOURCE_FOLDER, SOURCE_PAGE, SOURCE_FEED };

/* One `source NAME { ... }` block. */
struct source_config {
    const char *name;
    enum source_kind kind;
    bool enabled;
    const char *url;  /* page, feed; for file and folder: the URL that `path` stands for, or NULL */
    const char *path; /* file, folder; absolute, resolved from the configuration file's folder */
    const char *mirror_url; /* URLs that begin so are read from mirror_path, not fetched; or NULL */
    const char *mirror_path;
    const char *outlet;   /* site_name when the page names none, or NULL */
    const char *language; /* BCP 47, when the page names none, or NULL */
    const char *zone;     /* UTC offset ("-03:00") assumed for times without one, or NULL */
    bool day_first;       /* how to read 03/04/2024 when the page leaves it open */
    bool day_first_set;
    long max_items; /* articles taken from one read of a feed or folder */
    long max_bytes; /* of one page or feed */
    long timeout;   /* seconds for one request */
    long max_redirects;
};

struct config {
    char *file; /* as given, or NULL for built-in defaults */
    char digest[HASH_HEX_SIZE];
    const char *database_url; /* "" : DATABASE_URL, else the private server under var/ */
    const char *user_agent;
    long max_parallel;   /* requests under way at once */
    long batch_articles; /* articles of one database transaction */
    long threads;        /* of transform; 0: one per core */
    long max_line_bytes; /* of one record */
    long database_wait;  /* seconds to wait for a database that is away, or held by another job */
    struct source_config *sources;
    size_t source_count;
    void *memory; /* what the strings above live in */
};

/*
 * Reads `file`; NULL gives the defaults, without sources. STATUS_USAGE with "file:line: key: what
 * is wrong, what is allowed". The caller ends with config_free().
 */
enum status config_read(const char *file, struct config **config, struct error *error) WARN_UNUSED;
void config_free(struct config *config);

/* Defaults of a source, for paths and URLs named on the command line. */
void config_default_source(struct source_config *source);

#endif
