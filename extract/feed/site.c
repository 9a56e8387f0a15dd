#include "extract/feed/site.h"

#include <libpsl.h>
#include <string.h>
#include "common/ascii.h"

const char *site_of(struct arena *arena, const char *url)
{
    const char *start = strstr(url, "://"), *at, *domain = NULL;
    size_t length, host_length;
    char *host;

    if (start == NULL) {
        return NULL;
    }
    start += 3;
    length = strcspn(start, "/?#");
    at = memrchr(start, '@', length);
    if (at != NULL) {
        length -= (size_t)(at + 1 - start);
        start = at + 1;
    }
    if (length == 0) {
        return NULL;
    }
    host = arena_strndup(arena, start, length);
    for (char *p = host; *p != '\0'; p++) {
        *p = ascii_lower(*p);
    }
    host_length = strcspn(host, ":");
    if (*host != '[' && !ascii_is_digit(host[host_length - (host_length > 0)])) {
        domain = psl_registrable_domain(psl_builtin(), arena_strndup(arena, host, host_length));
    }
    return domain == NULL ? host : arena_strdup(arena, domain);
}
