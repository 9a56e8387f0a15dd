/*
 * robots.txt (RFC 9309): groups by user agent, the longest rule wins, "*" and "$", percent-encoding
 * normalised; and Crawl-delay, which the RFC leaves out and many sites write.
 */
#ifndef DATELINE_EXTRACT_NET_ROBOTS_H
#define DATELINE_EXTRACT_NET_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    ROBOTS_BYTES_MAX = 500 * 1024, /* read of one robots.txt; what comes behind is not there */
    ROBOTS_RULES_MAX = 60000,      /* kept; further ones are not there */
    ROBOTS_PATTERN_MAX = 2000,     /* bytes; a longer rule is left out, as no URL is that long */
    ROBOTS_PRODUCT_MAX = 64,
    ROBOTS_REDIRECTS_MAX = 5,
    ROBOTS_DELAY_MAX = 60,  /* seconds: the longest Crawl-delay that is honoured */
    ROBOTS_AGE_MAX = 86400, /* seconds after which it is asked for again */
    ROBOTS_TIMEOUT_MAX = 30 /* seconds for one robots.txt; less where the source says so */
};

struct robots;

/*
 * The rules that hold for `product` ("Dateline", compared without regard to case): those of all
 * groups that name it, else those of all groups for "*". Any bytes can be read; what is no record
 * is skipped. The caller ends with robots_free().
 */
struct robots *robots_read(const char *data, size_t length, const char *product);
void robots_free(struct robots *robots);

/* `path` is a URL's path with its query ("/a?b=c"). /robots.txt itself is always allowed. */
bool robots_allows(const struct robots *robots, const char *path);

/* Crawl-delay in milliseconds, at most ROBOTS_DELAY_MAX seconds; 0: none. */
long robots_delay(const struct robots *robots);

/* The product token a user agent begins with ("Dateline" of "Dateline/0.1 (+mail)"). */
void robots_product(const char *user_agent, char product[ROBOTS_PRODUCT_MAX]);

#endif
