#include "nightly/database.h"

#include <stdlib.h>

enum status database_open(const struct config *config, bool start, struct log *log,
                          struct database *database, struct error *error)
{
    const char *url = getenv("DATABASE_URL");
    enum status status;

    *database = (struct database){0};
    if (config->database_url[0] != '\0') {
        database->url = config->database_url;
        return STATUS_OK;
    }
    if (url != NULL && *url != '\0') {
        database->url = url;
        return STATUS_OK;
    }
    status = server_new(log, &database->server, error);
    if (status == STATUS_OK && start) {
        status = server_start(database->server, error);
    }
    if (status != STATUS_OK) {
        database_close(database);
        return status;
    }
    database->url = server_url(database->server);
    return STATUS_OK;
}

void database_close(struct database *database)
{
    server_free(database->server);
    *database = (struct database){0};
}
