/* What servers and pages say to the fetcher: a URL, an address, a date, Retry-After, headers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "extract/net/address.h"
#include "extract/net/exchange.h"
#include "extract/net/retry.h"
#include "extract/net/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What may be fetched has http or https, no user, and no address that is known not to be public. */
static void check_url(const char *text)
{
    struct target target, again;
    struct error error = {0};
    bool is_public = true;

    if (target_read("https://news.example/a/b", text, false, &target, &error) == STATUS_OK) {
        if (strncmp(target.origin, "http", 4) != 0 || target.path[0] != '/' ||
            *target.host == '\0' ||
            (address_text_is_public(target.address, &is_public) && !is_public)) {
            abort();
        }
        if (target_read(NULL, target.url, false, &again, &error) != STATUS_OK ||
            strcmp(again.url, target.url) != 0 || strcmp(again.host, target.host) != 0) {
            abort(); /* its own URL means the same */
        }
        target_free(&again);
    }
    target_free(&target);
}

static void check_headers(const char *data, size_t size)
{
    struct buf head = BUF_INIT(EXCHANGE_HEADER_BYTES_MAX);
    char *value;

    if (buf_append(&head, data, size)) {
        value = exchange_header(&head, "etag");
        if (value != NULL && (*value == '\0' || strpbrk(value, "\r\n") != NULL)) {
            abort();
        }
        free(value);
    }
    buf_free(&head);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(1, size + 1);
    bool is_public;
    int64_t seconds;
    long after;

    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    check_url(text);
    check_headers(text, size);
    (void)address_text_is_public(text, &is_public);
    (void)address_name_is_local(text);
    (void)retry_read_date(text, &seconds);
    after = retry_read_after(text, 784111777);
    if (after < -1 || after > RETRY_AFTER_LATEST) {
        abort();
    }
    free(text);
    return 0;
}
