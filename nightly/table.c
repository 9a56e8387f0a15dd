#include "nightly/table.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "common/utf8.h"

static bool table_is_number(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789.-+")] == '\0';
}

static void table_pad(FILE *stream, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputc(' ', stream);
    }
}

static void table_print_cell(FILE *stream, const char *text, size_t width, bool right, bool last)
{
    size_t length = utf8_count(text, strlen(text));
    size_t pad = width > length ? width - length : 0;

    if (right) {
        table_pad(stream, pad);
    }
    utf8_print(stream, text);
    if (!right && !last) {
        table_pad(stream, pad);
    }
    fputs(last ? "\n" : "  ", stream);
}

void table_print(FILE *stream, const struct db_result *result)
{
    table_print_first(stream, result, SIZE_MAX);
}

void table_print_first(FILE *stream, const struct db_result *result, size_t most)
{
    size_t columns = db_columns(result);
    size_t rows = db_rows(result) < most ? db_rows(result) : most;
    size_t *widths = mem_calloc(columns + 1, sizeof *widths);
    bool *right = mem_calloc(columns + 1, sizeof *right);

    for (size_t column = 0; column < columns; column++) {
        widths[column] = strlen(db_column_name(result, column));
        right[column] = rows > 0;
        for (size_t row = 0; row < rows; row++) {
            const char *value = db_value(result, row, column);

            if (value != NULL) {
                size_t length = utf8_count(value, strlen(value));

                widths[column] = length > widths[column] ? length : widths[column];
                right[column] = right[column] && table_is_number(value);
            }
        }
    }
    for (size_t column = 0; column < columns; column++) {
        table_print_cell(stream, db_column_name(result, column), widths[column], right[column],
                         column + 1 == columns);
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            const char *value = db_value(result, row, column);

            table_print_cell(stream, value == NULL ? "" : value, widths[column], right[column],
                             column + 1 == columns);
        }
    }
    if (rows < db_rows(result)) {
        fprintf(stream, "... and %zu more\n", db_rows(result) - rows);
    }
    free(widths);
    free(right);
}
