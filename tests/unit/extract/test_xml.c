#include "extract/feed/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/memory.h"
#include "tests/unit/unit.h"

/* All events as one line: <name a=v> text </name>. */
static void trace(struct xml_reader *reader, char *out, size_t size)
{
    struct xml_event event;
    size_t length = 0;

    out[0] = '\0';
    for (xml_next(reader, &event); event.kind != XML_STOP; xml_next(reader, &event)) {
        if (event.kind == XML_START) {
            length += (size_t)snprintf(out + length, size - length, "<%s", event.name);
            for (size_t i = 0; i < event.attribute_count; i++) {
                length += (size_t)snprintf(out + length, size - length, " %s=%s",
                                           event.attributes[i].name, event.attributes[i].value);
            }
            length += (size_t)snprintf(out + length, size - length, ">");
        } else if (event.kind == XML_END) {
            length += (size_t)snprintf(out + length, size - length, "</%s>", event.name);
        } else {
            length += (size_t)snprintf(out + length, size - length, "%s", event.text);
        }
    }
}

struct source {
    const char *text;
    size_t left, step;
};

static size_t fill_by_steps(void *context, char *room, size_t size)
{
    struct source *source = context;
    size_t take = source->left < source->step ? source->left : source->step;

    take = take < size ? take : size;
    memcpy(room, source->text, take);
    source->text += take;
    source->left -= take;
    return take;
}

static void check(const char *text, const char *expected, bool damaged)
{
    static char got[200000];

    for (size_t step = 0; step < 3; step++) { /* in memory, and as streams of small pieces */
        struct source source = {text, strlen(text), step * 3 + 1};
        struct xml_reader *reader = step == 0 ? xml_reader_new(text, strlen(text))
                                              : xml_reader_stream(fill_by_steps, &source);

        trace(reader, got, sizeof got);
        if (strcmp(got, expected) != 0 || xml_is_damaged(reader) != damaged) {
            printf("    %s\n    got %s (%d), expected %s\n", text, got, xml_is_damaged(reader),
                   expected);
            CU_FAIL("events differ");
        }
        xml_reader_free(reader);
    }
    CU_PASS("");
}

static void test_right(void)
{
    check("<a b='1' c=\"2 &amp; 3\">x &lt; y<e/>&#65;&#x42;</a>",
          "<a b=1 c=2 & 3>x < y<e></e>AB</a>", false);
    check("\xEF\xBB\xBF<?xml version='1.0'?><!-- <b> --><a><![CDATA[<i> & ]] > ]]>.</a> ",
          "<a><i> & ]] > .</a>", false);
    check("<!DOCTYPE a [<!ENTITY x \"y\"> <!ELEMENT a (b)>] ><a>&amp;</a>", "<a>&</a>", false);
    check("<a><b>1</b>\n<b>2</b></a>junk", "<a><b>1</b>\n<b>2</b></a>", false);
}

static void test_namespaces(void)
{
    check(
        "<rss xmlns:d='http://purl.org/dc/elements/1.1/'><d:creator/><x xmlns='urn:other'><d/></x>"
        "</rss>",
        "<rss xmlns:d=http://purl.org/dc/elements/1.1/><dc:creator></dc:creator>"
        "<?:x xmlns=urn:other><?:d></?:d></?:x></rss>",
        false);
    check("<f:feed xmlns:f='https://www.w3.org/2005/Atom/'/>",
          "<atom:feed xmlns:f=https://www.w3.org/2005/Atom/></atom:feed>", false);
    check("<r xmlns:media='http://example.org/mine'><media:Title/></r>",
          "<r xmlns:media=http://example.org/mine><media:title></media:title></r>", false);
    check("<r><dc:date/></r>", "<r><dc:date></dc:date></r>", true);
}

static void test_repair(void)
{
    check("<a>AT&T &nbsp;&copy; &#146; &zz; <3 & </a>",
          "<a>AT&T \xC2\xA0\xC2\xA9 \xE2\x80\x99 &zz; <3 & </a>", true);
    check("<a><b>x<c>y</b>z</a>", "<a><b>x<c>y</c></b>z</a>", true);
    check("<a>x</b>y</a>", "<a>xy</a>", true);
    check("<a><b>x", "<a><b>x</b></a>", true);
    check("<A><B>x</b></a>", "<a><b>x</b></a>", false);
    check("<a b=1 c='2' d><e f=\"<g>\"/></a>", "<a b=1 c=2 d=><e f=<g>></e></a>", true);
    check("<a><b x='1' <c>y</c></a>", "<a><b x=1><c>y</c></b></a>", true);
    check("  junk <?xml version='1.0'?><a/>", "<a></a>", true);
    check("<a>\x01\x0B\xFF\xC3.</a>", "<a>\xEF\xBF\xBD\xEF\xBF\xBD.</a>", true);
    check("<a>&#0;&#xD800;&#x110000;&#99999999999;</a>", "<a>9;</a>", true);
    check("<a><![CDATA[x", "<a>x</a>", true);
    check("<a><!-- x", "<a></a>", true);
    check("", "", false);
    check("<", "", true);
    check("<!DOCTYPE a [", "", true);
}

static void test_never_nest(void)
{
    static const char *const names[] = {"item", NULL};
    static const char text[] = "<r><item><b><item>2</item><c>3</c></r>";
    struct xml_reader *reader = xml_reader_new(text, strlen(text));
    char got[400];

    xml_reader_never_nest(reader, names);
    trace(reader, got, sizeof got);
    CU_ASSERT_STRING_EQUAL(got, "<r><item><b></b></item><item>2</item><c>3</c></r>");
    xml_reader_free(reader);
}

/* Entities of a DTD are none here: a bomb is a few letters. */
static void test_bombs(void)
{
    char text[4096] = "<!DOCTYPE a [<!ENTITY a0 \"lol\">", got[400];
    struct xml_reader *reader;
    size_t length = strlen(text);

    for (int i = 1; i < 10; i++) {
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;\">", i,
                                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    snprintf(text + length, sizeof text - length,
             "<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY %% p SYSTEM \"http://x.example/\"> "
             "%%p;]><a>&a9;&f;</a>");
    reader = xml_reader_new(text, strlen(text));
    trace(reader, got, sizeof got);
    CU_ASSERT_STRING_EQUAL(got, "<a>&a9;&f;</a>");
    xml_reader_free(reader);
}

/* Depth, attributes, prefixes, names, tags and texts beyond the limits cost nothing but themselves.
 */
static void test_limits(void)
{
    enum { COUNT = 100000 };
    char *text = mem_alloc((size_t)COUNT * 40);
    struct xml_event event;
    struct xml_reader *reader;
    size_t length = 0, deepest = 0, letters = 0, most = 0, pieces = 0;

    for (int i = 0; i < COUNT; i++) { /* never closed */
        length += (size_t)sprintf(text + length, "<d%d>", i);
    }
    reader = xml_reader_new(text, length);
    for (xml_next(reader, &event); event.kind != XML_STOP; xml_next(reader, &event)) {
        deepest = event.depth > deepest ? event.depth : deepest;
    }
    CU_ASSERT_EQUAL(deepest, XML_DEPTH_MAX);
    xml_reader_free(reader);

    length = (size_t)sprintf(text, "<a");
    for (int i = 0; i < 2000; i++) {
        length += (size_t)sprintf(text + length, " xmlns:p%d='x'", i);
    }
    length += (size_t)sprintf(text + length, "><");
    memset(text + length, 'n', 5000);
    length += 5000;
    length += (size_t)sprintf(text + length, "/>");
    memset(text + length, 'x', 300000);
    length += 300000;
    length += (size_t)sprintf(text + length, "</a>");
    reader = xml_reader_new(text, length);
    for (xml_next(reader, &event); event.kind != XML_STOP; xml_next(reader, &event)) {
        most = event.attribute_count > most ? event.attribute_count : most;
        if (event.kind == XML_TEXT) {
            letters += event.length;
            pieces++;
            CU_ASSERT(event.length <= XML_PIECE_MAX);
        } else if (event.name[0] == 'n') {
            CU_ASSERT_EQUAL(strlen(event.name), XML_NAME_MAX);
        }
    }
    CU_ASSERT_EQUAL(most, XML_ATTRIBUTES_MAX);
    CU_ASSERT_EQUAL(letters, 300000);
    CU_ASSERT(pieces > 1);
    xml_reader_free(reader);

    length = (size_t)sprintf(text, "<a>"); /* a tag that never ends is text */
    length += (size_t)sprintf(text + length, "<b c=\"");
    memset(text + length, 'x', 200000);
    length += 200000;
    length += (size_t)sprintf(text + length, "</a>");
    reader = xml_reader_new(text, length);
    letters = 0;
    for (xml_next(reader, &event); event.kind != XML_STOP; xml_next(reader, &event)) {
        letters += event.kind == XML_TEXT ? event.length : 0;
    }
    CU_ASSERT_EQUAL(letters, 200006);
    CU_ASSERT(xml_is_damaged(reader));
    xml_reader_free(reader);
    free(text);
}

UNIT_MAIN("xml", {"right", test_right}, {"namespaces", test_namespaces}, {"repair", test_repair},
          {"never nest", test_never_nest}, {"bombs", test_bombs}, {"limits", test_limits})
