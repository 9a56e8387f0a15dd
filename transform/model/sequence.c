#include "transform/model/sequence.h"

void sequence_best(const float *scores, const float *steps, size_t count, size_t classes,
                   struct arena *arena, uint8_t *labels)
{
    float *best = arena_alloc(arena, 2 * classes * sizeof *best), *before = best + classes;
    uint8_t *from = arena_alloc(arena, count * classes + 1);
    size_t last = 0;

    for (size_t i = 0; i < count; i++) {
        float *now = i % 2 == 0 ? best : before;
        const float *old = i % 2 == 0 ? before : best;

        for (size_t to = 0; to < classes; to++) {
            float most = i == 0 ? steps[classes * classes + to] : SEQUENCE_NEVER * 4;
            size_t chosen = 0;

            for (size_t by = 0; i > 0 && by < classes; by++) {
                float score = old[by] + steps[by * classes + to];

                if (score > most) {
                    most = score;
                    chosen = by;
                }
            }
            now[to] = most + scores[i * classes + to];
            from[i * classes + to] = (uint8_t)chosen;
        }
    }
    if (count == 0) {
        return;
    }
    best = count % 2 == 1 ? best : before;
    for (size_t label = 1; label < classes; label++) {
        last = best[label] > best[last] ? label : last;
    }
    for (size_t i = count; i > 0; i--) {
        labels[i - 1] = (uint8_t)last;
        last = from[(i - 1) * classes + last];
    }
}
