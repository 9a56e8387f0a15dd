#include "extract/page/byline_words.h"

#include <stddef.h>
#include "extract/page/word_list.h"

static const char *const byline_words[WORD_LISTS] = {
    " anonyme/c anonymer/c anónimo/c aktuelle/x anmelden/x a/g aap/a abd/p abonnieren/x about/x "
    "abril/d abu/p admin/c administrator/c adn/a"
    " advertisement/x af/lp afp/a ag/o agence/c agencia/c agency/c agentur/c agenzia/c"
    " agerpres/a ago/s agosto/d agência/c aktualisiert/s al/p all/x alle/x am/s an/g"
    " analyse/g analysis/g analyst/j and/n ani/a anonym/c anonymous/c anp/a ansa/a"
    " antara/a antworten/x anzeige/x análise/g análisis/g août/d ap/a apa/a apr/d april/d"
    " aprile/d article/g articles/x articolo/g artigo/g artikel/g artículo/g as/g"
    " assistant/j associate/j association/o at/s ats/a aufgezeichnet/g aug/d august/d"
    " augustus/d aus/s auteur/l auteure/l auteurs/l author/l authored/l authors/l autor/l"
    " autora/l autore/l autoren/l autores/l autori/l autorin/l autorka/l autorzy/l"
    " autoři/l autrice/l aux/s av/lp avril/d ayer/s ",
    " bitte/x b.a/m ba/m bei/s beim/s beitrag/g beiträge/x belga/a ben/p bericht/g bild/f"
    " bilder/f bin/p bint/p blog/o bookmark/x bta/a bureau/j by/l byline/l ",
    " courtesy/f cortesía/f cookies/x camera/f ceo/j chefredakteur/j chefredakteurin/j "
    "chefredaktor/j chief/j click/x"
    " club/o column/g columnist/j com/s comentario/g comentarios/x comment/x"
    " commentaire/g commentaires/x commentary/g commenti/x commento/g comments/x"
    " committee/o company/o con/s contact/x contributing/j contributor/j copyright/x"
    " correspondant/j correspondent/j correspondente/j corresponsal/j council/o created/l"
    " ctk/a cura/g ",
    " datenschutz/x datenschutzeinstellungen/x danke/x dodane/l da/lp daily/o dal/s das/p durch/l "
    "date/s "
    "datum/s dds/m de/p dec/d december/d degli/p dei/p"
    " del/p della/p dello/p den/p department/o deputy/j der/p des/p desk/c dezember/d"
    " dezembro/d di/lp dicembre/d diciembre/d dienstag/d diese/x dieser/x dieses/x"
    " dimanche/d dinsdag/d dipl.-ing/h director/j ditulis/l do/pd dodał/l domenica/d"
    " domingo/d donderdag/d donnerstag/d door/l dos/p dpa/a dr/h drucken/x du/p"
    " décembre/d ",
    " einstellungen/x expert/j expertin/j experte/j eingereicht/l e/y e-mail/x e.v/o e.v./o "
    "editor/j editor-in-chief/j editorial/c editors/jc efe/a"
    " ein/g eine/g einen/g eingestellt/l el/p em/s email/x en/s enero/d entretien/g"
    " entry/g enviada/lj enviado/lj envoyé/j envoyée/j epd/a erschienen/s erstellt/l"
    " escrito/l esq/m essay/g et/n europapress/a ",
    " facebook/x feb/d febbraio/d febrero/d februar/d februari/d february/d fellow/j"
    " fevereiro/d folgen/x follow/x followers/x for/s forfatter/l foto/f fotograf/f"
    " fotografie/f fotografin/f fotos/f foundation/o founder/j fr/d freelance/j"
    " freelancer/j freitag/d fri/d friday/d from/s fuente/x février/d författare/l für/s ",
    " gespeichert/l gastautor/g gastautorin/g gastbeitrag/g gastkommentar/g gazette/o gennaio/d"
    " geplaatst/l gepostet/l gepubliceerd/l geschreven/l geschrieben/l geschäftsführer/j"
    " geschäftsführerin/j gespräch/g gestern/s getty/f giornalista/j giovedì/d giugno/d"
    " gmbh/o grafik/f graphic/f graphics/f group/o guest/c ",
    " hinzugefügt/l h.c/h hace/s has/s hat/s head/j herald/o herausgeber/j herausgeberin/j here/x"
    " heute/s hier/x hina/a how/x hoy/s http/x https/x ",
    " impressum/x ingezonden/l inviato/l i/y ians/a ibn/p ihr/x ii/h iii/h il/s illustration/f "
    "illustrationen/f"
    " illustrations/f im/s image/f imagem/f imagen/f images/f imago/f immagine/f"
    " immagini/f imágenes/f in/s inc/o infografik/f ing/h inserito/l instagram/x"
    " institute/o interfax/a interview/g is/s ist/s istock/f iv/h ",
    " j.d/m ja/n jahre/x jan/d janeiro/d januar/d januari/d january/d janvier/d jd/m"
    " jeudi/d jiji/a jornalista/j journal/o journalist/j journaliste/j journalistin/j"
    " jr/h jueves/d juillet/d juin/d jul/d julho/d juli/d julio/d july/d jun/d june/d"
    " junho/d juni/d junio/d jur/h jänner/d ",
    " kamera/f kna/a kolumne/g kolumnist/j kolumnistin/j kommentar/g kommentare/x"
    " kontakt/x korrespondent/j korrespondentin/j kyodo/a ",
    " la/p lady/h lan/n las/p ldn/m le/p lecturer/j leer/x leiter/j leiterin/j lesen/x"
    " lesezeit/x like/x likes/x linkedin/x llc/o log/x login/x lord/h los/p ltd/o"
    " luglio/d lundi/d lunedì/d lunes/d lusa/a ",
    " meldungen/x mitarbeiterin/j mitarbeiter/j m.a/m m.d/m m.sc/m ma/m maandag/d maart/d mag/h "
    "magazin/c magazine/o maggio/d mai/d"
    " mail/x maio/d manager/j mar/d march/d mardi/d mars/d martedì/d martes/d marzo/d"
    " março/d may/d mayo/d mba/m md/m med/h media/o mehr/s mei/d menu/x mercoledì/d"
    " mercredi/d min/x ministry/o minute/x minuten/x minutes/x mit/s mittwoch/d"
    " miércoles/d mo/d mon/d monday/d montag/d more/s mph/m mr/h mrs/h ms/h msc/m mti/a"
    " märz/d ",
    " nur/x now/x nachrichten/o napisał/l napisała/l nat/h news/c newsdesk/c newsletter/x "
    "newspaper/c"
    " newsroom/c no/x not/x nov/d november/d novembre/d novembro/d noviembre/d ntb/a ",
    " opublikował/l och/n oct/d october/d octobre/d octubre/d od/l office/o og/n oktober/d oleh/l "
    "on/s"
    " online/o onlineredaktion/c op/p opinion/g oraz/n ottobre/d outubro/d ",
    " please/x pap/a par/l para/s party/o penulis/l per/s periodista/j ph.d/m phd/m phil/h photo/f"
    " photograph/f photographer/f photographs/f photos/f picture/f picture-alliance/f"
    " pictures/f plus/n por/l post/g posted/ls posts/x posté/l pour/s praktikant/j"
    " praktikantin/j press/c presse/c pressemitteilung/c pressesprecher/j"
    " pressesprecherin/j pressestelle/c print/x producer/j prof/h professor/j profil/x"
    " profile/x profiles/x propos/g protokoll/g przez/l pti/a pubblicato/ls publicado/ls"
    " published/ls publiziert/ls publié/ls ",
    " quarta-feira/d quelle/x quellen/x quinta-feira/d ",
    " redacteurs/j registrieren/x reportern/j radio/o rd/m reacties/x read/x reading/x recipe/g "
    "recueilli/l recueillis/l"
    " redacao/c redaccion/c redacción/c redactado/l redacteur/j redactie/c redactor/j"
    " redactora/j redakce/c redakcja/c redaksi/c redakteur/j redakteurin/j redaktion/c"
    " redaktionsteam/c redattore/lj redattrice/j redazione/c redação/c reply/x report/g"
    " reportage/g reportaje/g reported/l reporter/j reporterin/j rer/h reserved/x"
    " ressortleiter/j ressortleiterin/j reuters/a review/g rezension/g rezept/g rights/x"
    " rn/m rédacteur/j rédaction/c rédactrice/j rédigé/l ",
    " soumis/l sa/d sabato/d sagt/x samedi/d samstag/d san/p santa/p sat/d saturday/d save/x"
    " says/x schreibt/s scritto/l sda/a search/x see/x segunda-feira/d senior/j sep/d"
    " sept/d september/d septembre/d septiembre/d service/c setembro/d settembre/d"
    " sexta-feira/d share/x shares/x show/x shutterstock/f sid/a sie/x sign/x sir/h"
    " skrevet/l skribent/l skriven/l so/d society/o sonnabend/d sonntag/d source/x"
    " sowie/n sr/h st/p st./p staff/c stand/s stiftung/o story/g submitted/l subscribe/x"
    " suche/x sun/d sunday/d support/c szerző/l sábado/d ",
    " thank/x thanks/x tiktok/x traduzido/f traduzione/f tradotto/f traduction/f traduit/f "
    "traductora/f traductor/f "
    "traducción/f traducido/f translation/f translator/f translated/f tageblatt/o tanjug/a tass/a "
    "te/p team/c teilen/x tekst/g tekstas/g ten/p ter/p"
    " terça-feira/d testo/g text/g texte/g texto/g that/x this/x thu/d thursday/d times/o"
    " today/s told/g tribune/o tue/d tuesday/d tv/o twitter/x ",
    " unter/s under/s uhr/s ukrinform/a ul/p um/s un/g una/g und/np une/g university/o unknown/c "
    "unser/x"
    " unsere/x updated/s upi/a ur/p ",
    " vielen/x verwalten/x vertaald/f van/p ve/n vendredi/d venerdì/d verein/o verfasser/l "
    "verfasserin/l verfasst/l"
    " verlag/o veröffentlicht/ls via/s video/f viernes/d view/x views/x volontär/j"
    " volontärin/j vom/lp von/lp vor/s vrijdag/d ",
    " welcome/x willkommen/x was/s we/x webmaster/c wed/d wednesday/d weekly/o weitere/s werbung/x "
    "what/x"
    " whatsapp/x who/s why/x wir/x with/s woensdag/d words/g writer/j writers/j writes/s"
    " written/l www/x ",
    " xinhua/a ",
    " youtube/x y/y yazan/l yazar/l years/x yesterday/s yonhap/a you/x your/x ",
    " zaterdag/d zeige/x zeitung/o zondag/d zu/p zum/p zur/p ",
    " &/n +/n ©/x à/s écrit/l írta/l über/x čtk/a și/n γράφει/l και/n συντάκτης/l"
    " августа/d автор/l автори/l авторы/l апреля/d воскресенье/d вторник/d декабря/d и/n"
    " июля/d июня/d марта/d мая/d написал/l написала/l ноября/d октября/d понедельник/d"
    " пятница/d редакция/c редакція/c сентября/d среда/d суббота/d та/n текст/g февраля/d"
    " фото/f четверг/d января/d מאת/l الكاتب/l بقلم/l كتب/l كتبت/l و/n द्वारा/l übersetzt/f "
    "übersetzung/f übersetzer/f übersetzerin/f отправлено/l опубликовано/l الجمعة/d السبت/d "
    "الأحد/d الاثنين/d الإثنين/d الثلاثاء/d الأربعاء/d الخميس/d 기자/j 특파원/j "
    "文/l 作者/l 及/n"
    " 和/n 撰文/l 編輯/l 编辑/l 著者/l 記者/l 记者/l 責任編輯/l 责任编辑/l "};

static unsigned byline_meaning(char letter)
{
    switch (letter) {
    case 'l':
        return BYLINE_LEAD;
    case 'g':
        return BYLINE_GENRE;
    case 'n':
        return BYLINE_AND;
    case 'y':
        return BYLINE_AND_SHORT;
    case 'p':
        return BYLINE_PARTICLE;
    case 'd':
        return BYLINE_DATE;
    case 's':
        return BYLINE_STOP;
    case 'j':
        return BYLINE_JOB;
    case 'c':
        return BYLINE_COLLECTIVE;
    case 'o':
        return BYLINE_COMPANY;
    case 'a':
        return BYLINE_AGENCY;
    case 'f':
        return BYLINE_PHOTO;
    case 'x':
        return BYLINE_JUNK;
    case 'm':
        return BYLINE_DEGREE;
    case 'h':
        return BYLINE_HONOUR;
    default:
        return 0;
    }
}

unsigned byline_word(const char *word)
{
    const char *letters = word_list_find(byline_words, word);
    unsigned meanings = 0;

    for (; letters != NULL && *letters != ' '; letters++) {
        meanings |= byline_meaning(*letters);
    }
    return meanings;
}
