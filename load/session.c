#include "load/session.h"

#include <string.h>
#include "common/embed.h"
#include "common/patience.h"

/* STATUS_RETRY with the holder's name when another load has the lock. */
static enum status session_lock(struct db *db, bool together, struct error *error)
{
    const char *const loads_first[] = {"false"};
    const char *const parameters[] = {together ? "true" : "false"};
    struct db_result *result = NULL;
    enum status status = db_run(db, "job_lock", parameters, 1, &result, error);
    bool locked = status == STATUS_OK && strcmp(db_value(result, 0, 0), "t") == 0;

    db_result_free(result);
    if (status != STATUS_OK || locked) {
        return status;
    }
    result = NULL;
    status = db_run(db, "job_lock_holder", loads_first, 1, &result, error);
    if (status == STATUS_OK) {
        bool known = db_rows(result) > 0;

        status = error_set(error, STATUS_RETRY, "db_locked",
                           "database: another load is at work (process %s, %s, since %s); let it "
                           "end, then run again",
                           known ? db_value(result, 0, 0) : "unknown",
                           known ? db_value(result, 0, 1) : "unknown",
                           known ? db_value(result, 0, 2) : "just now");
    }
    db_result_free(result);
    return status;
}

enum status session_stage(struct session *session, struct error *error)
{
    session->staged = true;
    return db_run_script(session->db, embed_find(embedded_statements, "stage_create.sql"), error);
}

static enum status session_try(struct session *session, struct error *error)
{
    enum status status = STATUS_OK;

    if (session->db == NULL) {
        status = db_open(session->database_url, "dateline-load", &session->db, error);
    }
    if (status == STATUS_OK) {
        status = session_lock(session->db, session->together, error);
        if (status == STATUS_RETRY && strcmp(error->reason, "db_locked") != 0) {
            session_close(session);
        }
    }
    if (status == STATUS_OK && session->staged) {
        status = session_stage(session, error);
    }
    return status;
}

enum status session_open(struct session *session, struct error *error)
{
    struct patience patience = patience_begin(session->wait);

    session_close(session);
    for (;;) {
        enum status status = session_try(session, error);

        if (status != STATUS_RETRY) {
            return status;
        }
        if (!patience_pause(&patience, session->log, error)) {
            return STATUS_FATAL;
        }
    }
}

void session_close(struct session *session)
{
    db_close(session->db);
    session->db = NULL;
}
