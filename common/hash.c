#include "common/hash.h"

#include <sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void hash_to_hex(const uint8_t *digest, size_t bytes, char *hex)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * bytes] = '\0';
}

void hash_hex(const void *data, size_t length, char hex[HASH_HEX_SIZE])
{
    SHA2_CTX context;
    uint8_t digest[SHA256_DIGEST_LENGTH];

    SHA256Init(&context);
    SHA256Update(&context, data, length);
    SHA256Final(digest, &context);
    hash_to_hex(digest, sizeof digest, hex);
}

void hash_id(const char *const *parts, size_t count, char id[HASH_ID_SIZE])
{
    SHA2_CTX context;
    uint8_t digest[SHA256_DIGEST_LENGTH];

    SHA256Init(&context);
    for (size_t i = 0; i < count; i++) {
        char length[24];
        size_t size = parts[i] == NULL ? 0 : strlen(parts[i]);

        if (parts[i] == NULL) {
            snprintf(length, sizeof length, "-;");
        } else {
            snprintf(length, sizeof length, "%zu;", size);
        }
        SHA256Update(&context, (const uint8_t *)length, strlen(length));
        if (size > 0) {
            SHA256Update(&context, (const uint8_t *)parts[i], size);
        }
    }
    SHA256Final(digest, &context);
    hash_to_hex(digest, (HASH_ID_SIZE - 1) / 2, id);
}

uint64_t hash_number(const char *text)
{
    SHA2_CTX context;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    uint64_t number;

    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)text, strlen(text));
    SHA256Final(digest, &context);
    memcpy(&number, digest, sizeof number);
    return number;
}
