/*
 * dateline.conf, read with libConfuse. Every key is declared once, in the tables of config_keys.c,
 * with its default and range; a mistake names file, line, key and what is allowed. Keys of a source
 * that stand outside of any block are the defaults of all sources.
 */
#ifndef DATELINE_COMMON_CONFIG_H
#define DATELINE_COMMON_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "common/hash.h"

enum source_kind {
    SOURCE_FILE,
    SOURCE_FOLDER,
    SOURCE_WARC,
    SOURCE_PAGE,
    SOURCE_FEED,
    SOURCE_SITEMAP,
    SOURCE_LISTING,
    SOURCE_URLS
};
enum { SOURCE_KIND_COUNT = SOURCE_URLS + 1 };

/* "file", "folder", "warc", "page", "feed", "sitemap", "listing", "urls". */
const char *source_kind_name(enum source_kind kind);

/* Texts of a key that takes a list. */
struct config_list {
    const char *const *items;
    size_t count;
};

/* One `source NAME { ... }` block. */
struct source_config {
    const char *name;
    enum source_kind kind;
    bool enabled;
    const char *url;  /* page, feed, sitemap, listing; NULL for what has a path */
    const char *path; /* file, folder, warc, urls; absolute, from the configuration file's folder */
    const char *mirror_url; /* URLs that begin so are read from mirror_path, not fetched; or NULL */
    const char *mirror_path;
    const char *outlet;   /* site_name when the page names none, or NULL */
    const char *language; /* BCP 47, when the page names none, or NULL */
    const char *zone;     /* UTC offset ("-03:00") assumed for times without one, or NULL */
    bool day_first;       /* how to read 03/04/2024 when the page leaves it open */
    bool day_first_set;
    const char *link_xpath; /* listing: what selects the links to articles, or NULL */
    const char *link_class; /* listing: the CSS class that they, or what holds them, have */
    bool feed_content;      /* feed: an item's full text is taken instead of fetching its page */
    struct config_list include, exclude; /* patterns of fnmatch(3) over article URLs */
    struct config_list languages;        /* BCP 47; articles in others are left out */
    struct config_list sections;         /* the same for sections */
    long max_age;                        /* days; 0: any */
    long max_items;                      /* articles taken from one read of a feed or folder */
    long max_bytes;                      /* of one page or feed, after decompression */
    long timeout;                        /* seconds for one request */
    long connect_timeout;                /* seconds, of it, for the connection and TLS */
    long stall;                          /* seconds without data worth the name: it is given up */
    long max_redirects;
    long delay;         /* milliseconds between two requests to one host */
    long host_parallel; /* requests at once to one host */
    bool robots;        /* robots.txt is obeyed */
    bool allow_private; /* addresses of the own machine and network may be fetched */
};

struct config {
    char *file; /* as given, or NULL for built-in defaults */
    char digest[HASH_HEX_SIZE];
    const char *database_url; /* "" : DATABASE_URL, else the private server under var/ */
    const char *user_agent;
    const char *contact; /* whom outlets can write to: an address or a page; "": nobody is named */
    long max_parallel;   /* requests under way at once */
    long batch_articles; /* articles of one database transaction */
    long threads;        /* of extract and transform; 0: one per core */
    long max_line_bytes; /* of one record */
    long deadline;       /* seconds after which extract asks for nothing more; 0: none */
    long breaker_pause;  /* seconds for which a host that fails is left alone */
    const char *proxy;   /* URL of an HTTP proxy; "": none */
    const char *ca_file; /* certificates that are trusted (PEM), absolute; "": the system's */
    const char *archive; /* folder for what comes from the network, absolute; "": it is not kept */
    long database_wait;  /* seconds to wait for a database that is away, or held by another job */
    struct source_config defaults; /* source keys outside of any block */
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

/* A source "command_line" with the file's defaults, for paths and URLs named there. */
void config_default_source(const struct config *config, struct source_config *source);

#endif
