#include "extract/page/tag.h"

#include <stdint.h>
#include <string.h>
#include "common/ascii.h"

enum { TAG_LENGTH_MAX = 10 };

static const struct {
    char name[TAG_LENGTH_MAX + 1];
    uint8_t length;
    bool block;
} tag_names[TAG_COUNT] = {
    [TAG_A] = {"a", 1, false},
    [TAG_ABBR] = {"abbr", 4, false},
    [TAG_ADDRESS] = {"address", 7, true},
    [TAG_AREA] = {"area", 4, false},
    [TAG_ARTICLE] = {"article", 7, true},
    [TAG_ASIDE] = {"aside", 5, true},
    [TAG_AUDIO] = {"audio", 5, false},
    [TAG_B] = {"b", 1, false},
    [TAG_BASE] = {"base", 4, true},
    [TAG_BLOCKQUOTE] = {"blockquote", 10, true},
    [TAG_BODY] = {"body", 4, true},
    [TAG_BR] = {"br", 2, true},
    [TAG_BUTTON] = {"button", 6, false},
    [TAG_CANVAS] = {"canvas", 6, false},
    [TAG_CAPTION] = {"caption", 7, true},
    [TAG_CENTER] = {"center", 6, true},
    [TAG_CITE] = {"cite", 4, false},
    [TAG_CODE] = {"code", 4, false},
    [TAG_COL] = {"col", 3, false},
    [TAG_DD] = {"dd", 2, true},
    [TAG_DEL] = {"del", 3, false},
    [TAG_DETAILS] = {"details", 7, true},
    [TAG_DIALOG] = {"dialog", 6, true},
    [TAG_DIV] = {"div", 3, true},
    [TAG_DL] = {"dl", 2, true},
    [TAG_DT] = {"dt", 2, true},
    [TAG_EM] = {"em", 2, false},
    [TAG_EMBED] = {"embed", 5, false},
    [TAG_FIELDSET] = {"fieldset", 8, true},
    [TAG_FIGCAPTION] = {"figcaption", 10, true},
    [TAG_FIGURE] = {"figure", 6, true},
    [TAG_FONT] = {"font", 4, false},
    [TAG_FOOTER] = {"footer", 6, true},
    [TAG_FORM] = {"form", 4, true},
    [TAG_FRAME] = {"frame", 5, true},
    [TAG_FRAMESET] = {"frameset", 8, true},
    [TAG_H1] = {"h1", 2, true},
    [TAG_H2] = {"h2", 2, true},
    [TAG_H3] = {"h3", 2, true},
    [TAG_H4] = {"h4", 2, true},
    [TAG_H5] = {"h5", 2, true},
    [TAG_H6] = {"h6", 2, true},
    [TAG_HEAD] = {"head", 4, true},
    [TAG_HEADER] = {"header", 6, true},
    [TAG_HGROUP] = {"hgroup", 6, true},
    [TAG_HR] = {"hr", 2, true},
    [TAG_HTML] = {"html", 4, true},
    [TAG_I] = {"i", 1, false},
    [TAG_IFRAME] = {"iframe", 6, false},
    [TAG_IMG] = {"img", 3, false},
    [TAG_INPUT] = {"input", 5, false},
    [TAG_INS] = {"ins", 3, false},
    [TAG_LABEL] = {"label", 5, false},
    [TAG_LEGEND] = {"legend", 6, true},
    [TAG_LI] = {"li", 2, true},
    [TAG_LINK] = {"link", 4, true},
    [TAG_MAIN] = {"main", 4, true},
    [TAG_MAP] = {"map", 3, false},
    [TAG_MARK] = {"mark", 4, false},
    [TAG_MATH] = {"math", 4, false},
    [TAG_MENU] = {"menu", 4, true},
    [TAG_META] = {"meta", 4, true},
    [TAG_NAV] = {"nav", 3, true},
    [TAG_NOFRAMES] = {"noframes", 8, true},
    [TAG_NOSCRIPT] = {"noscript", 8, false},
    [TAG_OBJECT] = {"object", 6, false},
    [TAG_OL] = {"ol", 2, true},
    [TAG_OPTGROUP] = {"optgroup", 8, true},
    [TAG_OPTION] = {"option", 6, true},
    [TAG_P] = {"p", 1, true},
    [TAG_PARAM] = {"param", 5, false},
    [TAG_PICTURE] = {"picture", 7, false},
    [TAG_PRE] = {"pre", 3, true},
    [TAG_Q] = {"q", 1, false},
    [TAG_S] = {"s", 1, false},
    [TAG_SCRIPT] = {"script", 6, true},
    [TAG_SECTION] = {"section", 7, true},
    [TAG_SELECT] = {"select", 6, false},
    [TAG_SMALL] = {"small", 5, false},
    [TAG_SOURCE] = {"source", 6, false},
    [TAG_SPAN] = {"span", 4, false},
    [TAG_STRONG] = {"strong", 6, false},
    [TAG_STYLE] = {"style", 5, true},
    [TAG_SUB] = {"sub", 3, false},
    [TAG_SUMMARY] = {"summary", 7, true},
    [TAG_SUP] = {"sup", 3, false},
    [TAG_SVG] = {"svg", 3, false},
    [TAG_TABLE] = {"table", 5, true},
    [TAG_TBODY] = {"tbody", 5, true},
    [TAG_TD] = {"td", 2, true},
    [TAG_TEMPLATE] = {"template", 8, true},
    [TAG_TEXTAREA] = {"textarea", 8, false},
    [TAG_TFOOT] = {"tfoot", 5, true},
    [TAG_TH] = {"th", 2, true},
    [TAG_THEAD] = {"thead", 5, true},
    [TAG_TIME] = {"time", 4, false},
    [TAG_TITLE] = {"title", 5, true},
    [TAG_TR] = {"tr", 2, true},
    [TAG_TRACK] = {"track", 5, false},
    [TAG_U] = {"u", 1, false},
    [TAG_UL] = {"ul", 2, true},
    [TAG_VIDEO] = {"video", 5, false},
    [TAG_WBR] = {"wbr", 3, false},
    [TAG_XMP] = {"xmp", 3, false},
};

/* The first name of each letter. */
static const uint8_t tag_starts[26] = {
    ['a' - 'a'] = TAG_A,     ['b' - 'a'] = TAG_B,   ['c' - 'a'] = TAG_CANVAS,
    ['d' - 'a'] = TAG_DD,    ['e' - 'a'] = TAG_EM,  ['f' - 'a'] = TAG_FIELDSET,
    ['h' - 'a'] = TAG_H1,    ['i' - 'a'] = TAG_I,   ['l' - 'a'] = TAG_LABEL,
    ['m' - 'a'] = TAG_MAIN,  ['n' - 'a'] = TAG_NAV, ['o' - 'a'] = TAG_OBJECT,
    ['p' - 'a'] = TAG_P,     ['q' - 'a'] = TAG_Q,   ['s' - 'a'] = TAG_S,
    ['t' - 'a'] = TAG_TABLE, ['u' - 'a'] = TAG_U,   ['v' - 'a'] = TAG_VIDEO,
    ['w' - 'a'] = TAG_WBR,   ['x' - 'a'] = TAG_XMP,
};

enum tag tag_named(const char *name, size_t length)
{
    char lower[TAG_LENGTH_MAX + 1];

    if (length == 0 || length > TAG_LENGTH_MAX || !ascii_is_letter(name[0])) {
        return TAG_OTHER;
    }
    for (size_t i = 0; i < length; i++) {
        lower[i] = ascii_lower(name[i]);
    }
    for (size_t tag = tag_starts[lower[0] - 'a'];
         tag > TAG_TEXT && tag < TAG_COUNT && tag_names[tag].name[0] == lower[0]; tag++) {
        if (tag_names[tag].length == length && memcmp(tag_names[tag].name, lower, length) == 0) {
            return (enum tag)tag;
        }
    }
    return TAG_OTHER;
}

bool tag_is_void(enum tag tag)
{
    switch (tag) {
    case TAG_AREA:
    case TAG_BASE:
    case TAG_BR:
    case TAG_COL:
    case TAG_EMBED:
    case TAG_HR:
    case TAG_IMG:
    case TAG_INPUT:
    case TAG_LINK:
    case TAG_META:
    case TAG_PARAM:
    case TAG_SOURCE:
    case TAG_TRACK:
    case TAG_WBR:
        return true;
    default:
        return false;
    }
}

const char *tag_name(enum tag tag)
{
    return tag_names[tag].name;
}

bool tag_is_block(enum tag tag)
{
    return tag_names[tag].block;
}
