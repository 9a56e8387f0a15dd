/*
 * The pictures of a report, as SVG inside the page: drawn with the classes of its style (q1 to q4,
 * grid, axis, dot, label), each with a title and a description. Nothing is loaded from elsewhere.
 */
#ifndef DATELINE_NIGHTLY_REPORT_SVG_H
#define DATELINE_NIGHTLY_REPORT_SVG_H

#include "common/db.h"
#include "nightly/html.h"

enum { REPORT_QUADS = 4 };

/* The map: units of the picture a degree, and the degrees of latitude that it shows. */
enum { MAP_SCALE = 2, MAP_NORTH = 84, MAP_SOUTH = -60 };

/* Of quad class 1 to 4, for people: "verbal cooperation"; "" for others. */
const char *report_quad_name(int64_t quad);

/* Bars of the rows of report_days.sql, one each, stacked by quad class; `unit` is what a bar is. */
void report_chart(struct html *html, const struct db_result *days, const char *unit);

/*
 * Points of the rows of report_places.sql over a grid of degrees (equirectangular), on marks
 * where towns show the land; the first ones are named where there is room.
 */
void report_map(struct html *html, const struct db_result *places);

#endif
