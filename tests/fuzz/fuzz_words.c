/* The word lists of quantities, of speech and of dates, as transform reads them; the first byte
 * chooses which. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "transform/date/words.h"
#include "transform/quantity/words.h"
#include "transform/quote/speech.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_quantities(const char *path)
{
    struct quantity_words *words;
    struct error error;

    if (quantity_words_read(path, &words, &error) == STATUS_OK) {
        const struct word *word = quantity_words_get(words, WORD_NUMBER, "one");

        if (word != NULL && (word->kind != WORD_NUMBER || strcmp(word->text, "one") != 0)) {
            abort();
        }
    } else if (strstr(error.message, "/proc/self/fd/") == NULL) { /* the file is named */
        abort();
    }
    quantity_words_close(words);
}

static void read_speech(const char *path)
{
    struct speech_words *words;
    struct error error;

    if (speech_words_read(path, &words, &error) == STATUS_OK) {
        if (speech_words_kinds(words, "says") >= 1U << SPEECH_KINDS) {
            abort();
        }
    } else if (strstr(error.message, "/proc/self/fd/") == NULL) {
        abort();
    }
    speech_words_close(words);
}

static void read_dates(const char *path)
{
    struct date_words *words;
    struct error error;

    if (date_words_read(path, &words, &error) == STATUS_OK) {
        const struct date_term *term = date_words_find(words, "march");
        int first, last;
        size_t line;

        date_words_academic(words, &first, &last, &line);
        if (first < 1 || first > 12 || last < 1 || last > 12 ||
            (term != NULL && strcmp(term->word, "march") != 0)) {
            abort();
        }
        (void)date_words_order(words, "en-GB", &line);
        (void)date_words_fiscal(words, "en-GB");
    } else if (strstr(error.message, "/proc/self/fd/") == NULL) {
        abort();
    }
    date_words_close(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const headings[] = {"kind\twords\tvalue\n", "kind\twords\n",
                                           "kind\tword\tvalue\tdays\tmodifier\taliases\n"};
    static const unsigned char chosen[] = {0, 1, 2, 1}; /* by the lowest bits */
    const char *heading = headings[size > 0 ? chosen[data[0] & 3] : 0];
    char path[64];
    int fd = memfd_create("fuzz.tsv", 0);

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (size > 0 && fd >= 0 && write(fd, heading, strlen(heading)) == (ssize_t)strlen(heading) &&
        write(fd, data + 1, size - 1) == (ssize_t)(size - 1)) {
        if (heading == headings[0]) {
            read_quantities(path);
        } else if (heading == headings[1]) {
            read_speech(path);
        } else {
            read_dates(path);
        }
    }
    close(fd);
    return 0;
}
