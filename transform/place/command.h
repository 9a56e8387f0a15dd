/* `dateline gazetteer import` and `lookup`. */
#ifndef DATELINE_TRANSFORM_PLACE_COMMAND_H
#define DATELINE_TRANSFORM_PLACE_COMMAND_H

/* argv[1] is the verb. Returns the program's exit code. */
int place_command(int argc, char **argv);

#endif
