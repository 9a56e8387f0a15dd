"""Pages for tests/crash.sh: crash_pages.py FOLDER COUNT makes COUNT of them in FOLDER/first and FOLDER/second."""
import os
import sys

PLACES = ("Baghdad", "Paris", "Nairobi", "Lima", "Oslo", "Jakarta", "Accra", "Riga", "Quito", "Hanoi")
COUNTRIES = ("Iraq", "France", "Kenya", "Peru", "Norway", "Indonesia", "Ghana", "Latvia", "Ecuador", "Vietnam")


def page(number):
    one, two = COUNTRIES[number % 10], COUNTRIES[(number * 7 + 3) % 10]
    return f"""<!DOCTYPE html><html lang="en"><head><title>Report {number} from {PLACES[number % 10]}</title>
<meta property="og:type" content="article"><link rel="canonical" href="https://crash.example/{number}">
<meta property="article:published_time" content="2024-11-{number % 18 + 1:02}T08:00:00Z"></head><body><article>
<h1>Report {number} from {PLACES[number % 10]}</h1>
<p>Envoys of {one} met envoys of {two} in {PLACES[number % 10]} on Monday and agreed to send {number} tonnes of food. The
prime minister of {one} praised the agreement, which the two governments had sought for {number % 30 + 2} years.</p>
<p>"The road will be open before the winter," said Minister Anna Report{number} of {two}, who had visited {one} in October.
{number % 90 + 10} people were wounded there when police dispersed a protest against the price of bread.</p>
<p>The parliament of {two} will vote on the plan next week, after a debate that its speaker expects to last two days.</p>
</article></body></html>"""


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    for part in ("first", "second"):
        os.makedirs(os.path.join(folder, part))
    for number in range(count):
        with open(os.path.join(folder, ("first", "second")[number % 2], f"{number}.html"), "w", encoding="utf-8") as out:
            out.write(page(number))


if __name__ == "__main__":
    main()
