/*
 * HTML's element names as small numbers, so that questions about them are comparisons and switches.
 */
#ifndef DATELINE_EXTRACT_PAGE_TAG_H
#define DATELINE_EXTRACT_PAGE_TAG_H

#include <stdbool.h>
#include <stddef.h>

/* In the order of the alphabet: tag.c counts on it. */
enum tag {
    TAG_TEXT, /* no element: text */
    TAG_OTHER,
    TAG_A,
    TAG_ABBR,
    TAG_ADDRESS,
    TAG_AREA,
    TAG_ARTICLE,
    TAG_ASIDE,
    TAG_AUDIO,
    TAG_B,
    TAG_BASE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_BUTTON,
    TAG_CANVAS,
    TAG_CAPTION,
    TAG_CENTER,
    TAG_CITE,
    TAG_CODE,
    TAG_COL,
    TAG_DD,
    TAG_DEL,
    TAG_DETAILS,
    TAG_DIALOG,
    TAG_DIV,
    TAG_DL,
    TAG_DT,
    TAG_EM,
    TAG_EMBED,
    TAG_FIELDSET,
    TAG_FIGCAPTION,
    TAG_FIGURE,
    TAG_FONT,
    TAG_FOOTER,
    TAG_FORM,
    TAG_FRAME,
    TAG_FRAMESET,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_HEAD,
    TAG_HEADER,
    TAG_HGROUP,
    TAG_HR,
    TAG_HTML,
    TAG_I,
    TAG_IFRAME,
    TAG_IMG,
    TAG_INPUT,
    TAG_INS,
    TAG_LABEL,
    TAG_LEGEND,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_MAP,
    TAG_MARK,
    TAG_MATH,
    TAG_MENU,
    TAG_META,
    TAG_NAV,
    TAG_NOFRAMES,
    TAG_NOSCRIPT,
    TAG_OBJECT,
    TAG_OL,
    TAG_OPTGROUP,
    TAG_OPTION,
    TAG_P,
    TAG_PARAM,
    TAG_PICTURE,
    TAG_PRE,
    TAG_Q,
    TAG_S,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_SELECT,
    TAG_SMALL,
    TAG_SOURCE,
    TAG_SPAN,
    TAG_STRONG,
    TAG_STYLE,
    TAG_SUB,
    TAG_SUMMARY,
    TAG_SUP,
    TAG_SVG,
    TAG_TABLE,
    TAG_TBODY,
    TAG_TD,
    TAG_TEMPLATE,
    TAG_TEXTAREA,
    TAG_TFOOT,
    TAG_TH,
    TAG_THEAD,
    TAG_TIME,
    TAG_TITLE,
    TAG_TR,
    TAG_TRACK,
    TAG_U,
    TAG_UL,
    TAG_VIDEO,
    TAG_WBR,
    TAG_XMP,
    TAG_COUNT
};

/* The element of that name, whatever its case; TAG_OTHER if it is none of these. */
enum tag tag_named(const char *name, size_t length);

/* Whether nothing can stand in it, and no end tag follows. */
bool tag_is_void(enum tag tag);

/* Its name in lower case; "" of TAG_TEXT and TAG_OTHER. */
const char *tag_name(enum tag tag);

/* Whether it begins a new line when shown: text before and after it are different words. */
bool tag_is_block(enum tag tag);

#endif
