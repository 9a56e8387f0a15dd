/* FNV-1a (Fowler, Noll, Vo) for hash tables in memory; for ids and sets on disk there is hash.h. */
#ifndef DATELINE_COMMON_FNV_H
#define DATELINE_COMMON_FNV_H

#include <stddef.h>
#include <stdint.h>

#define FNV_START UINT64_C(14695981039346656037)

/* Goes on from `hash`, which is FNV_START (or that with a secret in it) at the beginning. */
static inline uint64_t fnv_bytes(uint64_t hash, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static inline uint64_t fnv_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    }
    return hash;
}

/* All bits in the low 32, for a table of a power of two. */
static inline uint32_t fnv_short(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
