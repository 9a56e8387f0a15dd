#include "common/db.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "common/buf.h"
#include "common/memory.h"

enum { DB_NAME_MAX = 80 };

struct db {
    PGconn *connection;
};

struct db_result {
    PGresult *result;
};

/* Notices ("role is missing ...") are for people who migrate by psql; here they would be noise. */
static void db_ignore_notice(void *argument, const PGresult *result)
{
    (void)argument;
    (void)result;
}

/* libpq's messages end with a line end, and may have several lines. */
static void db_tidy(char *message)
{
    size_t length = strlen(message);

    while (length > 0 && (message[length - 1] == '\n' || message[length - 1] == ' ')) {
        message[--length] = '\0';
    }
    for (char *p = message; *p != '\0'; p++) {
        if (*p == '\n' || *p == '\t') {
            *p = ' ';
        }
    }
}

/* What a failure is by the beginning of its SQLSTATE, and what people can do: the first that fits.
 * Those that may pass are tried again; of others, the data of classes 22, 23 and 54 is at fault. */
static const struct db_failure {
    const char *sqlstate;
    enum status status;
    const char *reason;
    const char *hint; /* or NULL */
} db_failures[] = {
    {"08", STATUS_RETRY, "db_failed", NULL},
    {"22", STATUS_REJECT, "db_refused", NULL},
    {"23505", STATUS_REJECT, "db_conflict", NULL},
    {"23", STATUS_REJECT, "db_refused", NULL},
    {"25006", STATUS_FATAL, "db_failed",
     "the server is read-only: name the one that can be written to"},
    {"40", STATUS_RETRY, "db_failed", NULL},
    {"42501", STATUS_FATAL, "db_failed",
     "this account lacks rights: make it a member of dateline_writer"},
    {"53100", STATUS_FATAL, "db_failed",
     "the server's disk is full: make room there, then run again"},
    {"53200", STATUS_RETRY, "db_failed", "the server lacks memory: use a smaller batch_articles"},
    {"53300", STATUS_RETRY, "db_failed", "raise max_connections, or end some of them"},
    {"54", STATUS_REJECT, "db_refused", NULL},
    {"55P03", STATUS_RETRY, "db_failed", "somebody holds a lock on the tables: see pg_locks"},
    {"57014", STATUS_RETRY, "db_timeout",
     "raise statement_timeout for this account, or use a smaller batch_articles"},
    {"57P0", STATUS_RETRY, "db_failed", NULL},
    {"", STATUS_FATAL, "db_failed", NULL},
};

static const struct db_failure *db_classify(const struct db *db, const char *sqlstate)
{
    static const struct db_failure lost = {"", STATUS_RETRY, "db_failed", NULL};
    const struct db_failure *failure = db_failures;

    if (PQstatus(db->connection) != CONNECTION_OK || sqlstate == NULL) {
        return &lost;
    }
    while (strncmp(sqlstate, failure->sqlstate, strlen(failure->sqlstate)) != 0) {
        failure++; /* the last fits all */
    }
    return failure;
}

static enum status db_fail(const struct db *db, const char *name, const PGresult *result,
                           struct error *error)
{
    const char *sqlstate = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *primary =
        result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const struct db_failure *failure = db_classify(db, sqlstate);
    char message[ERROR_MESSAGE_MAX / 2];

    snprintf(message, sizeof message, "%s",
             primary != NULL ? primary : PQerrorMessage(db->connection));
    db_tidy(message);
    return error_set(error, failure->status, failure->reason, "database: %s: %s%s%s%s%s%s%s%s",
                     name, message, detail == NULL ? "" : " (", detail == NULL ? "" : detail,
                     detail == NULL ? "" : ")", sqlstate == NULL ? "" : ", SQLSTATE ",
                     sqlstate == NULL ? "" : sqlstate, failure->hint == NULL ? "" : "; ",
                     failure->hint == NULL ? "" : failure->hint);
}

static const char *db_text(const char *name, struct error *error)
{
    char file_name[DB_NAME_MAX];
    const struct embedded_file *file;

    snprintf(file_name, sizeof file_name, "%s.sql", name);
    file = embed_find(embedded_statements, file_name);
    if (file == NULL) {
        error_set(error, STATUS_FATAL, "bad_build", "%s is not in the program", file_name);
        return NULL;
    }
    return file->text;
}

enum status db_open(const char *url, const char *application_name, struct db **db,
                    struct error *error)
{
    const char *const names[] = {"dbname", "fallback_application_name", "client_encoding",
                                 "connect_timeout", NULL};
    const char *const values[] = {url, application_name, "UTF8", "10", NULL};
    struct db *made = mem_calloc(1, sizeof *made);
    enum status status;

    *db = NULL;
    made->connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(made->connection) != CONNECTION_OK) {
        char message[ERROR_MESSAGE_MAX / 2];
        const char *reason = PQerrorMessage(made->connection);
        bool busy = strstr(reason, "too many") != NULL || strstr(reason, "slots are") != NULL;
        /* Refused by a server that is there (password, database, role) will not change by waiting.
         */
        bool refused =
            (strstr(reason, "FATAL:") != NULL && !busy && strstr(reason, "starting up") == NULL &&
             strstr(reason, "shutting down") == NULL && strstr(reason, "recovery mode") == NULL &&
             strstr(reason, "not yet accepting connections") == NULL) ||
            strstr(reason, "no password") != NULL;

        snprintf(message, sizeof message, "%s", reason);
        db_tidy(message);
        status = error_set(error, refused ? STATUS_FATAL : STATUS_RETRY,
                           refused ? "db_refuses"
                           : busy  ? "db_busy"
                                   : "db_away",
                           "database: cannot connect: %s; %s", message,
                           strstr(message, "password") != NULL
                               ? "check user and password: DATABASE_URL, or the file PGPASSFILE"
                           : busy    ? "raise max_connections, or end some of them"
                           : refused ? "check database and user in DATABASE_URL"
                                     : "check that it runs, and DATABASE_URL");
        db_close(made);
        return status;
    }
    PQsetNoticeReceiver(made->connection, db_ignore_notice, NULL);
    status = db_run(made, "db_session", NULL, 0, NULL, error);
    if (status != STATUS_OK) {
        db_close(made);
        return status;
    }
    *db = made;
    return STATUS_OK;
}

/* keyword='value ', with a blank behind; `at` has room for twice the value. Returns its end. */
static char *db_put_keyword(char *at, const PQconninfoOption *option)
{
    at = stpcpy(stpcpy(at, option->keyword), "='");
    for (const char *p = option->val; *p != '\0'; p++) {
        if (*p == '\\' || *p == '\'') {
            *at++ = '\\';
        }
        *at++ = *p;
    }
    return stpcpy(at, "' ");
}

enum status db_split_password(const char *url, char **rest, char **password, struct error *error)
{
    char *why = NULL, *end;
    size_t size = 1;
    PQconninfoOption *options = PQconninfoParse(url, &why);

    *rest = *password = NULL;
    if (options == NULL) {
        char message[ERROR_MESSAGE_MAX / 2];

        snprintf(message, sizeof message, "%s", why == NULL ? "no memory" : why);
        db_tidy(message);
        PQfreemem(why);
        return error_set(error, STATUS_FATAL, "db_away", "database: %s; check DATABASE_URL",
                         message);
    }
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++) {
        size += option->val == NULL ? 0 : strlen(option->keyword) + 2 * strlen(option->val) + 4;
    }
    end = *rest = mem_calloc(1, size);
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++) {
        if (option->val != NULL && strcmp(option->keyword, "password") == 0) {
            *password = mem_strdup(option->val);
        } else if (option->val != NULL && strcmp(option->keyword, "sslpassword") != 0) {
            end = db_put_keyword(end, option);
        }
    }
    PQconninfoFree(options);
    return STATUS_OK;
}

void db_close(struct db *db)
{
    if (db != NULL) {
        PQfinish(db->connection);
        free(db);
    }
}

enum status db_run(struct db *db, const char *statement, const char *const *parameters,
                   size_t parameter_count, struct db_result **result, struct error *error)
{
    const char *sql = db_text(statement, error);
    ExecStatusType outcome;
    PGresult *answer;

    if (result != NULL) {
        *result = NULL;
    }
    if (sql == NULL) {
        return STATUS_FATAL;
    }
    answer =
        PQexecParams(db->connection, sql, (int)parameter_count, NULL, parameters, NULL, NULL, 0);
    outcome = PQresultStatus(answer);
    if (outcome != PGRES_TUPLES_OK && outcome != PGRES_COMMAND_OK) {
        enum status status = db_fail(db, statement, answer, error);

        PQclear(answer);
        return status;
    }
    if (result == NULL) {
        PQclear(answer);
    } else {
        *result = mem_alloc(sizeof **result);
        (*result)->result = answer;
    }
    return STATUS_OK;
}

enum status db_each(struct db *db, const char *statement, db_take_row take, void *context,
                    struct error *error)
{
    const char *sql = db_text(statement, error);
    enum status status = STATUS_OK;
    PGresult *answer;

    if (sql == NULL) {
        return STATUS_FATAL;
    }
    if (PQsendQueryParams(db->connection, sql, 0, NULL, NULL, NULL, NULL, 0) == 0 ||
        PQsetSingleRowMode(db->connection) == 0) {
        return db_fail(db, statement, NULL, error);
    }
    /* to the end, whatever happens: only then is the connection of use again */
    while ((answer = PQgetResult(db->connection)) != NULL) {
        const struct db_result result = {.result = answer};
        ExecStatusType outcome = PQresultStatus(answer);

        if (outcome == PGRES_SINGLE_TUPLE && status == STATUS_OK) {
            status = take(context, &result, error);
        } else if (outcome != PGRES_SINGLE_TUPLE && outcome != PGRES_TUPLES_OK &&
                   status == STATUS_OK) {
            status = db_fail(db, statement, answer, error);
        }
        PQclear(answer);
    }
    return status;
}

/* Text that is part of the program. */
static enum status db_run_text(struct db *db, const char *name, const char *sql,
                               struct error *error)
{
    PGresult *answer = PQexec(db->connection, sql); /* lint: allowed, several statements at once */
    ExecStatusType outcome = PQresultStatus(answer);
    enum status status = STATUS_OK;

    if (outcome != PGRES_TUPLES_OK && outcome != PGRES_COMMAND_OK) {
        status = db_fail(db, name, answer, error);
    }
    PQclear(answer);
    return status;
}

enum status db_run_script(struct db *db, const struct embedded_file *script, struct error *error)
{
    return db_run_text(db, script->name, script->text, error);
}

enum status db_begin(struct db *db, struct error *error)
{
    return db_run_text(db, "begin", "begin", error);
}

enum status db_commit(struct db *db, struct error *error)
{
    return db_run_text(db, "commit", "commit", error);
}

void db_rollback(struct db *db)
{
    struct error ignored;

    if (PQtransactionStatus(db->connection) != PQTRANS_IDLE) {
        (void)db_run_text(db, "rollback", "rollback", &ignored);
    }
}

/*
 * Waits until libpq has an answer, or none comes any more: PQgetResult says which. When libpq has
 * no memory for the begin of a COPY, it takes the message for one that has not come whole, and
 * would wait for ever, as the server does for the rows. Here it looks at it again each second, and
 * where there is still no memory, the program ends.
 */
static void db_await(const struct db *db)
{
    enum { DB_PROBE = 64 * 1024, DB_LOOK_AGAIN = 1000 }; /* bytes; milliseconds */
    struct pollfd socket = {.fd = PQsocket(db->connection), .events = POLLIN};

    while (PQisBusy(db->connection)) {
        if (poll(&socket, 1, DB_LOOK_AGAIN) == 0) {
            free(mem_alloc(DB_PROBE));
        }
        if (PQconsumeInput(db->connection) == 0) {
            return;
        }
    }
}

/* A COPY in the direction that `wanted` says; when it fails, the connection is of use again. */
static enum status db_copy_start(struct db *db, const char *statement, ExecStatusType wanted,
                                 struct error *error)
{
    const char *sql = db_text(statement, error);
    enum status status = STATUS_OK;
    PGresult *answer;

    if (sql == NULL) {
        return STATUS_FATAL;
    }
    if (PQsendQueryParams(db->connection, sql, 0, NULL, NULL, NULL, NULL, 0) == 0) {
        return db_fail(db, statement, NULL, error);
    }
    db_await(db);
    answer = PQgetResult(db->connection);
    if (PQresultStatus(answer) != wanted) {
        status = db_fail(db, statement, answer, error);
    }
    while (status != STATUS_OK && answer != NULL) {
        PQclear(answer);
        answer = PQgetResult(db->connection);
    }
    PQclear(answer);
    return status;
}

enum status db_copy_begin(struct db *db, const char *statement, struct error *error)
{
    return db_copy_start(db, statement, PGRES_COPY_IN, error);
}

enum status db_copy_put(struct db *db, const char *data, size_t length, struct error *error)
{
    enum { DB_COPY_CHUNK = 1024 * 1024 };

    while (length > 0) {
        size_t size = length > DB_COPY_CHUNK ? DB_COPY_CHUNK : length;

        if (PQputCopyData(db->connection, data, (int)size) != 1) {
            return db_fail(db, "copy", NULL, error);
        }
        data += size;
        length -= size;
    }
    return STATUS_OK;
}

enum status db_copy_end(struct db *db, const char *abort_reason, struct error *error)
{
    enum status status = STATUS_OK;
    PGresult *answer;

    if (PQputCopyEnd(db->connection, abort_reason) != 1) {
        return db_fail(db, "copy", NULL, error);
    }
    while ((answer = PQgetResult(db->connection)) != NULL) {
        if (status == STATUS_OK && abort_reason == NULL &&
            PQresultStatus(answer) != PGRES_COMMAND_OK) {
            status = db_fail(db, "copy", answer, error);
        }
        PQclear(answer);
    }
    return status;
}

enum status db_copy_out(struct db *db, const char *statement, FILE *stream, struct error *error)
{
    enum status status = db_copy_start(db, statement, PGRES_COPY_OUT, error);
    PGresult *answer;
    char *row = NULL;
    int length;

    if (status != STATUS_OK) {
        return status;
    }
    /* to the end, whatever happens: only then is the connection of use again */
    while (status != STATUS_RETRY && (length = PQgetCopyData(db->connection, &row, 0)) > 0) {
        if (status == STATUS_OK && fwrite(row, 1, (size_t)length, stream) != (size_t)length) {
            status = error_set(error, STATUS_FATAL, "write_failed", "output: %s", strerror(errno));
        }
        PQfreemem(row);
    }
    while ((answer = PQgetResult(db->connection)) != NULL) {
        if (status == STATUS_OK && PQresultStatus(answer) != PGRES_COMMAND_OK) {
            status = db_fail(db, statement, answer, error);
        }
        PQclear(answer);
    }
    return status;
}

enum status db_ask(struct db *db, const char *name, const char *sql, struct db_result **result,
                   struct error *error)
{
    enum status status = db_run_text(
        db, "begin", "begin transaction isolation level repeatable read read only", error);

    *result = NULL;
    if (status == STATUS_OK) {
        PGresult *answer = PQexecParams(db->connection, sql, 0, NULL, NULL, NULL, NULL, 0);

        if (PQresultStatus(answer) == PGRES_TUPLES_OK) {
            *result = mem_alloc(sizeof **result);
            (*result)->result = answer;
        } else {
            status = db_fail(db, name, answer, error);
            PQclear(answer);
        }
        db_rollback(db);
    }
    return status;
}

size_t db_rows(const struct db_result *result)
{
    return (size_t)PQntuples(result->result);
}

size_t db_columns(const struct db_result *result)
{
    return (size_t)PQnfields(result->result);
}

const char *db_column_name(const struct db_result *result, size_t column)
{
    return PQfname(result->result, (int)column);
}

const char *db_value(const struct db_result *result, size_t row, size_t column)
{
    return PQgetisnull(result->result, (int)row, (int)column) != 0
               ? NULL
               : PQgetvalue(result->result, (int)row, (int)column);
}

int64_t db_value_int(const struct db_result *result, size_t row, size_t column)
{
    const char *text = db_value(result, row, column);

    return text == NULL ? 0 : strtoll(text, NULL, 10);
}

void db_result_free(struct db_result *result)
{
    if (result != NULL) {
        PQclear(result->result);
        free(result);
    }
}
