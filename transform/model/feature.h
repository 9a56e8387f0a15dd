/* Keys of features: a template's number and the texts in it, hashed. */
#ifndef DATELINE_TRANSFORM_MODEL_FEATURE_H
#define DATELINE_TRANSFORM_MODEL_FEATURE_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a over 64 bits, begun with the template. */
static inline uint64_t feature_begin(uint32_t template_number)
{
    return (14695981039346656037u ^ template_number) * 1099511628211u;
}

static inline uint64_t feature_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return (hash ^ 0xFF) * 1099511628211u; /* where it ends */
}

static inline uint64_t feature_bytes(uint64_t hash, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    }
    return (hash ^ 0xFF) * 1099511628211u;
}

static inline uint64_t feature_number(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/* Never 0, which is a free slot. */
static inline uint32_t feature_key(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32) | 1u;
}

#endif
