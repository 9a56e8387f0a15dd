/* What words in and around bylines mean, in many languages. */
#ifndef DATELINE_EXTRACT_PAGE_BYLINE_WORDS_H
#define DATELINE_EXTRACT_PAGE_BYLINE_WORDS_H

enum byline_word {
    BYLINE_LEAD = 1 << 0,       /* stands in front of names: "by", "von", "autor", "written" */
    BYLINE_GENRE = 1 << 1,      /* what was written, in front of a lead: "text", "ein kommentar" */
    BYLINE_AND = 1 << 2,        /* parts names: "and", "und" */
    BYLINE_AND_SHORT = 1 << 3,  /* parts names, or stands inside of one: "y", "e" */
    BYLINE_PARTICLE = 1 << 4,   /* part of a name, written small: "von", "de", "bin" */
    BYLINE_DATE = 1 << 5,       /* months and weekdays; some are first names too */
    BYLINE_STOP = 1 << 6,       /* no name goes on behind it: "in", "for", "updated" */
    BYLINE_JOB = 1 << 7,        /* "editor", "korrespondentin" */
    BYLINE_COLLECTIVE = 1 << 8, /* "redaktion", "staff", "newsroom" */
    BYLINE_AGENCY = 1 << 9,     /* wire services, by their short names */
    BYLINE_PHOTO = 1 << 10,     /* of pictures and translations; who made them is no author */
    BYLINE_JUNK = 1 << 11,      /* of buttons, counters and sentences: no name */
    BYLINE_DEGREE = 1 << 12,    /* behind a comma: "MD", "PhD" */
    BYLINE_HONOUR = 1 << 13,    /* "Dr", "Prof", "Jr" */
    BYLINE_COMPANY = 1 << 14    /* "gmbh", "times", "university" */
};

/* The meanings of a word in small letters, without points at its end; 0 when it has none. */
unsigned byline_word(const char *word);

#endif
