/*
 * Words with meanings, kept as text by first letter: " author/a autor/a byline/ab ". Letters behind
 * the slash say what a word means to who asks.
 */
#ifndef DATELINE_EXTRACT_PAGE_WORD_LIST_H
#define DATELINE_EXTRACT_PAGE_WORD_LIST_H

/* One text for each of a to z, and one for words that begin otherwise; NULL: none. */
enum { WORD_LISTS = 27, WORD_MAX = 40 };

/* The letters of `word`, up to the next space; NULL when no list has it. */
const char *word_list_find(const char *const lists[WORD_LISTS], const char *word);

#endif
