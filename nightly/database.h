/* Which database the driver works with: the configured one, DATABASE_URL, else the private server.
 */
#ifndef DATELINE_NIGHTLY_DATABASE_H
#define DATELINE_NIGHTLY_DATABASE_H

#include "common/config.h"
#include "common/db.h"
#include "common/log.h"
#include "nightly/server.h"

struct database {
    struct server *server; /* NULL: the database is somebody else's to run */
    const char *url;
};

/* Finds it, and starts a private server with `start`. `config` is borrowed until database_close().
 */
enum status database_open(const struct config *config, bool start, struct log *log,
                          struct database *database, struct error *error) WARN_UNUSED;
void database_close(struct database *database);

#endif
