/*
 * Where the data files are: dictionaries, rules, compiled gazetteer. Found from the program's own
 * place, so that a checkout and an installed copy both work from any folder: PREFIX/bin/dateline-x
 * -> PREFIX/share/dateline/... CHECKOUT/bin/dateline-x   -> CHECKOUT/config/... and
 * CHECKOUT/build/data/... DATELINE_DATA (environment) replaces the search: a folder laid out as
 * PREFIX/share/dateline.
 */
#ifndef DATELINE_COMMON_PATHS_H
#define DATELINE_COMMON_PATHS_H

#include "common/error.h"

/*
 * The path of a data file or folder, such as "events" or "gazetteer" (under config/ in a checkout)
 * or "gazetteer.dat" (generated). `*path` is freed by the caller. STATUS_USAGE names the places
 * searched.
 */
enum status paths_find_data(const char *name, char **path, struct error *error) WARN_UNUSED;

/* The path of a sibling program in the same folder as this one ("dateline-load"); freed by the
 * caller. */
enum status paths_find_program(const char *name, char **path, struct error *error) WARN_UNUSED;

/*
 * The folder of what a machine keeps: private database server, state. DATELINE_VAR (environment)
 * when it is set; var/ of the checkout that the program stands in; else /var/lib/dateline for root
 * and $HOME/.local/state/dateline for others. It need not exist. Freed by the caller.
 */
enum status paths_var(char **path, struct error *error) WARN_UNUSED;

#endif
