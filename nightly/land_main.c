/*
 * Build tool: the towns of the package libgeonames (data of GeoNames, CC BY 4.0) as the path of an
 * SVG, a mark for each degree that has one, in half degrees from 180 W and MAP_NORTH on: they show
 * where land is. land OUTPUT
 */
#include <geonames.h>
#include <stdbool.h>
#include <stdio.h>
#include "nightly/report_svg.h"

enum { DEGREES_WIDE = 360, DEGREES_HIGH = MAP_NORTH - MAP_SOUTH };

int main(int argc, char **argv)
{
    static bool towns[DEGREES_HIGH][DEGREES_WIDE];
    int count = geonames_get_n_cities();
    FILE *out;

    if (argc != 2 || (out = fopen(argv[1], "w")) == NULL) {
        fprintf(stderr, "usage: land OUTPUT\n");
        return 2;
    }
    for (int i = 0; i < count; i++) {
        GeonamesCity *city = geonames_get_city(i);
        int x = (int)(geonames_city_get_longitude(city) + 180);
        int y = (int)(MAP_NORTH - geonames_city_get_latitude(city));

        if (x >= 0 && x < DEGREES_WIDE && y >= 0 && y < DEGREES_HIGH) {
            towns[y][x] = true;
        }
        geonames_city_free(city);
    }
    for (int y = 0; y < DEGREES_HIGH; y++) {
        for (int x = 0, end; x < DEGREES_WIDE; x = end + 1) {
            for (end = x; end < DEGREES_WIDE && towns[y][end];) {
                end++;
            }
            if (end > x) {
                fprintf(out, "M%d %dh%d", x * MAP_SCALE, y * MAP_SCALE + MAP_SCALE / 2,
                        (end - x) * MAP_SCALE);
            }
        }
        fputc('\n', out);
    }
    if (ferror(out) || fclose(out) != 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
