/* The word lists of quantities and of speech, as transform reads them; the first byte chooses
 * which. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const headings[] = {"kind\twords\tvalue\n", "kind\twords\n"};
    const char *heading = headings[size > 0 && (data[0] & 1) != 0];
    char path[64];
    int fd = memfd_create("fuzz.tsv", 0);

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (size > 0 && fd >= 0 && write(fd, heading, strlen(heading)) == (ssize_t)strlen(heading) &&
        write(fd, data + 1, size - 1) == (ssize_t)(size - 1)) {
        if (heading == headings[0]) {
            read_quantities(path);
        } else {
            read_speech(path);
        }
    }
    close(fd);
    return 0;
}
