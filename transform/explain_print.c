#include "transform/explain_print.h"

#include <string.h>
#include "common/utf8.h"
#include "transform/name/gazetteer.h"

enum { EXPLAIN_WORD_WIDTH = 24, EXPLAIN_KINDS = 5 };

enum explain_kind { EXPLAIN_MENTION, EXPLAIN_DATE, EXPLAIN_QUANTITY, EXPLAIN_QUOTE, EXPLAIN_EVENT };

/* What was found, by sentence: for each kind, its first item and each item's next; -1: none. */
struct explain_chain {
    int32_t *first, *next;
};

struct explain {
    const struct explain_options *options;
    struct document *document;
    struct explain_chain chains[EXPLAIN_KINDS];
    FILE *out;
};

#define EXPLAIN_PLAIN "\033[0m"
#define EXPLAIN_BOLD "\033[1m"
#define EXPLAIN_DIM "\033[2m"
#define EXPLAIN_GREEN "\033[32m"
#define EXPLAIN_BLUE "\033[34m"

static void explain_paint(const struct explain *explain, const char *colour)
{
    if (explain->options->colour) {
        fputs(colour, explain->out);
    }
}

/* Writes `length` bytes, and returns how many columns they take (a sign, a column). */
static int explain_put_bytes(const struct explain *explain, const char *text, size_t length)
{
    int columns = 0;

    for (int32_t at = 0; at < (int32_t)length;) {
        int32_t start = at, c = utf8_next(text, &at, (int32_t)length);

        if (c == '\n' || c == '\t' || c == '\r') {
            fputc(' ', explain->out);
            columns++;
        } else if (c < 0) {
            fputc('?', explain->out);
            columns++;
        } else if (utf8_steers(c)) {
            columns += fprintf(explain->out, "\\u%04X", (unsigned)c);
        } else {
            fwrite(text + start, 1, (size_t)(at - start), explain->out);
            columns++;
        }
    }
    return columns;
}

static int explain_put(const struct explain *explain, const char *text)
{
    return explain_put_bytes(explain, text, strlen(text));
}

static void explain_pad(const struct explain *explain, int columns, int width)
{
    do {
        fputc(' ', explain->out);
    } while (++columns < width);
}

/* "  date      " and what stands in the text. */
static void explain_label(const struct explain *explain, const char *label, const char *colour,
                          const char *text)
{
    fputs("  ", explain->out);
    explain_paint(explain, EXPLAIN_DIM);
    fprintf(explain->out, "%-9s", label);
    explain_paint(explain, EXPLAIN_PLAIN);
    fputc(' ', explain->out);
    explain_paint(explain, colour);
    explain_put(explain, text);
    explain_paint(explain, EXPLAIN_PLAIN);
}

static void explain_fact(const struct explain *explain, const char *name, const char *value)
{
    if (value != NULL) {
        fprintf(explain->out, "  %s ", name);
        explain_put(explain, value);
    }
}

static void explain_entity(const struct explain *explain, const char *name, int32_t entity)
{
    if (entity != NO_INDEX) {
        explain_fact(explain, name, explain->document->entities[entity].name);
    }
}

static void explain_words(const struct explain *explain, const struct sentence *sentence)
{
    const struct document *document = explain->document;
    int width = 0;

    for (uint32_t i = 0; i < sentence->token_count; i++) {
        const char *text = document->tokens[sentence->first_token + i].text;
        int points = (int)utf8_count(text, strlen(text));

        width = points > width ? points : width;
    }
    width = width > EXPLAIN_WORD_WIDTH ? EXPLAIN_WORD_WIDTH : width;
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        const struct token *token = &document->tokens[sentence->first_token + i];
        const struct arc *arc =
            document->arcs == NULL ? NULL : &document->arcs[sentence->first_token + i];

        fprintf(explain->out, "  %4u  ", i + 1);
        explain_pad(explain, explain_put(explain, token->text), width + 2);
        fprintf(explain->out, "%-5s  %-5s", arc == NULL ? "" : arc->pos, token->tag);
        if (arc != NULL && arc->relation != NULL) {
            uint32_t head =
                arc->head == NO_INDEX ? 0 : (uint32_t)arc->head - sentence->first_token + 1;

            fprintf(explain->out, "  %4u  %-10s", head, arc->relation);
            if (head > 0) {
                explain_paint(explain, EXPLAIN_DIM);
                fputs("  of ", explain->out);
                explain_put(explain, document->tokens[arc->head].text);
                explain_paint(explain, EXPLAIN_PLAIN);
            }
        }
        fputc('\n', explain->out);
    }
}

/* The gazetteer's line for what stands in the text, if that is what it was taken for. */
static const struct gazetteer_entry *explain_entry(const struct explain *explain,
                                                   const struct mention *mention,
                                                   const struct entity *entity)
{
    enum { NAMESAKES_MAX = 64 };
    static const char *const types[] = {NULL, "PERSON", "ORG", "LOC", "DEMONYM", "SURNAME"};
    const struct gazetteer_entry *namesakes[NAMESAKES_MAX];
    size_t count;
    const struct gazetteer_view *view =
        gazetteer_view_new(explain->options->knowledge->gazetteer, explain->document->arena);
    char key[GAZETTEER_KEY_MAX];

    if (gazetteer_key(mention->text, strlen(mention->text), key) == 0) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        const struct gazetteer_entry *entry = gazetteer_find(view, key, mention->text, types[i]);

        if (entry != NULL && entry->id != NULL && strcmp(entry->id, entity->id) == 0) {
            return entry;
        }
    }
    count =
        gazetteer_list(view, key, "LOC", namesakes, NAMESAKES_MAX); /* of which one was chosen */
    for (size_t i = 0; i < count; i++) {
        if (namesakes[i]->id != NULL && strcmp(namesakes[i]->id, entity->id) == 0) {
            return namesakes[i];
        }
    }
    return NULL;
}

/* Where a place lies, and how sure it is that this one of its name is meant. */
static void explain_place(const struct explain *explain, const struct entity *entity)
{
    explain_fact(explain, "country", entity->country);
    explain_fact(explain, "area", entity->admin);
    if (entity->has_position) {
        fprintf(explain->out, "  at %.2f,%.2f", entity->latitude, entity->longitude);
    }
    if (entity->has_place_score) {
        fprintf(explain->out, "  sure %.2f", entity->place_score);
    }
}

static void explain_mention(const struct explain *explain, size_t i)
{
    static const char *const labels[] = {"name", "alias", "pronoun", "nominal"};
    static const char *const sources[] = {"rules", "model", "rules and model"};
    const struct mention *mention = &explain->document->mentions[i];
    const struct entity *entity = &explain->document->entities[mention->entity];
    const struct gazetteer_entry *entry = explain_entry(explain, mention, entity);

    explain_label(explain, labels[mention->kind], EXPLAIN_GREEN, mention->text);
    fprintf(explain->out, "  %s ", entity->type);
    explain_put(explain, entity->id);
    if (strcmp(entity->name, mention->text) != 0) {
        explain_fact(explain, "is", entity->name);
    }
    explain_place(explain, entity);
    explain_fact(explain, "actor", entity->actor_code);
    for (size_t r = 0; r < entity->roles.count; r++) {
        explain_fact(explain, "role", entity->roles.items[r]);
    }
    explain_paint(explain, EXPLAIN_DIM);
    fprintf(explain->out, "  by %s", sources[mention->source]);
    if (entry != NULL && entry->file != NULL) {
        fprintf(explain->out, ", %s:%zu", entry->file, entry->line);
    } else if (entry != NULL && entry->source != NULL && entry->source_line > 0) {
        fprintf(explain->out, ", %s:%zu", entry->source, entry->source_line);
    } else if (entry != NULL) {
        fprintf(explain->out, ", %s", entry->source != NULL ? entry->source : "gazetteer.dat");
    }
    explain_paint(explain, EXPLAIN_PLAIN);
    fputc('\n', explain->out);
}

static void explain_date(const struct explain *explain, size_t i)
{
    static const char *const kinds[] = {"date", "time", "duration", "set"};
    const struct date_mention *date = &explain->document->dates[i];

    explain_label(explain, kinds[date->kind], EXPLAIN_BLUE, date->text);
    fputs("  ", explain->out);
    explain_put(explain, date->value == NULL ? "not resolved" : date->value);
    explain_fact(explain, "modifier", date->modifier);
    if (date->has_range && date->last_day > date->first_day) {
        int year, month, day;

        timestamp_from_days(date->first_day, &year, &month, &day);
        fprintf(explain->out, "  days %04d-%02d-%02d", year, month, day);
        timestamp_from_days(date->last_day, &year, &month, &day);
        fprintf(explain->out, " to %04d-%02d-%02d", year, month, day);
    }
    explain_paint(explain, EXPLAIN_DIM);
    explain_fact(explain, "by", date->rule);
    explain_paint(explain, EXPLAIN_PLAIN);
    fputc('\n', explain->out);
}

static void explain_quantity(const struct explain *explain, size_t i)
{
    const struct quantity *quantity = &explain->document->quantities[i];

    explain_label(explain, "quantity", EXPLAIN_BLUE, quantity->text);
    fprintf(explain->out, "  %.15g", quantity->value);
    if (quantity->has_max) {
        fprintf(explain->out, " to %.15g", quantity->value_max);
    }
    explain_fact(explain, "unit", quantity->unit);
    explain_fact(explain, "of", quantity->what);
    explain_fact(explain, "noun", quantity->noun);
    explain_fact(explain, "is", quantity->comparison);
    fputc('\n', explain->out);
}

static void explain_quote(const struct explain *explain, size_t i)
{
    const struct quote *quote = &explain->document->quotes[i];

    explain_label(explain, quote->direct ? "quote" : "indirect", EXPLAIN_BLUE, quote->text);
    explain_entity(explain, "speaker", quote->speaker);
    if (quote->speaker == NO_INDEX) {
        explain_fact(explain, "speaker", quote->speaker_text);
    }
    explain_fact(explain, "verb", quote->verb);
    fputc('\n', explain->out);
}

static void explain_party(const struct explain *explain, const char *name,
                          const struct party *party)
{
    explain_fact(explain, name, party->text);
    if (party->text != NULL && party->code != NULL) {
        fprintf(explain->out, " (%s)", party->code);
    }
}

/* Where the rules of "agree+visit" stand. */
static void explain_rules(const struct explain *explain, const char *ids)
{
    const char *separator = " (";

    for (const char *p = ids; *p != '\0'; p += strspn(p, "+")) {
        size_t length = strcspn(p, "+"), line;
        const char *id = arena_strndup(explain->document->arena, p, length), *file, *name;

        p += length;
        if (event_rules_where(explain->options->knowledge->event_rules, id, &file, &line)) {
            name = strrchr(file, '/');
            fprintf(explain->out, "%s%s:%zu", separator, name == NULL ? file : name + 1, line);
            separator = ", ";
        }
    }
    fputs(*separator == ',' ? ")" : "", explain->out);
}

/* A rule that nearly told an event. */
static void explain_miss(void *context, const struct event_miss *miss)
{
    const struct explain *explain = context;
    const char *name = strrchr(miss->file, '/');

    explain_label(explain, "no event", EXPLAIN_DIM, explain->document->tokens[miss->token].text);
    explain_paint(explain, EXPLAIN_DIM);
    fprintf(explain->out, "  rule %s (%s:%zu): %s\n", miss->rule,
            name == NULL ? miss->file : name + 1, miss->line, miss->why);
    explain_paint(explain, EXPLAIN_PLAIN);
}

static void explain_event(const struct explain *explain, size_t i)
{
    const struct event *event = &explain->document->events[i];

    explain_label(explain, "event", EXPLAIN_BOLD,
                  document_span_text(explain->document, &event->trigger));
    fprintf(explain->out, "  CAMEO %s %s", event->cameo, event->plover);
    explain_party(explain, "source", &event->source);
    explain_party(explain, "target", &event->target);
    explain_fact(explain, "date", event->date_value);
    explain_entity(explain, "place", event->location);
    explain_entity(explain, "says", event->attributed_to);
    for (size_t q = 0; q < event->quantity_count; q++) {
        explain_fact(explain, "counts", event->quantities[q].what);
        fprintf(explain->out, " %.15g", event->quantities[q].value);
    }
    fprintf(explain->out, "%s  %s", event->negated ? "  negated" : "", event->modality);
    explain_paint(explain, EXPLAIN_DIM);
    fprintf(explain->out, "  by rule %s", event->rule);
    explain_rules(explain, event->rule);
    explain_paint(explain, EXPLAIN_PLAIN);
    fputc('\n', explain->out);
}

static uint32_t explain_sentence_of(const struct document *document, enum explain_kind kind,
                                    size_t i)
{
    switch (kind) {
    case EXPLAIN_MENTION:
        return document->mentions[i].sentence;
    case EXPLAIN_DATE:
        return document->dates[i].sentence;
    case EXPLAIN_QUANTITY:
        return document->quantities[i].sentence;
    case EXPLAIN_QUOTE:
        return document->quotes[i].sentence;
    default:
        return document->events[i].sentence;
    }
}

static void explain_build(struct explain *explain)
{
    struct document *document = explain->document;
    const size_t counts[EXPLAIN_KINDS] = {document->mention_count, document->date_count,
                                          document->quantity_count, document->quote_count,
                                          document->event_count};

    for (int kind = 0; kind < EXPLAIN_KINDS; kind++) {
        struct explain_chain *chain = &explain->chains[kind];

        chain->first =
            arena_alloc(document->arena, (document->sentence_count + 1) * sizeof(int32_t));
        chain->next = arena_alloc(document->arena, (counts[kind] + 1) * sizeof(int32_t));
        for (size_t s = 0; s < document->sentence_count; s++) {
            chain->first[s] = NO_INDEX;
        }
        for (size_t i = counts[kind]; i > 0; i--) {
            uint32_t s = explain_sentence_of(document, (enum explain_kind)kind, i - 1);

            chain->next[i - 1] = chain->first[s];
            chain->first[s] = (int32_t)(i - 1);
        }
    }
}

static void explain_sentence(const struct explain *explain, size_t s)
{
    static void (*const print[EXPLAIN_KINDS])(const struct explain *, size_t) = {
        explain_mention, explain_date, explain_quantity, explain_quote, explain_event};
    const struct sentence *sentence = &explain->document->sentences[s];
    const struct span *span = &sentence->span;

    explain_paint(explain, EXPLAIN_BOLD);
    fprintf(explain->out, "[%zu] ", s);
    explain_put_bytes(explain, explain->document->text[span->field] + span->byte_start,
                      span->byte_end - span->byte_start);
    explain_paint(explain, EXPLAIN_PLAIN);
    fputc('\n', explain->out);
    if (sentence->token_count > 0) {
        explain_words(explain, sentence);
    }
    for (int kind = 0; kind < EXPLAIN_KINDS; kind++) {
        for (int32_t i = explain->chains[kind].first[s]; i != NO_INDEX;
             i = explain->chains[kind].next[i]) {
            print[kind](explain, (size_t)i);
        }
    }
    event_explain(explain->options->knowledge->event_rules, explain->document, (uint32_t)s,
                  explain_miss, (void *)(uintptr_t)explain);
    fputc('\n', explain->out);
}

static void explain_heading(const struct explain *explain)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    const struct document *document = explain->document;
    const struct timestamp *published = &document->published;

    explain_paint(explain, EXPLAIN_DIM);
    fputs("article", explain->out);
    if (document->article.id != NULL) {
        fputc(' ', explain->out);
        explain_put(explain, document->article.id);
    }
    if (published->precision == PRECISION_NONE) {
        fputs(", day of publication not known", explain->out);
    } else {
        fprintf(explain->out, ", published %04d-%02d-%02d, %s", published->year, published->month,
                published->day,
                days[timestamp_weekday(
                    timestamp_days(published->year, published->month, published->day))]);
    }
    fputs(document->english ? "\n\n" : ", not English: no tags, no trees\n\n", explain->out);
    explain_paint(explain, EXPLAIN_PLAIN);
}

void explain_print(const struct explain_options *options, struct document *document)
{
    struct explain explain = {.options = options, .document = document, .out = options->out};

    explain_build(&explain);
    explain_heading(&explain);
    for (size_t s = 0; s < document->sentence_count; s++) {
        explain_sentence(&explain, s);
    }
}
