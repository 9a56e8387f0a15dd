#include "extract/net/address.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct address_range {
    uint8_t prefix[16];
    unsigned bits;
};

/* Special-purpose IPv4 ranges. */
static const struct address_range address_special_4[] = {
    {{0}, 8},                 /* this network */
    {{10}, 8},                /* private */
    {{100, 64}, 10},          /* shared by customers of a carrier; a metadata service */
    {{127}, 8},               /* loopback */
    {{168, 63, 129, 16}, 32}, /* metadata service of a cloud */
    {{169, 254}, 16},         /* link-local; metadata services */
    {{172, 16}, 12},          /* private */
    {{192, 0, 0}, 24},        /* protocol assignments; a metadata service */
    {{192, 0, 2}, 24},        /* documentation */
    {{192, 88, 99}, 24},      /* 6to4 relays */
    {{192, 168}, 16},         /* private */
    {{198, 18}, 15},          /* benchmarks */
    {{198, 51, 100}, 24},     /* documentation */
    {{203, 0, 113}, 24},      /* documentation */
    {{224}, 4},               /* multicast */
    {{240}, 4},               /* reserved, broadcast */
};

/* Within 2000::/3, which alone is public. */
static const struct address_range address_special_6[] = {
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments: Teredo, ORCHID, benchmarks */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},             /* 6to4 */
    {{0x3f, 0xff, 0x00}, 20},       /* documentation */
};

static const struct address_range address_global_6 = {{0x20}, 3};

/* Prefixes with an IPv4 address in the last four bytes: mapped (RFC 4291), NAT64 (RFC 6052). */
static const struct address_range address_with_4[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96},
    {{0, 0x64, 0xff, 0x9b}, 96},
};

static bool address_in(const uint8_t *bytes, const struct address_range *range)
{
    size_t whole = range->bits / 8;
    unsigned rest = range->bits % 8;

    return memcmp(bytes, range->prefix, whole) == 0 &&
           (rest == 0 || (bytes[whole] ^ range->prefix[whole]) >> (8 - rest) == 0);
}

static bool address_is_public_4(const struct in_addr *address)
{
    uint8_t bytes[4];

    memcpy(bytes, &address->s_addr, sizeof bytes);
    for (size_t i = 0; i < sizeof address_special_4 / sizeof address_special_4[0]; i++) {
        if (address_in(bytes, &address_special_4[i])) {
            return false;
        }
    }
    return true;
}

static bool address_is_public_6(const struct in6_addr *address)
{
    const uint8_t *bytes = address->s6_addr;

    for (size_t i = 0; i < sizeof address_with_4 / sizeof address_with_4[0]; i++) {
        if (address_in(bytes, &address_with_4[i])) {
            struct in_addr within;

            memcpy(&within.s_addr, bytes + 12, sizeof within.s_addr);
            return address_is_public_4(&within);
        }
    }
    for (size_t i = 0; i < sizeof address_special_6 / sizeof address_special_6[0]; i++) {
        if (address_in(bytes, &address_special_6[i])) {
            return false;
        }
    }
    return address_in(bytes, &address_global_6);
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;

        memcpy(&four, address, sizeof four);
        return address_is_public_4(&four.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;

        memcpy(&six, address, sizeof six);
        return address_is_public_6(&six.sin6_addr);
    }
    return false;
}

bool address_text_is_public(const char *text, bool *is_public)
{
    struct in_addr four;
    struct in6_addr six;

    if (inet_pton(AF_INET, text, &four) == 1) {
        *is_public = address_is_public_4(&four);
        return true;
    }
    if (inet_pton(AF_INET6, text, &six) == 1) {
        *is_public = address_is_public_6(&six);
        return true;
    }
    return false;
}

bool address_name_is_local(const char *host)
{
    static const char *const names[] = {"localhost", "local", "internal", "home.arpa"};
    size_t length = strlen(host);

    length -= length > 0 && host[length - 1] == '.';
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t end = strlen(names[i]);

        if (length >= end && strncasecmp(host + length - end, names[i], end) == 0 &&
            (length == end || host[length - end - 1] == '.')) {
            return true;
        }
    }
    return false;
}

void address_format(const struct sockaddr *address, char text[ADDRESS_TEXT_SIZE])
{
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    const char *written = NULL;

    if (address->sa_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        written = inet_ntop(AF_INET, &four.sin_addr, text, ADDRESS_TEXT_SIZE);
    } else if (address->sa_family == AF_INET6) {
        memcpy(&six, address, sizeof six);
        written = inet_ntop(AF_INET6, &six.sin6_addr, text, ADDRESS_TEXT_SIZE);
    }
    if (written == NULL) {
        memcpy(text, "?", 2);
    }
}
