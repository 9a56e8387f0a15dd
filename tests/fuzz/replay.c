/*
 * Gives each file named to a fuzz target, as libFuzzer would: `make test` runs all inputs that are
 * kept in tests/fuzz/corpus/. Prints one line a file, before it is read, so that the last line
 * names the one that failed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { REPLAY_MAX = 1 << 24 /* bytes of one input */ };

int main(int argc, char **argv)
{
    uint8_t *bytes = malloc(REPLAY_MAX);

    if (bytes == NULL) {
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        size_t size = file == NULL ? 0 : fread(bytes, 1, REPLAY_MAX, file);
        uint8_t *exact = malloc(size > 0 ? size : 1); /* so that reading behind the end is found */

        if (file == NULL || ferror(file) != 0 || exact == NULL) {
            fprintf(stderr, "replay: %s cannot be read\n", argv[i]);
            return 1;
        }
        fclose(file);
        printf("%s\n", argv[i]);
        fflush(stdout);
        memcpy(exact, bytes, size);
        (void)LLVMFuzzerTestOneInput(exact, size);
        free(exact);
    }
    free(bytes);
    return 0;
}
