#include "extract/net/url.h"

#include <curl/curl.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"

enum { URL_LENGTH_MAX = 2000 }; /* longer ones are no keys that a database can index */

bool url_is_http(const char *text)
{
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

static const char *url_part(struct arena *arena, CURLU *handle, CURLUPart part, unsigned flags)
{
    const char *copy = NULL;
    char *text = NULL;

    if (curl_url_get(handle, part, &text, flags) == CURLUE_OK) {
        copy = arena_strdup(arena, text);
    }
    curl_free(text);
    return copy;
}

/* White space around it, and line ends within, come from how people type attributes. */
static const char *url_tidy(struct arena *arena, const char *reference)
{
    size_t length;
    char *tidy, *out;

    reference += strspn(reference, " \t\r\n");
    length = strnlen(reference, URL_LENGTH_MAX + 1);
    if (length == 0 || length > URL_LENGTH_MAX) {
        return NULL;
    }
    tidy = out = arena_strndup(arena, reference, length);
    for (const char *p = tidy; *p != '\0'; p++) {
        if (*p != '\n' && *p != '\r' && *p != '\t') {
            *out++ = *p;
        }
    }
    while (out > tidy && out[-1] == ' ') {
        out--;
    }
    *out = '\0';
    return *tidy == '\0' ? NULL : tidy;
}

const char *url_resolve(struct arena *arena, const char *base, const char *reference)
{
    const unsigned flags = CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME;
    CURLU *handle = curl_url();
    const char *result = NULL;

    reference = url_tidy(arena, reference);
    if (reference != NULL && *reference == '#') { /* the page itself (RFC 3986, 4.4) */
        reference = base;
    }
    if (handle != NULL && reference != NULL &&
        (base == NULL || curl_url_set(handle, CURLUPART_URL, base, flags) == CURLUE_OK) &&
        curl_url_set(handle, CURLUPART_URL, reference, flags) == CURLUE_OK &&
        curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK) {
        result = url_part(arena, handle, CURLUPART_URL, 0);
        if (result != NULL && (!url_is_http(result) || strlen(result) > URL_LENGTH_MAX)) {
            result = NULL;
        }
    }
    curl_url_cleanup(handle);
    return result;
}

static bool url_is_tracking(const char *name, size_t length)
{
    static const char *const names[] = {
        "fbclid", "gclid", "dclid",       "msclkid",   "mc_cid",      "mc_eid", "igshid", "yclid",
        "ocid",   "cmpid", "ns_mchannel", "ns_source", "ns_campaign", "xtor",   "smid"};

    if (length > 4 && strncasecmp(name, "utm_", 4) == 0) {
        return true;
    }
    if (length > 3 && strncasecmp(name, "at_", 3) == 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == length && strncasecmp(name, names[i], length) == 0) {
            return true;
        }
    }
    return false;
}

const char *url_strip_tracking(struct arena *arena, const char *url)
{
    const char *query = strchr(url, '?');
    char *kept, *out;

    if (query == NULL) {
        return url;
    }
    kept = arena_strdup(arena, url);
    out = kept + (query - url);
    for (const char *p = query + 1;;) {
        size_t length = strcspn(p, "&");

        if (length > 0 && !url_is_tracking(p, strcspn(p, "=&"))) {
            *out = out == kept + (query - url) ? '?' : '&';
            memmove(out + 1, p, length);
            out += 1 + length;
        }
        if (p[length] == '\0') {
            break;
        }
        p += length + 1;
    }
    *out = '\0';
    return kept;
}

const char *url_host(struct arena *arena, const char *url)
{
    CURLU *handle = curl_url();
    const char *host = NULL;

    if (handle != NULL &&
        curl_url_set(handle, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
        char *lower = (char *)(uintptr_t)url_part(arena, handle, CURLUPART_HOST, 0);

        for (char *p = lower; p != NULL && *p != '\0'; p++) {
            *p = ascii_lower(*p);
        }
        host = lower;
    }
    curl_url_cleanup(handle);
    return host;
}

static bool url_leaves(const char *path)
{
    for (const char *p = path; p != NULL; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0')) {
            return true;
        }
    }
    return false;
}

const char *url_mirror_path(struct arena *arena, const char *url, const char *prefix,
                            const char *folder)
{
    const char *rest, *decoded;
    int length = 0;
    char *unescaped;
    size_t end;

    if (strncmp(url, prefix, strlen(prefix)) != 0) {
        return NULL;
    }
    rest = url + strlen(prefix);
    end = strcspn(rest, "?#");
    unescaped = curl_easy_unescape(NULL, arena_strndup(arena, rest, end), 0, &length);
    if (unescaped == NULL) {
        return NULL;
    }
    decoded = (size_t)length == strlen(unescaped) ? arena_strdup(arena, unescaped) : NULL;
    curl_free(unescaped);
    if (decoded == NULL || url_leaves(decoded)) {
        return NULL;
    }
    decoded += strspn(decoded, "/");
    return arena_printf(arena, "%s/%s%s", folder, decoded,
                        *decoded == '\0' || decoded[strlen(decoded) - 1] == '/' ? "index.html"
                                                                                : "");
}
