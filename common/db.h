/*
 * PostgreSQL for load and dateline: the only user of libpq.
 *
 * Every statement is a file in sql/statements/ (its $n documented at its top), embedded at build
 * and named here by its base name without ".sql"; only db_ask() takes a text, a user's own. Values
 * travel as parameters or by COPY. Parameters and results are text (UTF-8), NULL is SQL NULL.
 */
#ifndef DATELINE_COMMON_DB_H
#define DATELINE_COMMON_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "common/embed.h"
#include "common/error.h"

struct db;
struct db_result;

/*
 * Connects; `url` is a connection URI or keyword string, "" means libpq's environment. The session
 * gets UTF8, UTC, search_path dateline. STATUS_RETRY: server away ("db_away"), or it has no room
 * for one more ("db_busy"); STATUS_FATAL: refused ("db_refuses": password, database, role).
 * Messages never contain a password.
 */
enum status db_open(const char *url, const char *application_name, struct db **db,
                    struct error *error) WARN_UNUSED;
void db_close(struct db *db);

/*
 * `url` as a keyword string without its passwords, for the arguments of a program, which all users
 * of a machine can read; `password` is NULL if it has none. The caller frees both.
 */
enum status db_split_password(const char *url, char **rest, char **password,
                              struct error *error) WARN_UNUSED;

/*
 * Runs one statement. `result` may be NULL. Errors: STATUS_RETRY when the connection was lost or
 * PostgreSQL asks to try again (class 40, 53200, 53300, 55P03, 57P0x, and 57014: "db_timeout"),
 * STATUS_REJECT when it refuses the data (class 22, 23, 54; reason "db_refused", or "db_conflict"
 * where the key is taken), else STATUS_FATAL; the message holds the statement's name, the server's
 * message, detail and SQLSTATE, and what to do.
 */
enum status db_run(struct db *db, const char *statement, const char *const *parameters,
                   size_t parameter_count, struct db_result **result,
                   struct error *error) WARN_UNUSED;

/* One row, by db_value(result, 0, column), which stands until it returns. */
typedef enum status (*db_take_row)(void *context, const struct db_result *result,
                                   struct error *error);

/*
 * Runs a statement without parameters and hands over its rows one by one: any number of them takes
 * the memory of one. What `take` says other than STATUS_OK ends it.
 */
enum status db_each(struct db *db, const char *statement, db_take_row take, void *context,
                    struct error *error) WARN_UNUSED;

/* As db_run(), for a script of several statements without parameters: a migration. */
enum status db_run_script(struct db *db, const struct embedded_file *script,
                          struct error *error) WARN_UNUSED;

enum status db_begin(struct db *db, struct error *error) WARN_UNUSED;
enum status db_commit(struct db *db, struct error *error) WARN_UNUSED;
/* Never fails from the caller's view: a connection that cannot roll back is lost, and says so
 * later. */
void db_rollback(struct db *db);

/* COPY ... FROM STDIN by a statement file; rows are COPY text format, escaped by load/row.c. */
enum status db_copy_begin(struct db *db, const char *statement, struct error *error) WARN_UNUSED;
enum status db_copy_put(struct db *db, const char *data, size_t length,
                        struct error *error) WARN_UNUSED;
/* With `abort_reason` the copy is called off, and its rows are gone. */
enum status db_copy_end(struct db *db, const char *abort_reason, struct error *error) WARN_UNUSED;

/*
 * COPY ... TO STDOUT by a statement file: its bytes go to `stream`. STATUS_FATAL also where they
 * cannot be written.
 */
enum status db_copy_out(struct db *db, const char *statement, FILE *stream,
                        struct error *error) WARN_UNUSED;

/*
 * Runs one query of a file of the user's, `sql`, that can change nothing; messages name it `name`.
 * Errors as in db_run().
 */
enum status db_ask(struct db *db, const char *name, const char *sql, struct db_result **result,
                   struct error *error) WARN_UNUSED;

size_t db_rows(const struct db_result *result);
size_t db_columns(const struct db_result *result);
const char *db_column_name(const struct db_result *result, size_t column);
/* NULL for SQL NULL; owned by the result. */
const char *db_value(const struct db_result *result, size_t row, size_t column);
int64_t db_value_int(const struct db_result *result, size_t row, size_t column);
void db_result_free(struct db_result *result);

#endif
