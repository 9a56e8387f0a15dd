#include "extract/net/target.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "common/ascii.h"
#include "common/buf.h"
#include "common/memory.h"
#include "common/utf8.h"
#include "extract/net/address.h"

enum { TARGET_SHOWN = 200, TARGET_PORT_FREE = 1024 };

void target_free(struct target *target)
{
    free(target->url);
    free(target->origin);
    free(target->host);
    free(target->address);
    free(target->path);
    *target = (struct target){0};
}

enum status target_refuse(const char *url, const char *address, struct error *error)
{
    return error_set(error, STATUS_REJECT, "private_address",
                     "%.*s: %s is no public address; set allow_private for the source, or give "
                     "--allow-private, if it may be fetched",
                     TARGET_SHOWN, url, address);
}

static enum status target_bad(const char *url, const char *why, struct error *error)
{
    return error_set(error, STATUS_REJECT, "bad_url", "%.*s: %s", TARGET_SHOWN, url, why);
}

/* A part of the URL, freed by the caller with free(); NULL: it has none. */
static char *target_part(CURLU *handle, CURLUPart part, unsigned flags)
{
    char *text = NULL, *copy = NULL;

    if (curl_url_get(handle, part, &text, flags) == CURLUE_OK && text != NULL) {
        copy = mem_strdup(text);
    }
    curl_free(text);
    return copy;
}

static char *target_join(const char *first, const char *second, const char *third,
                         const char *fourth)
{
    struct buf buf = BUF_INIT(4 * TARGET_URL_MAX);

    if (!buf_printf(&buf, "%s%s%s%s", first, second, third, fourth)) {
        buf_free(&buf);
        return mem_strdup("");
    }
    return buf.data;
}

static void target_lower(char *text)
{
    for (; *text != '\0'; text++) {
        *text = ascii_lower(*text);
    }
}

/* "[::1]" without its brackets; a name without the dot of the root. */
static char *target_bare(const char *host)
{
    size_t length = strlen(host);

    if (length >= 2 && host[0] == '[') {
        return mem_strndup(host + 1, length - 2);
    }
    return mem_strndup(host, length - (length > 1 && host[length - 1] == '.'));
}

/* Letters (also of other scripts), digits, and what addresses are written with. */
static bool target_is_host(const char *host)
{
    static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
    bool six = host[0] == '[';

    for (const char *p = host + six; *p != '\0'; p++) {
        bool fits = six ? strchr("0123456789abcdef:.", *p) != NULL || (*p == ']' && p[1] == '\0')
                        : (*p & 0x80) != 0 || strchr(others, *p) != NULL;

        if (!fits) {
            return false;
        }
    }
    return *host != '\0' && utf8_valid(host);
}

static enum status target_take(CURLU *handle, bool allow_private, struct target *target,
                               struct error *error)
{
    char *host = target_part(handle, CURLUPART_HOST, 0);
    char *port = target_part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    char *user = target_part(handle, CURLUPART_USER, 0);
    char *password = target_part(handle, CURLUPART_PASSWORD, 0);
    char *path = target_part(handle, CURLUPART_PATH, 0);
    char *query = target_part(handle, CURLUPART_QUERY, 0);
    const char *scheme = target->https ? "https://" : "http://";
    enum status status = STATUS_OK;
    bool is_public = true, usual;
    long number = port == NULL ? 0 : strtol(port, NULL, 10);

    if (host != NULL) {
        target_lower(host);
    }
    if (host == NULL || !target_is_host(host) || number < 1 || number > 65535) {
        status = target_bad(target->url, "has no host or port that can be asked", error);
    } else if (user != NULL || password != NULL) {
        status = target_bad("a URL with a user name or password",
                            "they are not sent; remove them from the address", error);
    } else if (!allow_private && number < TARGET_PORT_FREE && number != 80 && number != 443) {
        status = target_bad(target->url,
                            "ports below 1024 other than 80 and 443 belong to other "
                            "services; set allow_private for the source if it is right",
                            error);
    } else {
        usual = number == 80 || number == 443;
        target->address = target_bare(host);
        target->host = target_join(target->address, usual ? "" : ":", usual ? "" : port, "");
        target->origin = target_join(scheme, host, ":", port);
        target->path = target_join(path == NULL ? "/" : path, query == NULL ? "" : "?",
                                   query == NULL ? "" : query, "");
        if (!allow_private && address_text_is_public(target->address, &is_public) && !is_public) {
            status = target_refuse(target->url, target->address, error);
        }
    }
    free(host);
    free(port);
    free(user);
    free(password);
    free(path);
    free(query);
    return status;
}

/*
 * Whether the URL, read once more, is the same: libcurl decodes "%31" in a host name, and reads the
 * number that it then has only the next time.
 */
static bool target_is_settled(CURLU *handle, const char *url)
{
    char *again = NULL;
    bool same = curl_url_set(handle, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK &&
                (again = target_part(handle, CURLUPART_URL, 0)) != NULL && strcmp(url, again) == 0;

    free(again);
    return same;
}

enum status target_read(const char *base, const char *reference, bool allow_private,
                        struct target *target, struct error *error)
{
    const unsigned flags = CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME;
    CURLU *handle = curl_url();
    enum status status;

    *target = (struct target){0};
    reference += strspn(reference, " \t");
    if (handle == NULL) {
        return error_set(error, STATUS_FATAL, "out_of_memory", "libcurl has no memory");
    }
    if (strlen(reference) > TARGET_URL_MAX) {
        status = target_bad(reference, "is too long for a URL", error);
    } else if ((base != NULL && curl_url_set(handle, CURLUPART_URL, base, flags) != CURLUE_OK) ||
               curl_url_set(handle, CURLUPART_URL, reference, flags) != CURLUE_OK ||
               curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0) != CURLUE_OK ||
               (target->url = target_part(handle, CURLUPART_URL, 0)) == NULL) {
        status = target_bad(reference, "is no URL", error);
    } else if (strncasecmp(target->url, "http://", 7) != 0 &&
               strncasecmp(target->url, "https://", 8) != 0) {
        status = target_bad(target->url, "only http and https are fetched", error);
    } else if (!target_is_settled(handle, target->url)) {
        status = target_bad(target->url, "its host is written in a way that hides it", error);
    } else {
        target->https = strncasecmp(target->url, "https", 5) == 0;
        status = target_take(handle, allow_private, target, error);
    }
    curl_url_cleanup(handle);
    return status;
}
