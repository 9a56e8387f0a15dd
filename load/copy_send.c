#include "load/copy_send.h"

enum status copy_send_begin(struct db *db, const char *statement, struct error *error)
{
    enum status status = db_copy_begin(db, statement, error);

    return status == STATUS_OK ? db_copy_put(db, copy_head, COPY_HEAD_LENGTH, error) : status;
}

enum status copy_send_end(struct db *db, struct error *error)
{
    enum status status = db_copy_put(db, copy_tail, COPY_TAIL_LENGTH, error);

    return status == STATUS_OK ? db_copy_end(db, NULL, error) : status;
}

enum status copy_send(struct db *db, const char *statement, const struct copy_rows *rows,
                      struct error *error)
{
    enum status status;

    if (rows->failed) {
        return error_set(error, STATUS_REJECT, "too_large", "%s: a batch has too many rows",
                         statement);
    }
    status = copy_send_begin(db, statement, error);
    if (status == STATUS_OK && rows->data.length > 0) {
        status = db_copy_put(db, rows->data.data, rows->data.length, error);
    }
    return status == STATUS_OK ? copy_send_end(db, error) : status;
}
