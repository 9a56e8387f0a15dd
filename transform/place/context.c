/* What an article is about: countries, areas, and where its sure places lie. */
#include <math.h>
#include <string.h>
#include "common/ascii.h"
#include "transform/place/place.h"

/* Natural logarithms, as in choose.c. */
#define CONTEXT_COUNTRY 5.0 /* all that the article names is of the candidate's country */
#define CONTEXT_AREA 4.0    /* the same of its area */
#define CONTEXT_NEAR 2.0    /* a sure place is within NEAR_KM */
#define CONTEXT_FAR 1.0     /* within FAR_KM */
#define CONTEXT_SURE 3.0    /* by so much a place must lead its namesakes to be sure */
#define NEAR_KM 150.0
#define FAR_KM 400.0
#define DEGREE_KM 111.2
#define RADIANS (3.14159265358979323846 / 180.0)

/* How much a mention weighs. */
#define WEIGHT_PLACE 1.0
#define WEIGHT_DATELINE 3.0
#define WEIGHT_PEOPLE 1.0
#define WEIGHT_PARTY 0.5 /* organisations and persons */
#define WEIGHT_OUTLET 0.7

static double *context_weight(struct place_weight *weights, size_t *count, const char *code)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(weights[i].code, code) == 0) {
            return &weights[i].weight;
        }
    }
    if (*count == PLACE_COUNTRIES_MAX) {
        return NULL;
    }
    weights[*count] = (struct place_weight){.code = code};
    return &weights[(*count)++].weight;
}

static void context_add(struct place_context *context, const char *country, const char *area,
                        double weight)
{
    double *sum = country == NULL
                      ? NULL
                      : context_weight(context->countries, &context->country_count, country);

    if (sum != NULL) {
        *sum += weight;
        context->total += weight;
    }
    sum = area == NULL ? NULL : context_weight(context->areas, &context->area_count, area);
    if (sum != NULL) {
        *sum += weight;
    }
}

/* The only candidate, or one far ahead of the others; NULL: nothing is sure. */
static const struct gazetteer_entry *context_sure(const struct place_name *name)
{
    size_t best = 0;

    for (size_t i = 1; i < name->count; i++) {
        best = name->total[i] > name->total[best] ? i : best;
    }
    for (size_t i = 0; i < name->count; i++) {
        if (i != best && name->total[best] - name->total[i] < CONTEXT_SURE) {
            return NULL;
        }
    }
    return name->count == 0 ? NULL : name->entries[best];
}

static void context_add_place(struct places *places, const struct gazetteer_entry *entry,
                              double weight)
{
    struct place_context *context = &places->context;

    context_add(context, entry->country, entry->admin_code, weight);
    if (entry->has_position && entry->kind != NULL && strcmp(entry->kind, "city") == 0 &&
        context->anchor_count < PLACE_ANCHORS_MAX) {
        for (size_t i = 0; i < context->anchor_count; i++) {
            if (context->anchors[i] == entry) {
                return;
            }
        }
        context->anchors[context->anchor_count++] = entry;
    }
}

/* The country of a domain such as example.co.uk; of those that are sold to all the world, none. */
static const char *context_domain(const char *url, char alpha2[3])
{
    static const char *const sold[] = {"io", "ai", "co", "tv", "me", "ly", "fm", "to", "cc",
                                       "ws", "gg", "sh", "ac", "la", "nu", "st", "eu", "gl"};
    const char *host = url == NULL ? NULL : strstr(url, "://"), *dot;
    size_t length;

    if (host == NULL) {
        return NULL;
    }
    host += 3;
    length = strcspn(host, "/:?#");
    if (length < 4 || host[length - 3] != '.') {
        return NULL;
    }
    dot = host + length - 2;
    alpha2[0] = ascii_upper(dot[0]);
    alpha2[1] = ascii_upper(dot[1]);
    alpha2[2] = '\0';
    for (size_t i = 0; i < sizeof sold / sizeof sold[0]; i++) {
        if (ascii_upper(sold[i][0]) == alpha2[0] && ascii_upper(sold[i][1]) == alpha2[1]) {
            return NULL;
        }
    }
    return strcmp(alpha2, "UK") == 0 ? "GB" : alpha2;
}

/* By the article's language ("en-AU"), else by its domain. */
static void context_add_outlet(struct places *places)
{
    const struct article *article = &places->finder->document->article;
    const char *language = article->language, *code = NULL;
    const struct gazetteer_entry *country;
    char alpha2[3] = "", key[GAZETTEER_KEY_MAX];

    if (language != NULL && strlen(language) == 5 && language[2] == '-') {
        code = language + 3;
    } else {
        code = context_domain(
            article->canonical_url != NULL ? article->canonical_url : article->url, alpha2);
    }
    if (code == NULL || gazetteer_key(code, strlen(code), key) == 0) {
        return;
    }
    country = gazetteer_find(places->finder->gazetteer, key, NULL, "ALPHA2");
    if (country != NULL) {
        context_add(&places->context, country->country, NULL, WEIGHT_OUTLET);
    }
}

void place_read_context(struct places *places)
{
    const struct document *document = places->finder->document;
    int32_t dateline = place_dateline(places->finder);

    for (size_t i = 0; i < document->mention_count; i++) {
        const struct mention *mention = &document->mentions[i];
        const struct entity *entity = &document->entities[mention->entity];

        if (places->of_mention[i] != NO_INDEX) {
            struct place_name *name = &places->names[places->of_mention[i]];
            double weight =
                (int32_t)mention->first_token == dateline ? WEIGHT_DATELINE : WEIGHT_PLACE;

            name->sure = context_sure(name);
            if (name->sure != NULL) {
                name->weight += weight;
                context_add_place(places, name->sure, weight);
            }
        } else if (entity->country != NULL) {
            context_add(&places->context, entity->country, NULL,
                        strcmp(entity->type, "NORP") == 0 ? WEIGHT_PEOPLE : WEIGHT_PARTY);
        }
    }
    context_add_outlet(places);
}

static double context_share(const struct place_weight *weights, size_t count, const char *code,
                            const char *own, double own_weight, double total)
{
    for (size_t i = 0; code != NULL && i < count; i++) {
        if (strcmp(weights[i].code, code) == 0) {
            double weight =
                weights[i].weight - (own != NULL && strcmp(own, code) == 0 ? own_weight : 0);

            return weight / (total + 1);
        }
    }
    return 0;
}

/* On a plane: near enough for places that are near. */
static double context_distance(const struct gazetteer_entry *a, const struct gazetteer_entry *b)
{
    double across = (a->longitude - b->longitude) * cos(a->latitude * RADIANS);

    return hypot(a->latitude - b->latitude, across) * DEGREE_KM;
}

double place_in_context(const struct place_context *context, const struct place_name *name,
                        const struct gazetteer_entry *entry)
{
    const char *country = name->sure == NULL ? NULL : name->sure->country;
    const char *area = name->sure == NULL ? NULL : name->sure->admin_code;
    double total = context->total - (country == NULL ? 0 : name->weight);
    double sum = CONTEXT_COUNTRY * context_share(context->countries, context->country_count,
                                                 entry->country, country, name->weight, total) +
                 CONTEXT_AREA * context_share(context->areas, context->area_count,
                                              entry->admin_code, area, name->weight, total);
    double nearest = FAR_KM + 1;

    for (size_t i = 0; entry->has_position && i < context->anchor_count; i++) {
        double distance = context->anchors[i] == entry
                              ? FAR_KM + 1
                              : context_distance(entry, context->anchors[i]);

        nearest = distance < nearest ? distance : nearest;
    }
    if (entry->kind != NULL && strcmp(entry->kind, "city") == 0) {
        sum += nearest <= NEAR_KM ? CONTEXT_NEAR : nearest <= FAR_KM ? CONTEXT_FAR : 0;
    }
    return sum;
}
