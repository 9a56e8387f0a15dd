/* The keys of dateline.conf, each declared once. For config.c alone. */
#ifndef DATELINE_COMMON_CONFIG_KEYS_H
#define DATELINE_COMMON_CONFIG_KEYS_H

#include "common/config.h"

enum config_key_kind { KEY_TEXT, KEY_NUMBER, KEY_FLAG, KEY_LIST };

/* A key of the file, with where its value goes. */
struct config_key {
    const char *name;
    enum config_key_kind kind;
    size_t offset;         /* in struct config or struct source_config */
    long minimum, maximum; /* KEY_NUMBER */
    long standard;         /* KEY_NUMBER and KEY_FLAG: the default */
    const char *text;      /* KEY_TEXT: the default */
};

enum { CONFIG_KEY_COUNT = 13, SOURCE_KEY_COUNT = 27 };
extern const struct config_key config_keys[CONFIG_KEY_COUNT];
/* Without `kind`, which every block has for itself. */
extern const struct config_key source_keys[SOURCE_KEY_COUNT];

/* In either table; NULL: there is none. */
const struct config_key *config_find_key(const char *name);

/* Puts the default of each key into `target`. */
void config_set_defaults(void *target, const struct config_key *keys, size_t count);

void config_set_text(void *target, const struct config_key *key, const char *text);
void config_set_number(void *target, const struct config_key *key, long number);
void config_set_flag(void *target, const struct config_key *key, bool flag);
void config_set_list(void *target, const struct config_key *key, struct config_list list);

/* What a mistake's message adds: the keys that there are, or the values that one takes. */
void config_say_allowed(char *message, size_t size);

#endif
