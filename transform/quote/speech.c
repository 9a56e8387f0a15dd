#include "transform/quote/speech.h"

#include <stdlib.h>
#include <string.h>
#include "common/fnv.h"
#include "common/memory.h"
#include "common/paths.h"
#include "transform/tsv.h"

enum { SPEECH_TABLE_SIZE = 4096, SPEECH_WORDS_MAX = 2048, SPEECH_PHRASE_BYTES_MAX = 80 };

static const char *const speech_kinds[SPEECH_KINDS] = {"say",    "that",    "tell", "mark",
                                                       "source", "speaker", "work", "talk"};

/* Open addressing by the whole phrase; `prefixes` are kinds of longer phrases that begin so. */
struct speech_entry {
    const char *text;
    unsigned kinds, prefixes;
};

struct speech_words {
    struct arena *arena;
    struct speech_entry table[SPEECH_TABLE_SIZE];
    size_t count;
};

static uint32_t speech_slot(const struct speech_words *words, const char *text)
{
    uint32_t slot = fnv_short(fnv_text(FNV_START, text)) & (SPEECH_TABLE_SIZE - 1);

    while (words->table[slot].text != NULL && strcmp(words->table[slot].text, text) != 0) {
        slot = (slot + 1) & (SPEECH_TABLE_SIZE - 1);
    }
    return slot;
}

static struct speech_entry *speech_add(struct speech_words *words, const char *text)
{
    struct speech_entry *entry = &words->table[speech_slot(words, text)];

    if (entry->text == NULL && words->count < SPEECH_WORDS_MAX) {
        words->count++;
        entry->text = text;
    }
    return entry;
}

static enum status speech_read_row(struct speech_words *words, const struct tsv_row *row,
                                   struct error *error)
{
    const char *cell = row->cells[1], *text;
    int kind = 0;
    bool any = false;

    while (kind < SPEECH_KINDS && strcmp(speech_kinds[kind], row->cells[0]) != 0) {
        kind++;
    }
    if (kind == SPEECH_KINDS) {
        return tsv_fail(row, "kind", row->cells[0],
                        "say, that, tell, mark, source, speaker, work or talk", error);
    }
    while ((text = tsv_next_value(words->arena, &cell)) != NULL) {
        const char *space = strchr(text, ' ');
        size_t spaces = 0;

        for (const char *p = space; p != NULL; p = strchr(p + 1, ' ')) {
            char *prefix = arena_strndup(words->arena, text, (size_t)(p - text));

            speech_add(words, prefix)->prefixes |= 1U << kind;
            spaces++;
        }
        if (spaces >= SPEECH_PHRASE_MAX || strlen(text) >= SPEECH_PHRASE_BYTES_MAX) {
            return tsv_fail(row, "words", text, "at most 4 words and 79 bytes", error);
        }
        if (words->count >= SPEECH_WORDS_MAX) {
            return tsv_fail(row, "words", text, "the file has too many words already", error);
        }
        speech_add(words, text)->kinds |= 1U << kind;
        any = true;
    }
    return any ? STATUS_OK : tsv_fail(row, "words", "", "at least one word", error);
}

enum status speech_words_read(const char *path, struct speech_words **words, struct error *error)
{
    static const char *const columns[] = {"kind", "words", NULL};
    struct speech_words *made = mem_calloc(1, sizeof *made);
    struct tsv tsv = {0};
    enum status status;

    made->arena = arena_new();
    status = tsv_read(path, columns, made->arena, &tsv, error);
    for (size_t i = 0; status == STATUS_OK && i < tsv.count; i++) {
        status = speech_read_row(made, &tsv.rows[i], error);
    }
    if (status != STATUS_OK) {
        speech_words_close(made);
        made = NULL;
    }
    *words = made;
    return status;
}

enum status speech_words_open(struct speech_words **words, struct error *error)
{
    char *path = NULL;
    enum status status = paths_find_data("speech.tsv", &path, error);

    *words = NULL;
    if (status == STATUS_OK) {
        status = speech_words_read(path, words, error);
    }
    free(path);
    return status;
}

void speech_words_close(struct speech_words *words)
{
    if (words != NULL) {
        arena_free(words->arena);
        free(words);
    }
}

unsigned speech_words_kinds(const struct speech_words *words, const char *word)
{
    return words->table[speech_slot(words, word)].kinds;
}

uint32_t speech_words_find(const struct speech_words *words, const struct document *document,
                           enum speech_kind kind, uint32_t i, uint32_t end)
{
    char phrase[SPEECH_PHRASE_BYTES_MAX] = "";
    size_t length = 0;
    uint32_t found = 0;

    for (uint32_t n = 0; n < SPEECH_PHRASE_MAX && i + n < end; n++) {
        const char *lower = document->tokens[i + n].lower;
        size_t size = strlen(lower);
        const struct speech_entry *entry;

        if (length + size + 2 > sizeof phrase) {
            break;
        }
        if (n > 0) {
            phrase[length++] = ' ';
        }
        memcpy(phrase + length, lower, size + 1);
        length += size;
        entry = &words->table[speech_slot(words, phrase)];
        if ((entry->kinds & 1U << kind) != 0) {
            found = n + 1;
        }
        if ((entry->prefixes & 1U << kind) == 0) {
            break;
        }
    }
    return found;
}
