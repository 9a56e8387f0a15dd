/* A URL that is to be fetched, taken apart and judged before anything is sent. */
#ifndef DATELINE_EXTRACT_NET_TARGET_H
#define DATELINE_EXTRACT_NET_TARGET_H

#include <stdbool.h>
#include "common/error.h"

enum { TARGET_URL_MAX = 8000 }; /* bytes */

struct target {
    char *url;     /* absolute, without a fragment */
    char *origin;  /* "https://www.example.org:8443": where its robots.txt is */
    char *host;    /* whom requests are counted against: name, and port if it is an unusual one */
    char *address; /* name or address alone, IPv6 without brackets */
    char *path;    /* with the query; begins with "/" */
    bool https;
};

/*
 * Takes `reference` apart, made absolute against `base` (may be NULL). STATUS_REJECT with reason
 * "bad_url" for another scheme than http and https, for a user name or password, and for a port
 * below 1024 other than 80 and 443, which belong to other services; "private_address" when it names
 * an address that is not public (see address.h). With `allow_private` any port and address will do.
 * The caller ends with target_free(), also after an error.
 */
enum status target_read(const char *base, const char *reference, bool allow_private,
                        struct target *target, struct error *error) WARN_UNUSED;
void target_free(struct target *target);

/* The refusal of an address that is not public; also for what name resolution gives. */
enum status target_refuse(const char *url, const char *address, struct error *error);

#endif
