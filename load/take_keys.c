#include "load/take_keys.h"

#include <stdio.h>

enum status take_keys(struct db *db, const char *sequence, size_t count, int64_t *first,
                      struct error *error)
{
    struct db_result *result = NULL;
    char number[24];
    const char *const parameters[] = {sequence, number};
    enum status status;

    *first = 0;
    if (count == 0) {
        return STATUS_OK;
    }
    snprintf(number, sizeof number, "%zu", count);
    status = db_run(db, "take_keys", parameters, 2, &result, error);
    if (status == STATUS_OK) {
        *first = db_value_int(result, 0, 0);
    }
    db_result_free(result);
    return status;
}
