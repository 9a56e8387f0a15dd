#include "nightly/report_svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/embed.h"
#include "common/utf8.h"

enum {
    CHART_WIDTH = 720,
    CHART_HEIGHT = 250,
    CHART_LEFT = 44,
    CHART_TOP = 10,
    CHART_BOTTOM = 30,
    CHART_LABELS = 6, /* so many days side by side, the last one ending at the edge */
    MAP_WIDTH = 360 * MAP_SCALE,
    MAP_HEIGHT = (MAP_NORTH - MAP_SOUTH) * MAP_SCALE,
    MAP_STEP = 30,                /* degrees between two lines */
    MAP_PATH_MAX = HTML_LINK_MAX, /* bytes of a line of the land */
    MAP_NAMES = 14,
    MAP_NAME_MAX = 24 /* code points */
};

/* One file: the paths that nightly/land_main.c made at build time. */
extern const struct embedded_file embedded_land[];

static const char *const quad_names[REPORT_QUADS] = {"verbal cooperation", "material cooperation",
                                                     "verbal conflict", "material conflict"};
static const char *const quad_classes[REPORT_QUADS] = {"q1", "q2", "q3", "q4"};

const char *report_quad_name(int64_t quad)
{
    return quad >= 1 && quad <= REPORT_QUADS ? quad_names[quad - 1] : "";
}

static void svg_begin(struct html *html, const char *id, int width, int height)
{
    char labels[64], box[64];

    snprintf(labels, sizeof labels, "%s-title %s-desc", id, id);
    snprintf(box, sizeof box, "0 0 %d %d", width, height);
    html_open(html, "svg");
    html_attribute(html, "xmlns", "http://www.w3.org/2000/svg");
    html_attribute(html, "viewBox", box);
    html_attribute(html, "role", "img");
    html_attribute(html, "aria-labelledby", labels);
}

/* The title or the description of a picture. */
static void svg_words(struct html *html, const char *tag, const char *id, const char *text)
{
    char name[64];

    snprintf(name, sizeof name, "%s-%s", id, tag);
    html_open(html, tag);
    html_attribute(html, "id", name);
    html_text(html, text);
    html_close(html);
}

static void svg_line(struct html *html, const char *class, double x1, double y1, double x2,
                     double y2)
{
    html_open(html, "line");
    html_attribute(html, "class", class);
    html_attribute_number(html, "x1", x1);
    html_attribute_number(html, "y1", y1);
    html_attribute_number(html, "x2", x2);
    html_attribute_number(html, "y2", y2);
    html_close(html);
}

static void svg_text(struct html *html, const char *class, const char *anchor, double x, double y,
                     const char *text)
{
    html_open(html, "text");
    html_attribute(html, "class", class);
    html_attribute(html, "text-anchor", anchor);
    html_attribute_number(html, "x", x);
    html_attribute_number(html, "y", y);
    html_text_cut(html, text, MAP_NAME_MAX);
    html_close(html);
}

/* 1, 2 or 5 times a power of ten, so that at most five of them make `most`. */
static int64_t chart_step(int64_t most)
{
    int64_t step = 1;

    for (int i = 0; step * 5 < most; i++) {
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
}

static void chart_axes(struct html *html, int64_t step, int64_t top)
{
    double height = CHART_HEIGHT - CHART_TOP - CHART_BOTTOM;

    for (int64_t value = 0; value <= top; value += step) {
        double y = CHART_TOP + height * (1 - (double)value / (double)top);
        char text[32];

        snprintf(text, sizeof text, "%lld", (long long)value);
        svg_line(html, value == 0 ? "axis" : "grid", CHART_LEFT, y, CHART_WIDTH, y);
        svg_text(html, "label", "end", CHART_LEFT - 6, y + 4, text);
    }
}

static void chart_bar(struct html *html, const struct db_result *days, size_t row, double x,
                      double width, int64_t top)
{
    double height = CHART_HEIGHT - CHART_TOP - CHART_BOTTOM, y = CHART_TOP + height;

    for (size_t quad = 0; quad < REPORT_QUADS; quad++) {
        int64_t count = db_value_int(days, row, quad + 1);
        double size = height * (double)count / (double)top;

        if (count > 0) {
            y -= size;
            html_open(html, "rect");
            html_attribute(html, "class", quad_classes[quad]);
            html_attribute_number(html, "x", x);
            html_attribute_number(html, "y", y);
            html_attribute_number(html, "width", width);
            html_attribute_number(html, "height", size);
            html_open(html, "title");
            html_format(html, "%s, %s: %lld", db_value(days, row, 0), quad_names[quad],
                        (long long)count);
            html_close(html);
            html_close(html);
        }
    }
}

void report_chart(struct html *html, const struct db_result *days, const char *unit)
{
    size_t count = db_rows(days), every = (count + CHART_LABELS - 1) / CHART_LABELS;
    double slot = (CHART_WIDTH - CHART_LEFT) / (double)(count == 0 ? 1 : count);
    int64_t most = 1, step, top;
    char text[160];

    for (size_t row = 0; row < count; row++) {
        int64_t events = db_value_int(days, row, REPORT_QUADS + 1);

        most = events > most ? events : most;
    }
    step = chart_step(most);
    top = (most + step - 1) / step * step;
    svg_begin(html, "chart", CHART_WIDTH, CHART_HEIGHT);
    snprintf(text, sizeof text, "Events a %s by quad class", unit);
    svg_words(html, "title", "chart", text);
    snprintf(text, sizeof text,
             "Stacked bars, one a %s; from the bottom up verbal cooperation, material cooperation, "
             "verbal conflict, material conflict. The table below has the numbers.",
             unit);
    svg_words(html, "desc", "chart", text);
    chart_axes(html, step, top);
    for (size_t row = 0; row < count; row++) {
        double width = slot * 0.8 < 60 ? slot * 0.8 : 60;
        double middle = CHART_LEFT + slot * ((double)row + 0.5);

        chart_bar(html, days, row, middle - width / 2, width, top);
        /* From the newest back, so that it has a label of its own. */
        if ((count - 1 - row) % every == 0) {
            svg_text(html, "label", row + 1 == count && count > 1 ? "end" : "middle",
                     row + 1 == count && count > 1 ? middle + slot / 2 : middle, CHART_HEIGHT - 10,
                     db_value(days, row, 0));
        }
    }
    html_close(html);
}

struct map_box {
    double left, top, right, bottom;
};

static double map_x(double lon)
{
    return (lon + 180) * MAP_SCALE;
}

static double map_y(double lat)
{
    double y = (MAP_NORTH - lat) * MAP_SCALE;

    return y < 0 ? 0 : y > MAP_HEIGHT ? MAP_HEIGHT : y;
}

/* A path for each line of the file that is not empty. */
static void map_land(struct html *html)
{
    char path[MAP_PATH_MAX];

    for (const char *line = embedded_land[0].text; *line != '\0';) {
        size_t length = strcspn(line, "\n");

        if (length > 0 && length < sizeof path) {
            memcpy(path, line, length);
            path[length] = '\0';
            html_open(html, "path");
            html_attribute(html, "class", "land");
            html_attribute(html, "d", path);
            html_close(html);
        }
        line += length + (line[length] == '\n');
    }
}

static void map_grid(struct html *html)
{
    char text[32];

    html_open(html, "rect");
    html_attribute(html, "class", "sea");
    html_attribute_number(html, "width", MAP_WIDTH);
    html_attribute_number(html, "height", MAP_HEIGHT);
    html_close(html);
    map_land(html);
    for (int lon = -180 + MAP_STEP; lon < 180; lon += MAP_STEP) {
        svg_line(html, lon == 0 ? "axis" : "grid", map_x(lon), 0, map_x(lon), MAP_HEIGHT);
        snprintf(text, sizeof text, "%d\u00B0%s", abs(lon), lon < 0 ? "W" : lon > 0 ? "E" : "");
        svg_text(html, "degree", "middle", map_x(lon), MAP_HEIGHT - 4, text);
    }
    for (int lat = MAP_SOUTH + MAP_STEP; lat < MAP_NORTH; lat += MAP_STEP) {
        svg_line(html, lat == 0 ? "axis" : "grid", 0, map_y(lat), MAP_WIDTH, map_y(lat));
        snprintf(text, sizeof text, "%d\u00B0%s", abs(lat), lat < 0 ? "S" : lat > 0 ? "N" : "");
        svg_text(html, "degree", "start", 3, map_y(lat) - 3, text);
    }
}

static double map_number(const struct db_result *places, size_t row, size_t column)
{
    const char *text = db_value(places, row, column);

    /* PostgreSQL writes a point, and no locale is ever set. */
    return text == NULL ? 0 : strtod(text, NULL); /* lint: allowed, the locale is C */
}

static double map_radius(const struct db_result *places, size_t row)
{
    double most = (double)db_value_int(places, 0, 2);

    return 2.5 + 8 * sqrt((double)db_value_int(places, row, 2) / (most < 1 ? 1 : most));
}

static void map_point(struct html *html, const struct db_result *places, size_t row)
{
    html_open(html, "circle");
    html_attribute(html, "class", "dot");
    html_attribute_number(html, "cx", map_x(map_number(places, row, 5)));
    html_attribute_number(html, "cy", map_y(map_number(places, row, 4)));
    html_attribute_number(html, "r", map_radius(places, row));
    html_open(html, "title");
    html_text_cut(html, db_value(places, row, 0), 80);
    html_format(html, ": %lld articles, %lld events", (long long)db_value_int(places, row, 2),
                (long long)db_value_int(places, row, 3));
    html_close(html);
    html_close(html);
}

/* Names a point, unless that would cover an earlier name. */
static void map_name(struct html *html, const struct db_result *places, size_t row,
                     struct map_box *boxes, size_t *count)
{
    const char *name = db_value(places, row, 0);
    size_t letters = utf8_count(name, strlen(name));
    double width = 6.2 * (double)(letters < MAP_NAME_MAX ? letters : MAP_NAME_MAX) + 4;
    double x = map_x(map_number(places, row, 5)), y = map_y(map_number(places, row, 4));
    double radius = map_radius(places, row);
    bool left = x + radius + width > MAP_WIDTH;
    struct map_box box = {.left = left ? x - radius - width : x + radius,
                          .right = left ? x - radius : x + radius + width,
                          .top = y - 6,
                          .bottom = y + 6};

    for (size_t i = 0; i < *count; i++) {
        if (box.left < boxes[i].right && boxes[i].left < box.right && box.top < boxes[i].bottom &&
            boxes[i].top < box.bottom) {
            return;
        }
    }
    boxes[(*count)++] = box;
    svg_text(html, "label name", left ? "end" : "start", left ? x - radius - 2 : x + radius + 2,
             y + 4, name);
}

void report_map(struct html *html, const struct db_result *places)
{
    struct map_box boxes[MAP_NAMES];
    size_t count = 0;

    svg_begin(html, "map", MAP_WIDTH, MAP_HEIGHT);
    svg_words(html, "title", "map", "Places that articles name");
    svg_words(html, "desc", "map",
              "A grid of degrees with a point for each place: the larger, the more articles name "
              "it. The table below lists them.");
    map_grid(html);
    for (size_t row = 0; row < db_rows(places); row++) {
        map_point(html, places, row);
    }
    for (size_t row = 0; row < db_rows(places) && count < MAP_NAMES; row++) {
        map_name(html, places, row, boxes, &count);
    }
    html_close(html);
}
