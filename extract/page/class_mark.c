#include "extract/page/class_mark.h"

#include <string.h>
#include "common/ascii.h"
#include "extract/page/word_list.h"

static const char *const class_mark_words[WORD_LISTS] = {
    " about/b ad/w ads/w advert/w advertisement/w antetitulo/k article/p articleauthor/a"
    " artikel/p aside/w assistive/x aural/x auteur/a auteure/a auteurs/a author/a"
    " authorlink/a authorname/a authors/a autor/a autore/a autoren/a autores/a autori/a"
    " autorin/a autorka/a autorzy/a ",
    " badge/k beitrag/p bio/b biography/b blogname/s blogroll/e blogtitle/s brand/s"
    " branding/s breadcrumb/wc breadcrumbs/wc breaking/e byline/a bylineauthor/a"
    " bylines/a ",
    " carousel/e category/k comentario/e comentarios/e comment/e commentaire/e"
    " commentaires/e commenti/e commentlist/e comments/e consent/w "
    " contributor/a contributors/a cookie/w copyright/w creator/a crosslinks/e ",
    " dachzeile/k deck/k dek/k disqus/e ",
    " entry/p entrytitle/h etiquetas/t eyebrow/k ",
    " firma/a flag/k fn/n footer/w forfatter/a ",
    NULL,
    " hcard/v heading/h headline/h hentry/p hidden/x ",
    " invisible/x ",
    " journalist/a ",
    " keywords/t kicker/k kirjoittaja/a kommentar/e kommentare/e ",
    " label/k latest/e login/w logo/s ",
    "  masthead/s menu/w modal/w morenews/e mostread/e ",
    " name/n nav/w navbar/w navigation/w newsletter/e nom/n nombre/n ",
    " oberzeile/k occhiello/k offscreen/x outbrain/e overlay/w overline/k ",
    "  pagetitle/h pagination/w penulis/a popular/e popup/w post/p postauthor/a"
    " postedby/a posts/p posttitle/h preheadline/k pretitle/k promo/e ",
    NULL,
    " reacties/e readmore/e recent/e recommend/e recommendation/e recommendations/e"
    " recommended/e redacteur/a redakteur/a related/e relatedposts/e replies/e reply/e"
    " reporter/a respond/e roofline/k rubrik/k rédacteur/a ",
    " schlagworte/t screen/x screenreader/x search/w section/k share/w sharing/w sidebar/w"
    " signature/a site/s sitename/s sitetitle/s skribent/a slick/e social/w sottotitolo/k"
    " sous-titre/k spitzmarke/k sponsored/e sr/x stichworte/t story/p storytitle/h"
    " strapline/k sub/k subheading/k subheadline/k subline/k submitted/a subscribe/w"
    " subscription/w subtitle/k subtitulo/k supratitle/k surtitre/k swiper/e szerzo/a ",
    " taboola/e tag/t tagcloud/e tagline/k taglist/t tags/t teaser/e teasers/e ticker/e"
    " titel/h title/h titolo/h titre/h titulo/h topics/t topline/k toptitle/k trending/e"
    " título/h ",
    " ueberschrift/h unterzeile/k upnext/e username/a ",
    " vcard/v verfasser/a visuallyhidden/x volanta/k ",
    " widget/w widgets/w writer/a writers/a ",
    NULL,
    " yazar/a ",
    NULL,
    " überschrift/h "};

static unsigned class_mark_letter(char letter)
{
    switch (letter) {
    case 'a':
        return MARK_AUTHOR;
    case 'n':
        return MARK_NAME;
    case 'v':
        return MARK_VCARD;
    case 'e':
        return MARK_OTHERS;
    case 'w':
        return MARK_MARGIN;
    case 'p':
        return MARK_POST;
    case 'h':
        return MARK_HEADLINE;
    case 'k':
        return MARK_KICKER;
    case 'x':
        return MARK_HIDDEN;
    case 's':
        return MARK_SITE;
    case 'b':
        return MARK_ABOUT;
    case 't':
        return MARK_TAGS;
    case 'c':
        return MARK_BREADCRUMB;
    default:
        return 0;
    }
}

static unsigned class_mark_word(const char *word)
{
    const char *letters = word_list_find(class_mark_words, word);
    unsigned marks = 0;

    for (; letters != NULL && *letters != ' '; letters++) {
        marks |= class_mark_letter(*letters);
    }
    if (letters == NULL && (strstr(word, "byline") != NULL ||
                            (strstr(word, "author") != NULL && strstr(word, "authori") == NULL))) {
        marks = MARK_AUTHOR; /* "articleauthorname", but no authority */
    }
    return marks;
}

/* Words of "entry-title", "author__name", "authorName"; of builders such as "elementor-widget" and
 * "wp-block-post-author" the builder's own word says nothing. */
static unsigned class_mark_value(const char *value)
{
    unsigned marks = MARK_SEEN;
    char word[WORD_MAX];
    size_t length = 0;
    bool builder = false;

    for (const char *p = value;; p++) {
        bool end = !ascii_is_letter(*p) && ((unsigned char)*p < 0x80);

        if (end || (ascii_is_upper(*p) && length > 0 && ascii_is_lower(p[-1]))) {
            word[length] = '\0';
            builder = builder || strcmp(word, "elementor") == 0;
            marks |= length == 0 ? 0 : class_mark_word(word);
            length = 0;
        }
        if (*p == '\0') {
            break;
        }
        if (!end && length + 1 < sizeof word) {
            word[length++] = ascii_lower(*p);
        }
    }
    return builder ? marks & ~(unsigned)MARK_MARGIN : marks;
}

void class_mark_start(struct class_marks *marks, const struct tree *tree, struct arena *arena)
{
    marks->tree = tree;
    marks->values = arena_alloc(arena, (tree->value_count + 1) * sizeof *marks->values);
}

static unsigned class_mark_cached(struct class_marks *marks, uint32_t value)
{
    if (value == 0) {
        return 0;
    }
    if (marks->values[value] == 0) {
        marks->values[value] = (uint16_t)class_mark_value(marks->tree->values[value]);
    }
    return marks->values[value];
}

unsigned class_mark_of(struct class_marks *marks, uint32_t i)
{
    const struct tree_node *node = &marks->tree->nodes[i];

    return (class_mark_cached(marks, node->class_value) |
            class_mark_cached(marks, node->id_value)) &
           ~(unsigned)MARK_SEEN;
}
