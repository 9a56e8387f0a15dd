/* SHA-256 (FIPS 180-4, by libmd) for ids and content hashes. */
#ifndef DATELINE_COMMON_HASH_H
#define DATELINE_COMMON_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_HEX_SIZE = 65, HASH_ID_SIZE = 33 };

/* 64 hexadecimal digits and a NUL. */
void hash_hex(const void *data, size_t length, char hex[HASH_HEX_SIZE]);

/*
 * A stable id of 32 hexadecimal digits from `count` strings; the length of each goes into the hash,
 * so
 * ("ab","c") and ("a","bc") differ. NULL counts as a value of its own.
 */
void hash_id(const char *const *parts, size_t count, char id[HASH_ID_SIZE]);

/* 64 bits of a text's hash, for sets of many texts. */
uint64_t hash_number(const char *text);

#endif
