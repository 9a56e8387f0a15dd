#include "extract/page/kind_phrase.h"

#include <stdint.h>
#include <string.h>

/*
 * Phrases parted by "|", in the form in which fold_text() leaves a text: lower case, no
 * punctuation, a Greek sigma at a word's end as within it.
 */

static const char *const phrase_error[] = {
    "404|error 404|http 404|404 not found|page not found|not found|page can t be found",
    "page cannot be found|page could not be found|page isn t available",
    "page not available|page unavailable|page does not exist|page doesn t exist",
    "page no longer exists|that page can t be found|can t find that page",
    "can t find the page|couldn t find that page|couldn t find the page",
    "article not found|content not found|content not available|content unavailable",
    "story not found|nothing found|nothing here|file not found",
    "file or directory not found|oops|whoops|something went wrong|error|error 500",
    "500 internal server error|internal server error|server error|bad gateway",
    "502 bad gateway|503 service|service unavailable|service temporarily unavailable",
    "gateway time out|gateway timeout|bad request|403 forbidden|forbidden|access denied",
    "access forbidden|site maintenance|under maintenance|down for maintenance",
    "maintenance mode|site unavailable|temporarily unavailable",
    "unavailable for legal reasons|not available in your region|account suspended",
    "domain expired|website is offline|410 gone|page removed",
    /* de */
    "seite nicht gefunden|seite wurde nicht gefunden|seite konnte nicht gefunden werden",
    "seite nicht verfügbar|seite existiert nicht|artikel nicht gefunden|nicht gefunden",
    "inhalt nicht gefunden|fehler|fehler 404|fehlerseite|wartungsarbeiten|wartungsmodus",
    "zugriff verweigert|diese seite gibt es nicht|diese seite existiert nicht",
    /* fr */
    "page introuvable|page non trouvée|page inexistante|page not trouvée|erreur",
    "erreur 404|contenu introuvable|article introuvable|accès refusé|accès interdit",
    "site en maintenance|en maintenance|cette page n existe pas",
    "cette page n existe plus|la page demandée n existe pas|la page que vous recherchez",
    /* es */
    "página no encontrada|no se encontró la página|no se ha encontrado la página",
    "página no disponible|la página no existe|esta página no existe",
    "contenido no encontrado|contenido no disponible|acceso denegado|en mantenimiento",
    "error del servidor|noticia no encontrada|lo sentimos",
    /* pt */
    "página não encontrada|página não existe|página inexistente|conteúdo não encontrado",
    "conteúdo indisponível|erro|erro 404|acesso negado|em manutenção",
    "página não disponível|não encontrado",
    /* it */
    "pagina non trovata|pagina inesistente|la pagina non esiste|errore|errore 404",
    "contenuto non trovato|articolo non trovato|accesso negato|in manutenzione",
    "pagina non disponibile",
    /* ca, gl, eu, oc */
    "pàgina no trobada|la pàgina no existeix|no s ha trobat la pàgina",
    "páxina non atopada|orria ez da aurkitu",
    /* nl */
    "pagina niet gevonden|pagina bestaat niet|deze pagina bestaat niet|niet gevonden",
    "fout 404|foutmelding|toegang geweigerd|onderhoud|artikel niet gevonden",
    /* sv, da, nb, is, fi */
    "sidan kunde inte hittas|sidan hittades inte|sidan finns inte|sidan saknas",
    "sidan kan inte visas|fel 404|siden blev ikke fundet|siden findes ikke",
    "siden kunne ikke findes|side ikke fundet|fejl 404|siden finnes ikke",
    "fant ikke siden|siden ble ikke funnet|finner ikke siden|feil 404|síða fannst ekki",
    "síðan fannst ekki|sivua ei löydy|sivua ei löytynyt|sivu ei löydy|virhe 404",
    /* pl, cs, sk, sl, hr, sr, bs */
    "nie znaleziono strony|nie znaleziono|strona nie została znaleziona",
    "strona nie istnieje|strony nie znaleziono|błąd|błąd 404|brak dostępu",
    "przerwa techniczna|stránka nenalezena|stránka nebyla nalezena|stránka neexistuje",
    "chyba 404|nenalezeno|stránka sa nenašla|stránka nebola nájdená",
    "strani ni mogoče najti|stran ne obstaja|stran ni najdena|napaka 404",
    "stranica nije pronađena|stranica ne postoji|stranica nije dostupna|greška 404",
    "страница није пронађена|страница не постоји|грешка 404",
    /* hu, ro, el, tr, sq */
    "az oldal nem található|a keresett oldal nem található|nem található|hiba 404",
    "404 es hiba|pagina nu a fost găsită|pagina nu există|pagină negăsită",
    "pagina nu a fost gasita|eroare 404|η σελίδα δεν βρέθηκε|δεν βρέθηκε η σελίδα",
    "η σελίδα δεν υπάρχει|σφάλμα 404|η σελίδα που ζητήσατε|sayfa bulunamadı",
    "sayfa mevcut değil|aradığınız sayfa bulunamadı|içerik bulunamadı|hata 404|404 hata",
    "erişim engellendi|bakımdayız|faqja nuk u gjet",
    /* ru, uk, be, bg, mk */
    "страница не найдена|страница не существует|такой страницы не существует",
    "страницы не существует|материал не найден|ошибка|ошибка 404|доступ запрещен",
    "доступ запрещён|технические работы|сторінку не знайдено|сторінка не знайдена",
    "сторінки не існує|помилка 404|доступ заборонено|старонка не знойдзена",
    "страницата не е намерена|страницата не съществува|страницата не беше намерена",
    "страницата не е пронајдена",
    /* et, lv, lt */
    "lehte ei leitud|lehekülge ei leitud|lapa nav atrasta|lapa netika atrasta",
    "puslapis nerastas|klaida 404",
    /* ar, fa, he, ur */
    "الصفحة غير موجودة|الصفحة غير متوفرة|لم يتم العثور على الصفحة",
    "الصفحة المطلوبة غير موجودة|خطأ 404|صفحه مورد نظر یافت نشد|صفحه یافت نشد",
    "صفحه پیدا نشد|خطای 404|הדף לא נמצא|העמוד לא נמצא|הדף המבוקש לא נמצא|שגיאה 404",
    "صفحہ نہیں ملا",
    /* hi, bn, ja, zh, ko, th, vi, id, ms */
    "पेज नहीं मिला|पृष्ठ नहीं मिला|পৃষ্ঠাটি পাওয়া যায়নি|ページが見つかりません",
    "ページが見つかりませんでした|お探しのページ|ページは存在しません|指定されたページ",
    "エラー|メンテナンス中|页面不存在|页面未找到|找不到页面|找不到该页面",
    "您访问的页面不存在|页面找不到|抱歉 您访问的页面|找不到網頁|找不到頁面|頁面不存在",
    "網頁不存在|页面出错|페이지를 찾을 수 없습니다|존재하지 않는 페이지|오류|ไม่พบหน้า",
    "không tìm thấy trang|trang không tồn tại|lỗi 404|halaman tidak ditemukan",
    "halaman tidak tersedia|halaman yang anda cari|laman tidak ditemui", NULL};

static const char *const phrase_error_text[] = {
    "may have been moved or deleted|may have been moved or removed",
    "has been moved or deleted|mistyped the address|no longer exists",
    "nothing was found at this location|the page you requested",
    "the page you are looking for|the page you re looking for",
    "the page you were looking for|the requested url was not found|try again later",
    "try again in a few minutes|undergoing scheduled maintenance",
    "don t have permission to access|do not have permission to access",
    "unavailable due to legal reasons|verschoben oder gelöscht|gesuchte seite",
    "gewünschte seite|angeforderte seite|nicht mehr verfügbar|page que vous recherchez",
    "page que vous cherchez|page demandée|a été déplacée|página que busca",
    "página que buscas|página solicitada|página que você procura|página que procura",
    "foi removido ou|pagina che stai cercando|pagina richiesta|pagina che cerchi",
    "pagina die je zoekt|pagina die u zoekt|strona której szukasz|sidan du söker",
    "sidan du letar efter|siden du leter etter|siden du leder efter|side du leder efter",
    "etsimääsi sivua|požadovaná stránka|hledaná stránka|keresett oldal|pagina căutată",
    "pagina pe care o cauți|aradığınız sayfa|запрашиваемая страница",
    "была удалена или перемещена|вернитесь на главную|сторінка яку ви шукаєте",
    "такої сторінки не існує|търсената страница|σελίδα που ζητήσατε",
    "σελίδα που αναζητάτε|الصفحة التي تبحث عنها|صفحه مورد نظر|お探しのページは",
    "您访问的页面|요청하신 페이지|trang bạn tìm|trang bạn đang tìm",
    "halaman yang anda cari",
    NULL};

static const char *const phrase_search[] = {
    "search results|search result|results for|search|you searched for|search for",
    "advanced search|suchergebnis*|ergebnisse für|suche|suche nach|ihre suche",
    "treffer für|résultats de recherche|résultat de la recherche",
    "résultats de la recherche|résultats pour|recherche|vous avez cherché",
    "resultados de búsqueda|resultados de la búsqueda|resultado de la búsqueda",
    "resultados de|resultados para|búsqueda|buscador|resultados da busca",
    "resultado da busca|resultados da pesquisa|resultado da pesquisa|busca|pesquisa",
    "risultati della ricerca|risultati di ricerca|risultati per|hai cercato|ricerca per",
    "ricerca|cerca|resultats de la cerca|zoekresultaten|zoeken|resultaten voor",
    "zoekopdracht|sökresultat|sök|resultat för|søgeresultat*|søgning|søg|søkeresultat*",
    "søk|hakutulokset|haku|leitarniðurstöður|wyniki wyszukiwania|wyniki dla|szukaj",
    "wyszukiwarka|výsledky vyhledávání|výsledky hledání|vyhledávání|hledání",
    "výsledky vyhľadávania|vyhľadávanie|rezultati iskanja|iskanje|rezultati pretrage",
    "rezultati pretraživanja|pretraga|резултати претраге|претрага|keresési eredmények",
    "keresés|találatok|rezultatele căutării|rezultate căutare|rezultatele cautarii",
    "rezultate pentru|căutare|αποτελέσματα αναζήτησησ|αναζήτηση|arama sonuçları",
    "arama sonucu|sonuçlar|arama|результаты поиска|поиск по сайту|поиск|вы искали",
    "результати пошуку|пошук|резултати от търсене*|търсене|otsingutulemused|otsing",
    "meklēšanas rezultāti|paieškos rezultatai|paieška|نتائج البحث|نتيجة البحث|بحث",
    "نتایج جستجو|جستجو|תוצאות חיפוש|חיפוש|खोज परिणाम|खोज के परिणाम|検索結果|搜索结果",
    "搜尋結果|站内搜索|검색결과|검색 결과|통합검색|ผลการค้นหา|kết quả tìm kiếm|tìm kiếm",
    "hasil pencarian|hasil carian",
    NULL};

static const char *const phrase_login[] = {
    "log in|login|sign in|sign up|signin|log on|register|registration|create an account",
    "create account|create your account|create your free account|my account",
    "your account|account login|member login|subscriber login|user login",
    "forgot password|forgot your password|reset password|reset your password",
    "welcome back|please log in|please sign in|anmelden|anmeldung|einloggen",
    "registrieren|registrierung|jetzt registrieren|konto erstellen|mein konto",
    "benutzerkonto|passwort vergessen|connexion|se connecter|connectez vous",
    "identifiez vous|inscription|s inscrire|créer un compte|mon compte",
    "mot de passe oublié|iniciar sesión|inicio de sesión|inicia sesión|acceder",
    "accede a tu cuenta|acceso usuarios|registro|regístrate|regístrese|crear cuenta",
    "crea tu cuenta|mi cuenta|recuperar contraseña|entrar|faça login|fazer login",
    "cadastro|cadastre se|criar conta|minha conta|iniciar sessão|registo",
    "acesse sua conta|accedi|accesso|login utente|registrati|registrazione",
    "crea un account|il mio account|inicia sessió|inloggen|aanmelden|registreren",
    "mijn account|account aanmaken|logga in|inloggning|skapa konto|registrera dig",
    "mitt konto|log ind|opret konto|opret profil|min konto|logg inn|innlogging",
    "opprett konto|kirjaudu|kirjaudu sisään|kirjautuminen|rekisteröidy|luo tili",
    "innskráning|zaloguj się|logowanie|zarejestruj się|rejestracja|załóż konto",
    "moje konto|přihlášení|přihlásit se|přihlaste se|registrace|prihlásenie|registrácia",
    "prijava|registracija|prijavi se|пријава|bejelentkezés|belépés|regisztráció",
    "autentificare|conectare|înregistrare|contul meu|creează cont|σύνδεση|εγγραφή",
    "είσοδοσ|giriş|giriş yap|üye girişi|üye ol|kayıt ol|вход|вход на сайт",
    "вход в личный кабинет|авторизация|войти|регистрация|личный кабинет|вхід|увійти",
    "авторизація|реєстрація|особистий кабінет|влизане|sisselogimine|logi sisse",
    "registreeru|pieteikties|ielogoties|prisijungti|prisijungimas|تسجيل الدخول",
    "تسجيل دخول|إنشاء حساب|ورود|ثبت نام|כניסה|התחברות|הרשמה|लॉग इन|लॉगिन|साइन इन",
    "ログイン|会員登録|新規登録|登录|用户登录|注册|登入|會員登入|註冊|로그인|회원가입",
    "เข้าสู่ระบบ|đăng nhập|đăng ký|masuk|daftar|log masuk",
    NULL};

static const char *const phrase_consent[] = {
    "before you continue|your privacy|your privacy choices|we value your privacy",
    "we care about your privacy|privacy preferences|privacy settings|cookie settings",
    "cookie consent|cookie preferences|cookies|cookie wall|manage your privacy|consent",
    "your consent|we need your consent|privacy gate|data protection choices",
    "datenschutzeinstellungen|privatsphäre|privatsphäre einstellungen",
    "cookie einstellungen|ihre einwilligung|einwilligung|zustimmung|weiter mit werbung",
    "mit werbung weiterlesen|mit werbung|bevor sie fortfahren|ihre privatsphäre",
    "wir respektieren ihre privatsphäre|votre vie privée|respect de votre vie privée",
    "gestion des cookies|vos préférences|avant de continuer|votre consentement",
    "nous respectons votre vie privée|tu privacidad|su privacidad",
    "respetamos tu privacidad|antes de continuar|configuración de cookies",
    "a sua privacidade|sua privacidade|respeitamos a sua privacidade",
    "valorizamos a sua privacidade|informativa|informativa sulla privacy|la tua privacy",
    "rispettiamo la tua privacy|la vostra privacy|prima di continuare",
    "la teva privacitat|toestemming|toestemming nodig|jouw privacy|je privacy",
    "uw privacy|cookies op|cookie instellingen|wij waarderen uw privacy|din integritet",
    "vi värnar om din integritet|vi värdesätter din integritet|dit privatliv",
    "vi respekterer dit privatliv|vi værdsætter dit privatliv",
    "vi værner om dit privatliv|ditt personvern|vi bryr oss om personvernet ditt",
    "yksityisyytesi|arvostamme yksityisyyttäsi|twoja prywatność",
    "szanujemy twoją prywatność|cenimy twoją prywatność|vaše soukromí",
    "respektujeme vaše soukromí|vážíme si vašeho soukromí|vaše súkromie|vaša privatnost",
    "vaša zasebnost|az ön adatainak védelme|fontos az adatvédelem",
    "confidențialitatea dvs|respectăm confidențialitatea|το απόρρητό σασ|gizliliğiniz",
    "gizliliğinize önem veriyoruz|ваша конфиденциальность|ваша приватність|خصوصيتك",
    "プライバシー設定|クッキーの設定",
    NULL};

static const char *const phrase_consent_text[] = {
    "we and our|our partners|withdraw consent|personal data|consent|trackers|precise "
    "geolocation|partners store|store and access information",
    "store and or access information|process personal data|process your personal data",
    "accept all|reject all|accept cookies|use of cookies|use cookies|cookies",
    "cookie policy|personalised ads|personalized ads|manage options|your consent",
    "i agree|i accept|wir und unsere|standortdaten|werbetracking|tracking|unsere partner|unserer "
    "partner",
    "personenbezogene daten|personenbezogener daten|alle akzeptieren|alles akzeptieren",
    "cookies und|einwilligung|zustimmen|zustimmung|pur abo|mit werbung|nos partenaires",
    "nous et nos|vos données|données personnelles|tout accepter|accepter et continuer",
    "continuer sans accepter|consentement|nuestros socios|nosotros y nuestros",
    "datos personales|aceptar todo|aceptar y continuar|consentimiento|nossos parceiros",
    "nós e os nossos|dados pessoais|aceitar tudo|aceitar e continuar|consentimento",
    "nostri partner|nostri fornitori|noi e i nostri|dati personali|accetta tutto",
    "accetta e continua|consenso|onze partners|wij en onze|persoonsgegevens",
    "alles accepteren|ik accepteer|toestemming|våra partner|personuppgifter",
    "acceptera alla|samtycke|vores partnere|persondata|personoplysninger|accepter alle",
    "acceptér alle|samtykke|våre partnere|personopplysninger|godta alle|kumppanimme",
    "henkilötietoja|hyväksy kaikki|suostumus*|nasi partnerzy|nasi zaufani partnerzy",
    "dane osobowe|danych osobowych|akceptuję|zgodę|naši partneři|osobní údaje",
    "přijmout vše|souhlas|naši partneri|osobné údaje|súhlas|osobne podatke|partnereink",
    "személyes adatok*|elfogadom|partenerii noștri|date personale|accept toate",
    "consimțământ*|οι συνεργάτεσ μασ|προσωπικά δεδομένα|αποδοχή όλων|ortaklarımız",
    "kişisel veri*|tümünü kabul et|çerez*|наши партнеры|персональные данные|принять все",
    "файлы cookie|наші партнери|персональні дані|файли cookie|партньори",
    "ملفات تعريف الارتباط|شركاؤنا|同意する|パートナー|クッキー",
    NULL};

static const char *const phrase_paywall[] = {
    "subscribe to continue|subscribe to read|subscribe to keep reading",
    "subscribe now to read|subscribe to unlock|to continue reading|to keep reading",
    "to read the full|to read this article|to read the rest|to read more subscribe",
    "continue reading with|continue reading by|for subscribers only|subscribers only",
    "is for subscribers|is for our subscribers|only available to subscribers",
    "available to subscribers|exclusive to subscribers|exclusively for subscribers",
    "reserved for subscribers|is available only for members|is for members",
    "for members only|members only|subscriber only|subscriber exclusive|premium content",
    "premium article|unlock this article|already a subscriber|already subscribed",
    "already a member|already have a subscription|limit of free articles",
    "free articles left|free article limit|reached your article limit",
    "reached your limit|your free trial|start your trial|become a member to read",
    "choose your subscription|get unlimited access|unlimited digital access",
    "nur für abonnenten|für abonnenten|nur mit abo|weiterlesen mit|jetzt weiterlesen",
    "lesen sie weiter mit|sie möchten weiterlesen|um weiterzulesen|zum weiterlesen",
    "weiter lesen mit|bereits abonnent|haben bereits ein abo|schon abonnent",
    "schon ein abo|artikel freischalten|premium artikel|plus artikel",
    "exklusiv für abonnenten|abo abschließen und weiterlesen|kostenpflichtig",
    "mit einem abo|réservé aux abonnés|réservée aux abonnés|réservés aux abonnés",
    "réservé à nos abonnés|reste à lire|de cet article à lire|pour lire la suite",
    "pour continuer à lire|pour continuer la lecture|poursuivre la lecture",
    "abonnez vous pour lire|lire la suite de cet article|déjà abonné|contenu premium",
    "débloquez cet article|contenido exclusivo para suscriptores",
    "exclusivo para suscriptores|solo para suscriptores|sólo para suscriptores",
    "suscríbete para seguir leyendo|suscríbete para leer|para seguir leyendo",
    "para continuar leyendo|ya eres suscriptor|ya es suscriptor|ya soy suscriptor",
    "contenido premium|si ya estás suscrito|exclusivo para assinantes",
    "conteúdo exclusivo|para assinantes|assine para continuar|para continuar lendo",
    "para continuar a ler|já é assinante|já sou assinante|só para assinantes",
    "artigo exclusivo|conteúdo para assinantes|riservato agli abbonati",
    "contenuto riservato|riservata agli abbonati|per gli abbonati",
    "abbonati per continuare|per continuare a leggere|per leggere l articolo",
    "sei già abbonato|già abbonato|contenuto premium|només per a subscriptors",
    "per continuar llegint|alleen voor abonnees|exclusief voor abonnees|voor abonnees",
    "om verder te lezen|verder lezen|al abonnee|bent u al abonnee|ben je al abonnee",
    "word abonnee om|lees verder met|för prenumeranter|endast för prenumeranter",
    "för att läsa vidare|läs vidare|redan prenumerant|bli prenumerant|läs hela artikeln",
    "är du prenumerant|kun for abonnenter|for abonnenter|forbeholdt abonnenter",
    "læs videre|bliv abonnent og|allerede abonnent|har du allerede et abonnement",
    "allerede et abonnement|les videre|for å lese videre|bli abonnent|les hele saken",
    "allerede kunde|vain tilaajille|tilaajille|tilaa ja jatka|jatka lukemista",
    "oletko jo tilaaja|lue koko juttu|tylko z prenumeratą|tylko dla prenumeratorów",
    "tylko dla subskrybentów|dla prenumeratorów|aby czytać dalej|czytaj dalej z",
    "by czytać dalej|masz już dostęp|masz już prenumeratę|pozostało do przeczytania",
    "wykup dostęp|pouze pro předplatitele|pro předplatitele|chcete číst dál",
    "pokračovat ve čtení|zbývá vám ještě|máte předplatné|už mám předplatné",
    "len pre predplatiteľov|pre predplatiteľov|pokračovať v čítaní|samo za naročnike",
    "za naročnike|samo za pretplatnike|za pretplatnike|за претплатнике",
    "csak előfizetőknek|előfizetőinknek|előfizetők számára|a folytatáshoz előfizetés",
    "ha tovább olvasná|doar pentru abonați|pentru abonați|pentru a citi în continuare",
    "pentru a continua să citești|μόνο για συνδρομητέσ|για συνδρομητέσ|abonelere özel",
    "okumaya devam etmek için|devamını okumak için abone|zaten abone misiniz",
    "только для подписчиков|доступно подписчикам|для подписчиков",
    "оформите подписку чтобы|чтобы читать дальше|чтобы прочитать|полный текст доступен",
    "уже есть подписка|тільки для передплатників|лише для передплатників",
    "для передплатників|щоб читати далі|само за абонати|за абонати|ainult tellijale*",
    "tellijatele|loe edasi|tikai abonentiem|abonentiem|tik prenumeratoriams",
    "prenumeratoriams|للمشتركين فقط|خاص بالمشتركين|اشترك لمواصلة القراءة",
    "لمتابعة القراءة|ویژه مشترکان|למנויים בלבד|תוכן למנויים|להמשך קריאה|सब्सक्राइब करें",
    "この記事は有料|有料会員限定|会員限定|有料記事|続きを読むには|続きは会員|会员专享",
    "订阅后阅读|登录后阅读全文|付费阅读|訂閱會員|訂閱以繼續|유료회원|구독자 전용",
    "chỉ dành cho thành viên|khusus pelanggan|berlangganan untuk",
    NULL};

static const char *const phrase_bot[] = {
    "just a moment|attention required|one more step|security check|are you a robot",
    "are you human|verify you are human|verify you are a human",
    "verify that you are human|verify that you are not a robot|confirm you are human",
    "confirm that you are human|prove you are human|prove that you are human",
    "you are not a robot|you re not a robot|not a robot|not a bot|checking your browser",
    "checking if the site connection is secure|checking the site connection",
    "review the security of your connection|verifying you are human",
    "browser verification|ddos protection by|bot verification|human verification",
    "unusual traffic|unusual activity|suspicious activity|automation tools",
    "automated access|complete the captcha|complete a captcha|captcha|recaptcha",
    "access to this page has been denied|request unsuccessful|incapsula incident",
    "pardon our interruption|enable javascript and cookies to continue",
    "please enable cookies|ray id|sicherheitsprüfung|kein roboter|sie ein mensch sind",
    "ungewöhnliche zugriffe|ungewöhnlichen datenverkehr|ihr browser wird überprüft",
    "nur einen moment|überprüfung ihres browsers|pas un robot|que vous êtes humain",
    "vous êtes humain|un instant|vérification de sécurité",
    "vérification de votre navigateur|trafic inhabituel|no eres un robot|no es un robot",
    "no soy un robot|es un ser humano|eres humano|un momento",
    "comprobando que la conexión|verificación de seguridad|tráfico inusual",
    "não é um robô|não sou um robô|você é humano|verificação de segurança|só um momento",
    "um momento|verificando se a conexão|non sei un robot|non essere un robot",
    "sei un essere umano|sei umano|controllo di sicurezza|browser è in fase di verifica",
    "traffico insolito|geen robot|dat je een mens bent|dat u een mens bent",
    "een moment geduld|ongebruikelijk verkeer|inte är en robot|är en människa",
    "ett ögonblick|ikke er en robot|ikke en robot|er et menneske|et robotti",
    "olet ihminen|nie jesteś robotem|nie jestem robotem|że jesteś człowiekiem",
    "nietypowy ruch|chwileczkę|nejste robot|že jste člověk|okamžik prosím|nie ste robot",
    "nem robot|hogy ön ember|nu sunteți robot|nu ești robot|sunteți om|δεν είστε ρομπότ",
    "είστε άνθρωποσ|robot olmadığınızı|insan olduğunuzu|bir dakika lütfen",
    "güvenlik kontrolü|вы не робот|что вы человек|я не робот|проверка браузера",
    "проверка вашего браузера|необычный трафик|подозрительный трафик|ви не робот",
    "що ви людина|перевірка браузера|не сте робот|لست روبوتا|أنك لست روبوت|أنك إنسان",
    "التحقق من المتصفح|ربات نیستید|אינך רובוט|שאתה אנושי|रोबोट नहीं|ロボットではない",
    "人間であることを確認|安全验证|人机验证|您不是机器人|请完成验证|安全檢查",
    "로봇이 아닙니다|로봇이 아님을|사람인지 확인|không phải là robot|bukan robot",
    NULL};

static const char *const phrase_script[] = {
    "enable javascript|javascript is disabled|javascript is required",
    "requires javascript|turn on javascript|without javascript",
    "javascript must be enabled|javascript to run this app|javascript enabled",
    "javascript aktivieren|aktiviertem javascript|javascript ist deaktiviert",
    "aktivieren sie javascript|javascript benötigt|activer javascript",
    "activez javascript|javascript est désactivé|javascript activé|habilite javascript",
    "habilitar javascript|active javascript|activar javascript|activa javascript",
    "necesita javascript|ative o javascript|habilite o javascript|javascript ativado",
    "abilita javascript|abilitare javascript|attiva javascript|attivare javascript",
    "javascript nodig|schakel javascript in|javascript inschakelen|aktivera javascript",
    "slå på javascript|aktiver javascript|slå javascript til|ota javascript käyttöön",
    "włącz javascript|włączyć javascript|zapněte javascript|povolte javascript",
    "zapnite javascript|omogućite javascript|engedélyezze a javascriptet",
    "javascript engedélyezése|activați javascript|activaţi javascript",
    "ενεργοποιήστε τη javascript|ενεργοποιήστε το javascript|javascript i etkinleştirin",
    "javascript etkin|javascript gerekli|включите javascript|включить javascript",
    "увімкніть javascript|включете javascript|تفعيل جافا سكريبت|تفعيل javascript",
    "javascriptを有効|启用javascript|启用 javascript|啟用 javascript",
    "javascript를 활성화|bật javascript|aktifkan javascript",
    NULL};

static const char *const phrase_gallery[] = {
    "in pictures|in photos|pictures of the day|photos of the day|photos|photo gallery",
    "gallery|slideshow|picture gallery|in images|bilder|bilder des tages|bildergalerie",
    "fotostrecke|fotogalerie|die bilder|in bildern|diaporama|en images|photos du jour",
    "galerie|en photos|galería|en imágenes|fotogalería|las mejores imágenes|fotos",
    "galeria|veja fotos|veja imagens|em imagens|fotogaleria|le foto|fotogallery|foto",
    "in foto|gallery fotografica|fotoserie|in beeld|fotoreportage|bildspel|bilderna",
    "bildextra|billeder|billedserie|bildeserie|bilder fra|kuvat|kuvagalleria|zdjęcia",
    "galeria zdjęć|fotogaléria|fotografie|galerija|képek|képgaléria|galerie foto",
    "φωτογραφίεσ|foto galeri|fotoğraflar|fotoğraflarla|фоторепортаж|фотогалерея|фото",
    "фотоснимки|галерия|فوتوغرافيا|بالصور|صور|گزارش تصویری|גלריה|תמונות|तस्वीरें",
    "写真特集|写真で見る|フォトギャラリー|组图|高清组图|图集|組圖|포토|화보|chùm ảnh",
    "foto foto|galeri foto",
    NULL};

static const char *const phrase_video[] = {
    "video|watch|watch live|videos|im video|vidéo|en vidéo|vídeo|vídeos|wideo|videó",
    "βίντεο|видео|відео|فيديو|بالفيديو|شاهد|ویدیو|וידאו|צפו|वीडियो|動画|视频|影片|영상",
    "동영상|คลิป", NULL};

static const char *const *const phrase_tables[PHRASE_COUNT] = {
    [PHRASE_ERROR] = phrase_error,     [PHRASE_ERROR_TEXT] = phrase_error_text,
    [PHRASE_SEARCH] = phrase_search,   [PHRASE_LOGIN] = phrase_login,
    [PHRASE_CONSENT] = phrase_consent, [PHRASE_CONSENT_TEXT] = phrase_consent_text,
    [PHRASE_PAYWALL] = phrase_paywall, [PHRASE_BOT] = phrase_bot,
    [PHRASE_SCRIPT] = phrase_script,   [PHRASE_GALLERY] = phrase_gallery,
    [PHRASE_VIDEO] = phrase_video,
};

/* Thai, Chinese, Japanese and Korean: words are not parted by spaces, or take endings. */
static bool phrase_is_unparted(const char *phrase)
{
    unsigned char first = (unsigned char)phrase[0], second = (unsigned char)phrase[1];

    return (first == 0xE0 && second >= 0xB8 && second <= 0xBB) || (first >= 0xE3 && first <= 0xED);
}

/* The `length` bytes of `phrase` at `at`, and a word's end behind them. */
static bool phrase_at(const char *phrase, size_t length, const char *at)
{
    bool open = phrase[length - 1] == '*';

    length -= open;
    return strncmp(at, phrase, length) == 0 &&
           (open || at[length] == '\0' || at[length] == ' ' || phrase_is_unparted(phrase));
}

static bool phrase_found(const char *phrase, size_t length, const char *text)
{
    char first[4] = {0};

    memcpy(first, phrase, length < 3 ? length : 3);
    for (const char *at = strstr(text, first); at != NULL; at = strstr(at + 1, first)) {
        if ((at == text || at[-1] == ' ' || phrase_is_unparted(phrase)) &&
            phrase_at(phrase, length, at)) {
            return true;
        }
    }
    return false;
}

/* One word that begins a title says little ("Error in the count delays result"), unless the table
 * is of such. */
static bool phrase_starts(enum kind_phrase phrase, const char *item, size_t length,
                          const char *text)
{
    return phrase_at(item, length, text) &&
           (phrase == PHRASE_GALLERY || phrase == PHRASE_VIDEO || phrase == PHRASE_LOGIN ||
            memchr(item, ' ', length) != NULL || item[length - 1] == '*' || text[length] == '\0' ||
            phrase_is_unparted(item));
}

/*
 * Which pairs of bytes begin a place in the text where a phrase may stand, as a set that may hold a
 * few more: nearly all phrases are ruled out by it.
 */
struct phrase_pairs {
    uint64_t bits[64];
};

static unsigned phrase_pair(const char *at)
{
    return ((unsigned)(unsigned char)at[0] << 4 ^ (unsigned)(unsigned char)at[1]) & 4095U;
}

static void phrase_pairs_read(struct phrase_pairs *pairs, const char *text)
{
    bool start = true;

    *pairs = (struct phrase_pairs){0};
    for (; *text != '\0'; text++) {
        if (start || (unsigned char)*text >= 0xE0) {
            unsigned pair = phrase_pair(text);

            pairs->bits[pair / 64] |= UINT64_C(1) << pair % 64;
        }
        start = *text == ' ';
    }
}

static bool phrase_pairs_have(const struct phrase_pairs *pairs, const char *item)
{
    unsigned pair = phrase_pair(item);

    return (pairs->bits[pair / 64] >> pair % 64 & 1) != 0;
}

/* How many phrases of the table the text has: at most `max`. */
static size_t phrase_count(enum kind_phrase phrase, const char *text, size_t max)
{
    struct phrase_pairs pairs;
    size_t count = 0;

    phrase_pairs_read(&pairs, text);
    for (const char *const *line = phrase_tables[phrase]; *line != NULL; line++) {
        const char *item = *line, *end;

        for (; count < max; item = end + 1) {
            end = strchrnul(item, '|');
            count +=
                phrase_pairs_have(&pairs, item) && phrase_found(item, (size_t)(end - item), text);
            if (*end == '\0') {
                break;
            }
        }
    }
    return count;
}

bool kind_phrase_starts(enum kind_phrase phrase, const char *text)
{
    for (const char *const *line = phrase_tables[phrase]; *line != NULL; line++) {
        for (const char *item = *line; item != NULL; item = strchr(item, '|')) {
            item += *item == '|';
            if (*item == *text &&
                phrase_starts(phrase, item, (size_t)(strchrnul(item, '|') - item), text)) {
                return true;
            }
        }
    }
    return false;
}

bool kind_phrase_in(enum kind_phrase phrase, const char *text)
{
    return phrase_count(phrase, text, 1) > 0;
}

size_t kind_phrase_count(enum kind_phrase phrase, const char *text)
{
    return phrase_count(phrase, text, SIZE_MAX);
}

const char *const *kind_phrase_table(enum kind_phrase phrase)
{
    return phrase_tables[phrase];
}
