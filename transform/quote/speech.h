/* The words of speech: config/speech.tsv. Read once, shared by all threads. */
#ifndef DATELINE_TRANSFORM_QUOTE_SPEECH_H
#define DATELINE_TRANSFORM_QUOTE_SPEECH_H

#include "common/error.h"
#include "transform/document.h"

enum speech_kind { /* the file's column `kind` */
                   SPEECH_SAY,
                   SPEECH_THAT,
                   SPEECH_TELL,
                   SPEECH_MARK,
                   SPEECH_SOURCE,
                   SPEECH_SPEAKER,
                   SPEECH_WORK,
                   SPEECH_TALK,
                   SPEECH_KINDS
};

enum { SPEECH_PHRASE_MAX = 4 }; /* words */

struct speech_words;

/* Reads config/speech.tsv, or the file at `path`. STATUS_USAGE names file, line and column. */
enum status speech_words_open(struct speech_words **words, struct error *error) WARN_UNUSED;
enum status speech_words_read(const char *path, struct speech_words **words,
                              struct error *error) WARN_UNUSED;
void speech_words_close(struct speech_words *words);

/* The kinds of a word, lower case: bit 1 << kind. */
unsigned speech_words_kinds(const struct speech_words *words, const char *word);

/* Tokens of the phrase of a kind that begins at token `i` and ends before `end`; 0: none. */
uint32_t speech_words_find(const struct speech_words *words, const struct document *document,
                           enum speech_kind kind, uint32_t i, uint32_t end);

#endif
