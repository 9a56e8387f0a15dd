"""Pages for tests/crash.py: two folders of them, and the mirror of a feed."""
import os

PLACES = ("Baghdad", "Paris", "Nairobi", "Lima", "Oslo", "Jakarta", "Accra", "Riga", "Quito", "Hanoi")
COUNTRIES = ("Iraq", "France", "Kenya", "Peru", "Norway", "Indonesia", "Ghana", "Latvia", "Ecuador", "Vietnam")
# One for each country: of an event that several articles tell, the first one says who took part, and a kill changes which
# is the first.
MINISTERS = ("Anna Berg", "Jean Morel", "Grace Otieno", "Luis Quispe", "Nils Dahl", "Budi Santoso", "Kofi Asante",
             "Janis Kalnins", "Rosa Chavez", "Linh Nguyen")


def page(number):
    one, two = COUNTRIES[number % 10], COUNTRIES[(number * 7 + 3) % 10]
    return f"""<!DOCTYPE html><html lang="en"><head><title>Report {number} from {PLACES[number % 10]}</title>
<meta property="og:type" content="article"><link rel="canonical" href="https://crash.example/{number}">
<meta property="article:published_time" content="2024-11-{number % 18 + 1:02}T08:00:00Z"></head><body><article>
<h1>Report {number} from {PLACES[number % 10]}</h1>
<p>Envoys of {one} met envoys of {two} in {PLACES[number % 10]} on Monday and agreed to send {number} tonnes of food. The
prime minister of {one} praised the agreement, which the two governments had sought for {number % 30 + 2} years.</p>
<p>"The road will be open before the winter," said Minister {MINISTERS[(number * 7 + 3) % 10]} of {two}, who had visited {one} in October.
{number % 90 + 10} people were wounded there when police dispersed a protest against the price of bread.</p>
<p>The parliament of {two} will vote on the plan next week, after a debate that its speaker expects to last two days.</p>
</article></body></html>"""


def make(folder, count):
    """Writes `count` pages: half into FOLDER/first, the others into FOLDER/second and the items of FOLDER/site/feed.rss."""
    for part in ("first", "second", "site"):
        os.makedirs(os.path.join(folder, part))
    items = []
    for number in range(count):
        part = ("first", "second", "first", "site")[number % 4]
        if part == "site":
            items.append(f"<item><title>{number}</title><link>https://crash.example/{number}.html</link></item>")
        with open(os.path.join(folder, part, f"{number}.html"), "w", encoding="utf-8") as out:
            out.write(page(number))
    with open(os.path.join(folder, "site", "feed.rss"), "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Crash</title>' + "".join(items) +
                  "</channel></rss>")


def configuration(folder):
    """A dateline.conf that reads them."""
    return f"""database_wait = 10
batch_articles = 40
delay = 0
source "first" {{ kind = folder path = "{folder}/first" }}
source "second" {{ kind = folder path = "{folder}/second" }}
source "feed" {{ kind = feed url = "https://crash.example/feed.rss"
    mirror_url = "https://crash.example/" mirror_path = "{folder}/site" }}
"""
