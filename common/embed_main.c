/*
 * Build tool: writes files as C arrays (see embed.h).
 * embed OUTPUT ARRAY FILE... [-- ARRAY FILE...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void embed_bytes(FILE *out, FILE *in, int index, long *length)
{
    int c;

    fprintf(out, "static const char file_%d[] = {", index);
    for (*length = 0; (c = getc(in)) != EOF; (*length)++) {
        fprintf(out, "%s%d,", *length % 24 == 0 ? "\n" : "", c > 127 ? c - 256 : c);
    }
    fprintf(out, "0};\n");
}

int main(int argc, char **argv)
{
    FILE *out;
    int i, index = 0;

    if (argc < 3 || (out = fopen(argv[1], "w")) == NULL) {
        fprintf(stderr, "usage: embed OUTPUT ARRAY FILE... [-- ARRAY FILE...]\n");
        return 2;
    }
    fprintf(out, "#include \"common/embed.h\"\n");
    for (i = 2; i < argc; i++) {
        const char *array = argv[i++];
        int first = index, from = i;
        long *lengths = calloc((size_t)argc, sizeof *lengths);

        if (lengths == NULL) {
            return 1;
        }
        for (; i < argc && strcmp(argv[i], "--") != 0; i++, index++) {
            FILE *in = fopen(argv[i], "rb");

            if (in == NULL) {
                perror(argv[i]);
                return 1;
            }
            embed_bytes(out, in, index, &lengths[index - first]);
            fclose(in);
        }
        fprintf(out, "const struct embedded_file %s[] = {\n", array);
        for (int j = first; j < index; j++) {
            const char *path = argv[from + j - first];
            const char *slash = strrchr(path, '/');

            fprintf(out, "{\"%s\", file_%d, %ld},\n", slash == NULL ? path : slash + 1, j,
                    lengths[j - first]);
        }
        fprintf(out, "{NULL, NULL, 0}};\n");
        free(lengths);
    }
    if (fclose(out) != 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
