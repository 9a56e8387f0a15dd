/* Standard input, output and error, as whoever started the program left them. */
#ifndef DATELINE_COMMON_STREAMS_H
#define DATELINE_COMMON_STREAMS_H

/*
 * Those that are closed become /dev/null, so that no file or connection opened later takes their
 * numbers and gets records or words: of input and output so that using them is an error. Call
 * before anything is opened.
 */
void streams_open(void);

#endif
