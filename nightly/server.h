/*
 * The private PostgreSQL server under var/: one per checkout or installation, on a Unix socket
 * only, reachable by its owner (and root) alone. As root it runs as the account postgres, since
 * PostgreSQL refuses to run as root.
 */
#ifndef DATELINE_NIGHTLY_SERVER_H
#define DATELINE_NIGHTLY_SERVER_H

#include <stdbool.h>
#include "common/error.h"
#include "common/log.h"

struct server;

/* Finds the server's folders and PostgreSQL's programs; starts nothing. */
enum status server_new(struct log *log, struct server **server, struct error *error) WARN_UNUSED;
void server_free(struct server *server);

/* Makes the cluster and its database where missing, and starts it where stopped. */
enum status server_start(struct server *server, struct error *error) WARN_UNUSED;
/* Does nothing when it is stopped. */
enum status server_stop(struct server *server, struct error *error) WARN_UNUSED;
bool server_running(const struct server *server);

/* The URI of its database, and the folder of its files; owned by the server. */
const char *server_url(const struct server *server);
const char *server_folder(const struct server *server);

#endif
