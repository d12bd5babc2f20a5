"""Review pages that were saved as plain text: layouts of our own writing, with all that a reader of them would say."""

from __future__ import annotations

from typing import Any

import pytest
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE, raw_texts

from syndicate.errors import SettingsError
from syndicate.formats import project
from syndicate.formats._base import Limits, ReadContext
from syndicate.formats.text import FORMAT, Options, read
from syndicate.ledger import Refusal
from syndicate.mapping import Ids, MappingSettings, compile_mapping
from syndicate.models.record import plain, validated
from syndicate.models.review import Review


class Read:
    """A page read: its record as plain values, without what every reader makes up; or its refusal."""

    def __init__(self, text: str | bytes, size: int = 0, limit: int = 16 << 20, **options: Any) -> None:
        data = text.encode() if isinstance(text, str) else text
        ctx = ReadContext(
            source="a.txt",
            key="a.txt",
            options=Options(**options) if options else None,
            limits=Limits(record_bytes=limit),
        )
        chunks = [data[at : at + size] for at in range(0, len(data), size)] if size else [data]
        (self.made,) = list(read(chunks, ctx))
        self.row: dict[str, Any] = {}
        self.inferred: list[str] = []
        if isinstance(self.made, Review):
            self.row = plain(self.made)
            del self.row["id"]
            self.inferred = sorted(set(self.row.pop("inferred")) - {"id"})
        self.told = {(note.place, note.path, note.kind, note.what) for note in ctx.notes if note.path != "id"}

    @property
    def paragraphs(self) -> list[str]:
        return str(self.row["body"]["value"]).split("\n\n") if "body" in self.row else []

    @property
    def fault(self) -> str:
        assert isinstance(self.made, Refusal)
        assert self.made.faults[0].mend
        return str(self.made)


def person(*names: str) -> list[dict[str, str]]:
    return [{"type": "Person", "name": name} for name in names]


def firm(name: str) -> dict[str, str]:
    return {"type": "Organization", "name": name}


def film(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Movie", "name": name, **more}


LONG = (
    "Some films hurry and some films wait, and this one waits until you can hear the water under the floor, which is where "
    "it wanted you from the start."
)
SECOND = "The lamp has the best part. It says nothing for an hour and a half, and then it says too much, as lamps in such films do."
THIRD = "Stay for the end."
DEUTSCH = (
    "Der Film beginnt mit einer Treppe und endet mit derselben Treppe, nur dass inzwischen niemand mehr oben wohnt, was "
    "keinen der Nachbarn wundert."
)
FRANCAIS = (
    "Un film patient, qui laisse parler la mer et qui n'a pas peur de nous ennuyer un peu, puisqu'il sait très bien "
    "pourquoi il le fait."
)
ESPANOL = (
    "Una película paciente, que deja hablar al mar y que no teme aburrirnos un poco de vez en cuando, porque sabe muy "
    "bien por qué lo hace."
)

# What is read of a page: its name, its text, the record without id, and what is marked as inferred.
LAYOUTS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    (
        "the plug-in's box, the title three times, a name above its label and no rating",
        f"""The Salt Lighthouse Blu-Ray Review
Ada Example
Reviewed by: Ada Example
Rating:
On April 15, 2014
Last modified:May 23, 2015
Summary:
A patient film in a fine transfer.
More Details
The Salt Lighthouse Blu-Ray Review
{LONG}
{THIRD}
The Salt Lighthouse Blu-Ray Review
A patient film in a fine transfer.
""",
        {
            "item": film("The Salt Lighthouse"),
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse Blu-Ray Review",
            "summary": "A patient film in a fine transfer.",
            "body": f"{LONG}\n\n{THIRD}",
            "published": "2014-04-15",
            "modified": "2015-05-23",
        },
        ["item.name", "item.type"],
    ),
    (
        "the plug-in's box whole, each value on the line below its label",
        f"""Review of:
Copper Kettle K2

Product by:
Tinsmith & Sons

Version:
2

Price:
£49.99

Reviewed by:
Ada Example

Rating:
3.5

On 15 April 2014

Last modified: 23 May 2015

Summary:
Boils well, pours badly.

More Details

{LONG}

{SECOND}
""",
        {
            "item": {
                "type": "Product",
                "name": "Copper Kettle K2",
                "brand": "Tinsmith & Sons",
                "offers": [{"price": 49.99, "price_currency": "GBP"}],
            },
            "authors": person("Ada Example"),
            "summary": "Boils well, pours badly.",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 3.5},
            "published": "2014-04-15",
            "modified": "2015-05-23",
        },
        ["item.type"],
    ),
    (
        "a name on the line above an empty label, and a summary with none",
        f"""The Salt Lighthouse Review
Ada Example
Reviewed by:
On April 15, 2014
Patient, and worth the patience that it asks for.
The Salt Lighthouse Review
{LONG}
{SECOND}
The Salt Lighthouse Review
Patient, and worth the patience that it asks for.
""",
        {
            "item": {"type": "Thing", "name": "The Salt Lighthouse"},
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse Review",
            "summary": "Patient, and worth the patience that it asks for.",
            "body": f"{LONG}\n\n{SECOND}",
            "published": "2014-04-15",
        },
        ["item.name", "item.type", "summary"],
    ),
    (
        "a magazine's game page: menu, two authors, facts, aspects, a verdict below its heading, comments",
        f"""The Evening Reel
Home | Reviews | About

Lantern Deep (PS5) review
By Ada Example and Ben Sample | March 3, 2015

Developer: Small Tide
Publisher: Harbour House
Platform: PS5, PC
Genre: Puzzle / Adventure
Release date: February 2015

{LONG}

{SECOND}

Pros
- A lamp with a soul
- Nine good hours

Cons
- The map
- One awful boss

Graphics: 9/10
Sound: 8/10
Overall: 8.5/10

The Verdict
Strict, funny and deep.

Share this
Tweet
3 comments
Joe says:
I disagree with all of it.
""",
        {
            "item": {
                "type": "VideoGame",
                "name": "Lantern Deep",
                "creator": [firm("Small Tide")],
                "publisher": firm("Harbour House"),
                "game_platform": ["PS5", "PC"],
                "genre": ["Puzzle", "Adventure"],
                "date_published": "2015-02",
            },
            "authors": person("Ada Example", "Ben Sample"),
            "title": "Lantern Deep (PS5) review",
            "summary": "Strict, funny and deep.",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 8.5, "best": 10, "label": "8.5/10"},
            "aspects": [
                {"name": "Graphics", "rating": {"value": 9, "best": 10, "label": "9/10"}},
                {"name": "Sound", "rating": {"value": 8, "best": 10, "label": "8/10"}},
            ],
            "pros": ["A lamp with a soul", "Nine good hours"],
            "cons": ["The map", "One awful boss"],
            "published": "2015-03-03",
        },
        ["item.name", "item.type"],
    ),
    (
        "a book page with the facts of the book, stars that state no scale, and tags",
        f"""Book Review: The Glass Orchard by Mary Sample

Posted on 12 July 2019 by Ada Example in Books

Title: The Glass Orchard
Author: Mary Sample
Publisher: Harbour House
Pages: 312
ISBN: 978-0-306-40615-7
Published: 2018

★★★½

{LONG}

{SECOND}

Tagged glass, orchards

Leave a comment
""",
        {
            "item": {
                "type": "Book",
                "name": "The Glass Orchard",
                "author": person("Mary Sample"),
                "publisher": firm("Harbour House"),
                "number_of_pages": 312,
                "identifiers": [{"kind": "isbn", "value": "9780306406157"}],
                "date_published": "2018",
            },
            "authors": person("Ada Example"),
            "title": "Book Review: The Glass Orchard by Mary Sample",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 3.5, "label": "★★★½"},
            "tags": ["glass", "orchards"],
            "published": "2019-07-12",
        },
        ["item.type"],
    ),
    (
        "a book, its author in the title alone",
        f"Book review: Under the Ice by Nils Exempel\nReviewed by Ada Example\n\n{LONG}\n\nGrade: B+\n",
        {
            "item": {"type": "Book", "name": "Under the Ice", "author": person("Nils Exempel")},
            "authors": person("Ada Example"),
            "title": "Book review: Under the Ice by Nils Exempel",
            "body": LONG,
            "rating": {"value": 9, "best": 12, "worst": 0, "label": "B+"},
        },
        ["item.author", "item.name", "item.type", "rating.best", "rating.value", "rating.worst"],
    ),
    (
        "German: critique with facts, verdict and rating in a sentence's place",
        f"""Filmkritik: „Der Turm“ (2019)
Von Anna Beispiel
Veröffentlicht am 3. März 2015
Zuletzt aktualisiert: 12. Dezember 2015

Regie: Bernd Muster
Darsteller: Carla Probe, Dieter Fall
Laufzeit: 101 Minuten

{DEUTSCH}

Fazit: Ein stiller, kluger Film.
Bewertung: 4 von 5
""",
        {
            "item": film(
                "Der Turm",
                date_published="2019",
                director=person("Bernd Muster"),
                actor=person("Carla Probe", "Dieter Fall"),
                duration="PT101M",
            ),
            "authors": person("Anna Beispiel"),
            "title": "Filmkritik: „Der Turm“ (2019)",
            "summary": "Ein stiller, kluger Film.",
            "body": DEUTSCH,
            "rating": {"value": 4, "best": 5, "label": "4 von 5"},
            "published": "2015-03-03",
            "modified": "2015-12-12",
        },
        ["item.date_published", "item.name", "item.type"],
    ),
    (
        "German: test of a product with a decimal comma and lists below their labels",
        f"""Test: Teekessel K2
von Anna Beispiel am 24.12.2015
Preis: 49,90 €
Hersteller: Kupferwerk

{DEUTSCH}

Vorteile:
+ schnell
+ leise
Nachteile:
- tropft
Gesamtnote: 8,5/10
""",
        {
            "item": {
                "type": "Product",
                "name": "Teekessel K2",
                "brand": "Kupferwerk",
                "offers": [{"price": 49.9, "price_currency": "EUR"}],
            },
            "authors": person("Anna Beispiel"),
            "title": "Test: Teekessel K2",
            "body": DEUTSCH,
            "rating": {"value": 8.5, "best": 10, "label": "8,5/10"},
            "pros": ["schnell", "leise"],
            "cons": ["tropft"],
            "published": "2015-12-24",
        },
        ["item.name", "item.type"],
    ),
    (
        "French: bullets, a space before each colon",
        f"""Critique : Le Phare de sel
Publié le 3 mars 2015 par Anne Exemple
Mis à jour le 1er avril 2015

Réalisateur : Benoît Modèle
Durée : 1h 41min

{FRANCAIS}

Points forts
• La lumière
• Le silence

Points faibles
• La fin

Note : 4/5
""",
        {
            "item": film("Le Phare de sel", director=person("Benoît Modèle"), duration="PT1H41M"),
            "authors": person("Anne Exemple"),
            "title": "Critique : Le Phare de sel",
            "body": FRANCAIS,
            "rating": {"value": 4, "best": 5, "label": "4/5"},
            "pros": ["La lumière", "Le silence"],
            "cons": ["La fin"],
            "published": "2015-03-03",
            "modified": "2015-04-01",
        },
        ["item.name", "item.type"],
    ),
    (
        "French: of a book, signed below",
        f"""Critique du livre Les Heures de verre
Auteur : Marie Modèle
Éditeur : Quai Neuf

{FRANCAIS}

En résumé : un livre lent et clair.

3,5 sur 5

Écrit par Anne Exemple le 14 juillet 2016
""",
        {
            "item": {
                "type": "Book",
                "name": "Les Heures de verre",
                "author": person("Marie Modèle"),
                "publisher": firm("Quai Neuf"),
            },
            "authors": person("Anne Exemple"),
            "title": "Critique du livre Les Heures de verre",
            "summary": "un livre lent et clair.",
            "body": FRANCAIS,
            "rating": {"value": 3.5, "best": 5, "label": "3,5 sur 5"},
            "published": "2016-07-14",
        },
        ["item.name", "item.type"],
    ),
    (
        "Spanish: what is best and worst on a line each",
        f"""Crítica de la película El faro de sal
Publicado el 3 de marzo de 2015
Por Ana Ejemplo

{ESPANOL}

Lo mejor: la luz, el silencio
Lo peor: el final
Puntuación: 8/10
""",
        {
            "item": film("El faro de sal"),
            "authors": person("Ana Ejemplo"),
            "title": "Crítica de la película El faro de sal",
            "body": ESPANOL,
            "rating": {"value": 8, "best": 10, "label": "8/10"},
            "pros": ["la luz", "el silencio"],
            "cons": ["el final"],
            "published": "2015-03-03",
        },
        ["item.name", "item.type"],
    ),
    (
        "Spanish: of a game, with a conclusion",
        f"""Análisis de Pozo Hondo para PS5
12 de octubre de 2020 | Ana Ejemplo

{ESPANOL}

{ESPANOL} Y hay más.

Conclusión: difícil y hermoso.

Nota: 7,5
""",
        {
            "item": {"type": "VideoGame", "name": "Pozo Hondo", "game_platform": ["PS5"]},
            "authors": person("Ana Ejemplo"),
            "title": "Análisis de Pozo Hondo para PS5",
            "summary": "difícil y hermoso.",
            "body": f"{ESPANOL}\n\n{ESPANOL} Y hay más.",
            "rating": {"value": 7.5, "label": "7,5"},
            "published": "2020-10-12",
        },
        ["authors", "item.game_platform", "item.name", "item.type"],
    ),
    (
        "a film critic's note: facts first, stars of four, a content rating",
        f"""The Salt Lighthouse (2021)
*** out of ****
Director: Berta Muster
Starring: Carl Probe, Dora Fall and Emil Sprung
Rated: PG-13
Running time: 1 hr 41 min

{LONG}

{SECOND}

-- Ada Example
""",
        {
            "item": film(
                "The Salt Lighthouse",
                date_published="2021",
                director=person("Berta Muster"),
                actor=person("Carl Probe", "Dora Fall", "Emil Sprung"),
                content_rating="PG-13",
                duration="PT1H41M",
            ),
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse (2021)",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 3, "best": 4, "label": "*** out of ****"},
        },
        ["item.date_published", "item.name", "item.type"],
    ),
    (
        "an album, its band in the title, a percentage",
        f"Album Review: Blue Lines by The Harbours\nWritten by Ada Example on 2015-03-03\nScore: 80%\nLabel: Tide Records\n\n{LONG}\n",
        {
            "item": {
                "type": "MusicAlbum",
                "name": "Blue Lines",
                "by_artist": [firm("The Harbours")],
                "publisher": firm("Tide Records"),
            },
            "authors": person("Ada Example"),
            "title": "Album Review: Blue Lines by The Harbours",
            "body": LONG,
            "rating": {"value": 80, "best": 100, "label": "80%"},
            "published": "2015-03-03",
        },
        ["item.by_artist", "item.name", "item.type"],
    ),
    (
        "a hotel: what it is stands below its name; parts are rated and the whole is not",
        f"""The Quiet House, Leeds

Hotel review

Posted: 23/05/2015

{LONG}

Staff: 5/5
Rooms: 4/5
Breakfast: 3/5

Recommended: Yes
""",
        {
            "item": {"type": "Hotel", "name": "The Quiet House, Leeds"},
            "title": "The Quiet House, Leeds",
            "body": LONG,
            "aspects": [
                {"name": "Staff", "rating": {"value": 5, "best": 5, "label": "5/5"}},
                {"name": "Rooms", "rating": {"value": 4, "best": 5, "label": "4/5"}},
                {"name": "Breakfast", "rating": {"value": 3, "best": 5, "label": "3/5"}},
            ],
            "recommended": True,
            "published": "2015-05-23",
        },
        ["item.name", "item.type"],
    ),
    (
        "a restaurant by the label of its name",
        f"""A quiet table by the door

Restaurant: The Tin Spoon
Cuisine: Georgian
Phone: 0113 496 0000

{LONG}

Verdict: 4/5. Go on a Tuesday.

Review by Ada Example
""",
        {
            "item": {
                "type": "Restaurant",
                "name": "The Tin Spoon",
                "serves_cuisine": ["Georgian"],
                "telephone": "0113 496 0000",
            },
            "authors": person("Ada Example"),
            "title": "A quiet table by the door",
            "summary": "Go on a Tuesday.",
            "body": LONG,
            "rating": {"value": 4, "best": 5, "label": "4/5"},
        },
        ["item.type"],
    ),
    (
        "a season of a series, its review in the middle of the title, a team that signs",
        f"The Long Tide Season 2 Review: Back to the Water\nBy The Evening Reel Staff\nMarch 2015\n\n{LONG}\n\n{SECOND}\n\nFinal score: 9 - Amazing\n",
        {
            "item": {"type": "TVSeason", "name": "The Long Tide Season 2"},
            "title": "The Long Tide Season 2 Review: Back to the Water",
            "authors": [firm("The Evening Reel Staff")],
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 9, "label": "9 - Amazing"},
            "published": "2015-03",
        },
        ["item.name", "item.type"],
    ),
    (
        "an app, its review's title with the site's name behind it, then alone",
        f"""Tidy Notes App Review - The Evening Reel

Skip to content
Menu

Tidy Notes App Review

by Ada Example
Updated: May 23, 2015

Version: 3.1
Operating system: Android

{LONG}

Likes: fast, small, free
Dislikes: the icon
Our rating: 4.5 out of 5 stars
""",
        {
            "item": {
                "type": "SoftwareApplication",
                "name": "Tidy Notes",
                "software_version": "3.1",
                "operating_system": "Android",
            },
            "authors": person("Ada Example"),
            "title": "Tidy Notes App Review",
            "body": LONG,
            "rating": {"value": 4.5, "best": 5, "label": "4.5 out of 5 stars"},
            "pros": ["fast", "small", "free"],
            "cons": ["the icon"],
            "modified": "2015-05-23",
        },
        ["item.name", "item.type"],
    ),
    (
        "wrapped at 72 columns, list items too; a summary over two lines",
        """The Salt Lighthouse Movie Review
Ada Example, 3 March 2015

Summary: A film that waits, and that is worth the wait for everybody who
has an evening and a chair.

Some films hurry and some films wait, and this one waits until you can
hear the water under the floor, which is where it wanted you from the
start.

The lamp has the best part. It says nothing for an hour and a half, and
then it says too much.

The Good
* The lamp, which says so little and means it so well that one forgets
that it is a lamp
* The sea

The Bad
* The end
""",
        {
            "item": film("The Salt Lighthouse"),
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse Movie Review",
            "summary": "A film that waits, and that is worth the wait for everybody who has an evening and a chair.",
            "body": "Some films hurry and some films wait, and this one waits until you can hear the water under the floor, "
            "which is where it wanted you from the start.\n\nThe lamp has the best part. It says nothing for an hour and a "
            "half, and then it says too much.",
            "pros": [
                "The lamp, which says so little and means it so well that one forgets that it is a lamp",
                "The sea",
            ],
            "cons": ["The end"],
            "published": "2015-03-03",
        },
        ["authors", "item.name", "item.type"],
    ),
    (
        "no blank line anywhere, one line a paragraph, headings between",
        f"""Review: The Salt Lighthouse
by Ada Example
The story
{LONG}
The sound
{SECOND}
Verdict
Patient and clear.
Rating: 3/4
""",
        {
            "item": {"type": "Thing", "name": "The Salt Lighthouse"},
            "authors": person("Ada Example"),
            "title": "Review: The Salt Lighthouse",
            "summary": "Patient and clear.",
            "body": f"The story\n\n{LONG}\n\nThe sound\n\n{SECOND}",
            "rating": {"value": 3, "best": 4, "label": "3/4"},
        },
        ["item.name", "item.type"],
    ),
    (
        "a verdict with a section of its own stays in the body",
        f"""DVD Review: The Salt Lighthouse
Reviewer: Ada Example
Date: 3 March 2015

{LONG}

The Verdict

{SECOND}

{LONG} Truly.

Rating: ★★★★☆
""",
        {
            "item": film("The Salt Lighthouse"),
            "authors": person("Ada Example"),
            "title": "DVD Review: The Salt Lighthouse",
            "body": f"{LONG}\n\nThe Verdict\n\n{SECOND}\n\n{LONG} Truly.",
            "rating": {"value": 4, "best": 5, "label": "★★★★☆"},
            "published": "2015-03-03",
        },
        ["item.name", "item.type"],
    ),
    (
        "emphasis as asterisks, links in angle brackets, as browsers write them",
        f"""*Copper Kettle K2 Review*

*Reviewed by:* Ada Example <https://example.org/ada>
*Rating:* 7/10

{LONG}

*Pros:* quick; quiet; well made
*Cons:* none that I found
""",
        {
            "item": {"type": "Thing", "name": "Copper Kettle K2"},
            "authors": person("Ada Example"),
            "title": "Copper Kettle K2 Review",
            "body": LONG,
            "rating": {"value": 7, "best": 10, "label": "7/10"},
            "pros": ["quick", "quiet", "well made"],
            "cons": ["none that I found"],
        },
        ["item.name", "item.type"],
    ),
    (
        "a blog's page: date above the title, categories and tags below",
        f"""Tuesday, March 3, 2015
The Salt Lighthouse - Movie Review
{LONG}

{SECOND}

Rating: three and a half stars out of five
Posted by Ada Example at 10:30 AM
Labels: lamps, the sea
""",
        {
            "item": film("The Salt Lighthouse"),
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse - Movie Review",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 3.5, "best": 5, "label": "three and a half stars out of five"},
            "tags": ["lamps", "the sea"],
            "published": "2015-03-03",
        },
        ["item.name", "item.type"],
    ),
    (
        "labels in capitals, number on the next line, readers' ratings that are not the reviewer's",
        f"""LANTERN DEEP - PS4 REVIEW
WRITTEN BY: ADA EXAMPLE
PUBLISHED: 3 MARCH 2015

{LONG}

SCORE:
8.5
USER SCORE: 6.1
METACRITIC: 74
""",
        {
            "item": {"type": "VideoGame", "name": "LANTERN DEEP", "game_platform": ["PS4"]},
            "authors": person("ADA EXAMPLE"),
            "title": "LANTERN DEEP - PS4 REVIEW",
            "body": LONG,
            "rating": {"value": 8.5},
            "published": "2015-03-03",
        },
        ["item.game_platform", "item.name", "item.type"],
    ),
    (
        "a box at the end in place of the head",
        f"""The Salt Lighthouse

{LONG}

{SECOND}

Review of: The Salt Lighthouse
Reviewed by: Ada Example
Rating:
4
On March 3, 2015
Last modified: March 4, 2015
Summary:
A patient film.
""",
        {
            "item": {"type": "Thing", "name": "The Salt Lighthouse"},
            "authors": person("Ada Example"),
            "title": "The Salt Lighthouse",
            "summary": "A patient film.",
            "body": f"{LONG}\n\n{SECOND}",
            "rating": {"value": 4},
            "published": "2015-03-03",
            "modified": "2015-03-04",
        },
        ["item.type"],
    ),
    (
        "short lines that belong together stay together",
        f"The Lamp Songs review\n\n{LONG}\n\nthe lamp is out\nthe sea is in\n\n{SECOND}\n\n5/5\n",
        {
            "item": {"type": "Thing", "name": "The Lamp Songs"},
            "title": "The Lamp Songs review",
            "body": f"{LONG}\n\nthe lamp is out\nthe sea is in\n\n{SECOND}",
            "rating": {"value": 5, "best": 5, "label": "5/5"},
        },
        ["item.name", "item.type"],
    ),
]


@pytest.mark.parametrize(("text", "row", "inferred"), [one[1:] for one in LAYOUTS], ids=[one[0] for one in LAYOUTS])
class TestLayouts:
    def test_as_it_stands(self, text: str, row: dict[str, Any], inferred: list[str]) -> None:
        got = Read(text)
        assert not isinstance(got.made, Refusal), str(got.made)
        assert got.row == row | ({"body": {"value": row["body"], "format": "text"}} if "body" in row else {})
        assert got.inferred == inferred

    def test_in_the_shapes_that_other_systems_save(self, text: str, row: dict[str, Any], inferred: list[str]) -> None:
        as_it_stands = Read(text).row
        assert Read(text.replace("\n", "\r\n")).row == as_it_stands
        assert Read(text.encode("utf-8-sig")).row == as_it_stands
        assert Read(text, size=7).row == as_it_stands
        assert Read(text.replace(" ", "\xa0")).row == as_it_stands
        assert Read(text.encode("utf-16"), encoding="utf-16").row == as_it_stands
        assert Read("\n\n\n" + "\n".join(f"   {line} " for line in text.split("\n"))).row == as_it_stands


class TestSentencesAreNotTakenApart:
    TRAPS = (
        "Of ten people who saw it with me 8/10 stayed, and the other two had a train to catch on March 3, 2015, they said to me.",
        "By the time that the lamp goes out it has been written by Stephen King, directed by his dog and rated PG by nobody at all.",
        "Rating a film is hard: 4 out of 5 of my friends never do it, and the fifth has been wrong about each film since 2015.",
        "Note: the second half is better. Rating: who would give one? Score: do not ask me for it, since I have none to give you.",
        "Published in June 2014 and updated in May 2015, the book by Ada Example has five stars in my heart, and none on paper yet.",
        "Verdict or no verdict, summary or no summary, the pros of this and the cons of that are for others to count, not for me.",
        "On April 15, 2014 I went to the sea. The good, the bad and the ugly were all there, and so was the director: a small man.",
    )

    def test_in_the_middle(self) -> None:
        text = "A day at the sea\n\n" + "\n\n".join(self.TRAPS)
        got = Read(text)
        assert got.row == {
            "title": "A day at the sea",
            "item": {"type": "Thing", "name": "A day at the sea"},
            "body": {"value": "\n\n".join(self.TRAPS), "format": "text"},
        }

    @pytest.mark.parametrize("trap", TRAPS)
    def test_near_the_head_and_the_end(self, trap: str) -> None:
        got = Read(f"A day at the sea\n\n{trap}\n\n{LONG}\n\n{trap}")
        assert set(got.row) == {"title", "item", "body"}
        assert got.paragraphs == [trap, LONG, trap]

    @pytest.mark.parametrize(
        "line",
        ["8/10 of us", "By the sea", "by the way", "March 3", "In 2015", "On the road", "Rated by nobody", "***", "1 / 53", "★★★★ (120 votes)", "Critique de Dune", "By Ada, who knows", "Good Friday",
         "With Ada", "For Ben", "Total chaos", "Stars over Leeds", "4 July", "100", "Version of events", "4.4 stars, based on 89 reviews",
         "Date night", "Mark my words", "Note to self", "1984", "Music", "The Story", "Updated rules", "A: B", "10:30"],
    )  # fmt: skip
    def test_short_lines_that_look_like_marks(self, line: str) -> None:
        got = Read(f"A day at the sea\n\n{LONG}\n\n{line}\n\n{SECOND}")
        assert set(got.row) == {"title", "item", "body"}
        assert got.paragraphs == [LONG, *([line] if line != "***" else []), SECOND]

    def test_marks_without_labels_count_near_the_ends_alone(self) -> None:
        middle = "★★★\n\nMarch 3, 2015\n\nBy Ada Example"
        got = Read(f"A day at the sea\n\n{LONG}\n\n{SECOND}\n\n{middle}\n\n{SECOND}\n\n{LONG}")
        assert set(got.row) == {"title", "item", "body"}
        assert middle in got.row["body"]["value"]


class TestDates:
    @pytest.mark.parametrize(
        ("line", "published"),
        [
            ("March 3, 2015", "2015-03-03"),
            ("Mar. 3, 2015", "2015-03-03"),
            ("3rd March 2015", "2015-03-03"),
            ("Tuesday, 3 March 2015", "2015-03-03"),
            ("Posted: 2015-03-03", "2015-03-03"),
            ("Posted: 2015/03/03", "2015-03-03"),
            ("2015-03-03T09:30:00+01:00", "2015-03-03T09:30:00+01:00"),
            ("3. Dezember 2015", "2015-12-03"),
            ("Datum: 3. Mai 2015", "2015-05-03"),
            ("Le 3 août 2015", "2015-08-03"),
            ("Publié le 1er février 2015", "2015-02-01"),
            ("Publicado el 3 de enero de 2015", "2015-01-03"),
            ("23/05/2015", "2015-05-23"),
            ("05/23/2015", "2015-05-23"),
            ("23.05.2015", "2015-05-23"),
            ("04/04/2015", "2015-04-04"),
            ("March 2015", "2015-03"),
            ("Published: 2015", "2015"),
            ("März 2015", "2015-03"),
        ],
    )
    def test_as_exact_as_the_page(self, line: str, published: str) -> None:
        got = Read(f"A lamp review\n{line}\n\n{LONG}")
        assert got.row["published"] == published
        assert got.paragraphs == [LONG]

    @pytest.mark.parametrize("line", ["03/04/2015", "Posted on 3.4.2015", "Date: 3-4-2015", "3/4/15"])
    def test_two_ways_to_read_one_are_none(self, line: str) -> None:
        got = Read(f"A lamp review\n{line}\n\n{LONG}")
        assert "published" not in got.row
        assert (
            "line 2",
            "published",
            "repaired",
            "a date in figures left out, which can be read in two ways",
        ) in got.told

    def test_a_time_without_a_zone(self) -> None:
        got = Read(f"A lamp review\nPosted on March 3, 2015 at 3:15 pm\n\n{LONG}")
        assert got.row["published"] == "2015-03-03"
        assert ("line 2", "published", "repaired", "the time left out, as it has no zone") in got.told

    @pytest.mark.parametrize("line", ["February 30, 2015", "Posted: soon", "Posted: 2015-13-01", "Updated: never"])
    def test_what_is_no_date_stays(self, line: str) -> None:
        got = Read(f"A lamp review\n\n{LONG}\n\n{line}\n\n{SECOND}")
        assert not {"published", "modified"} & set(got.row)
        assert line in got.paragraphs

    def test_only_in_the_languages_that_are_asked_for(self) -> None:
        page = f"A lamp review\n3 março 2015\n\n{LONG}"
        assert "published" not in Read(page).row
        assert Read(page, languages=("pt",)).row["published"] == "2015-03-03"
        assert "published" not in Read(page.replace("março", "mars"), languages=("en",)).row
        with pytest.raises(SettingsError, match="xx"):
            Read(page, languages=("xx",))


class TestRatings:
    @pytest.mark.parametrize(
        ("line", "rating"),
        [
            ("Rating: 8", {"value": 8}),
            ("Rating - 8/10", {"value": 8, "best": 10, "label": "8/10"}),
            ("Score: 8.5", {"value": 8.5}),
            ("4 out of 5 stars", {"value": 4, "best": 5, "label": "4 out of 5 stars"}),
            ("Our rating: 80%", {"value": 80, "best": 100, "label": "80%"}),
            ("★★★½", {"value": 3.5, "label": "★★★½"}),
            ("★★★☆☆", {"value": 3, "best": 5, "label": "★★★☆☆"}),
            ("Rating: ****", {"value": 4, "label": "****"}),
            ("★★★ (out of 4)", {"value": 3, "best": 4, "label": "★★★ (out of 4)"}),
            ("3½ stars", {"value": 3.5, "label": "3½ stars"}),
            ("Rating: 8/10 (very good)", {"value": 8, "best": 10, "label": "8/10 (very good)"}),
            ("Bewertung: 4 von 5 Sternen", {"value": 4, "best": 5, "label": "4 von 5 Sternen"}),
            ("Note : 4,5/5", {"value": 4.5, "best": 5, "label": "4,5/5"}),
            ("Puntuación: 8 de 10", {"value": 8, "best": 10, "label": "8 de 10"}),
            ("Verdict: 4/5", {"value": 4, "best": 5, "label": "4/5"}),
            ("Rating:\n4.5", {"value": 4.5}),
            ("Rating\n★★★★", {"value": 4, "label": "★★★★"}),
            ("Rating: 4\n4 out of 5", {"value": 4, "best": 5}),
        ],
    )
    def test_the_best_is_what_is_stated(self, line: str, rating: dict[str, Any]) -> None:
        got = Read(f"A lamp review\n\n{LONG}\n\n{SECOND}\n\n{line}\n")
        assert got.row["rating"] == rating
        assert got.paragraphs == [LONG, SECOND]

    @pytest.mark.parametrize(
        "line", ["Rating: n/a", "User rating: 4.5", "Rating: 4.2 (120 votes)", "IMDb: 7.1", "Rating: 11/10"]
    )
    def test_none_where_there_is_none(self, line: str) -> None:
        got = Read(f"A lamp review\n\n{LONG}\n\n{line}\n")
        assert set(got.row) == {"title", "item", "body"}
        assert got.paragraphs == [LONG]
        assert line == "Rating: n/a" or any(path == "rating" and place == "line 5" for place, path, _, _ in got.told)

    def test_the_whole_before_its_parts(self) -> None:
        got = Read(f"A lamp review\n\n{LONG}\n\nScore: 7/10\nFinal score: 8/10\n")
        assert got.row["rating"]["value"] == 8
        assert any(what == "one of several ratings taken" for *_, what in got.told)

    def test_for_whom_it_is_fit_is_no_grade(self) -> None:
        got = Read(f"A lamp movie review\nRating: PG-13\n\n{LONG}\n\nGrade: A-\n")
        assert got.row["item"]["content_rating"] == "PG-13"
        assert got.row["rating"]["label"] == "A-"
        assert {"rating.value", "rating.best", "rating.worst"} <= set(got.inferred)


class TestItems:
    @pytest.mark.parametrize(
        ("title", "item"),
        [
            ("Dune Review", {"type": "Thing", "name": "Dune"}),
            ("Review: Dune", {"type": "Thing", "name": "Dune"}),
            ("Dune (2021) – Movie Review", {"type": "Movie", "name": "Dune", "date_published": "2021"}),
            ("Book Review: Dune by Frank Herbert", {"type": "Book", "name": "Dune", "author": person("Frank Herbert")}),
            ("Halo Infinite (PS5) review", {"type": "VideoGame", "name": "Halo Infinite", "game_platform": ["PS5"]}),
            ("Alien Blu-Ray Review", {"type": "Movie", "name": "Alien"}),
            ("Alien 4K UHD Review", {"type": "Movie", "name": "Alien"}),
            ("Halo: Reach Review", {"type": "Thing", "name": "Halo: Reach"}),
            ("Dune Review: Sand and glory", {"type": "Thing", "name": "Dune"}),
            ("Dune review - The Evening Reel", {"type": "Thing", "name": "Dune"}),
            ("The Evening Reel | Review: Dune", {"type": "Thing", "name": "Dune"}),
            ("Dune: A Review", {"type": "Thing", "name": "Dune"}),
            ("A review of Dune", {"type": "Thing", "name": "Dune"}),
            ("Kritik: Dune", {"type": "Thing", "name": "Dune"}),
            ("Dune – Filmkritik", {"type": "Movie", "name": "Dune"}),
            (
                "Buchrezension: „Der Turm“ von Anna Beispiel",
                {"type": "Book", "name": "Der Turm", "author": person("Anna Beispiel")},
            ),
            ("Critique : Dune", {"type": "Thing", "name": "Dune"}),
            ("Critique d'Amélie", {"type": "Thing", "name": "Amélie"}),
            ("Note de lecture : Dune", {"type": "Book", "name": "Dune"}),
            ("Crítica de Dune", {"type": "Thing", "name": "Dune"}),
            (
                "Reseña del libro Dune de Frank Herbert",
                {"type": "Book", "name": "Dune", "author": person("Frank Herbert")},
            ),
            ("TV Review: The Long Tide", {"type": "TVSeries", "name": "The Long Tide"}),
            ("The Long Tide S01E02 review", {"type": "TVEpisode", "name": "The Long Tide S01E02"}),
            ("Restaurant review: The Tin Spoon", {"type": "Restaurant", "name": "The Tin Spoon"}),
            ("Grand Hotel Review", {"type": "Hotel", "name": "Grand Hotel"}),
            ("Product Review: Copper Kettle K2", {"type": "Product", "name": "Copper Kettle K2"}),
            ("“Dune” is long", {"type": "Thing", "name": "Dune"}),
            ("My review of the Acme Lamp", {"type": "Thing", "name": "Acme Lamp"}),
            ("Stand by Me Review", {"type": "Thing", "name": "Stand by Me"}),
            ("Peer Review Is Broken", {"type": "Thing", "name": "Peer Review Is Broken"}),
            ("Peer Reviews", {"type": "Thing", "name": "Peer Reviews"}),
        ],
    )
    def test_from_the_title(self, title: str, item: dict[str, Any]) -> None:
        got = Read(f"{title}\n\n{LONG}")
        assert got.row["item"] == item
        assert {"item.name", "item.type"} <= set(got.inferred) == {f"item.{name}" for name in item}
        assert got.row["title"] == title
        assert got.paragraphs == [LONG]

    def test_what_is_stated_is_not_inferred(self) -> None:
        got = Read(f"Sand, and more sand\nReview of: Dune\nDirector: Berta Muster\n\n{LONG}")
        assert got.row["item"] == film("Dune", director=person("Berta Muster"))
        assert got.inferred == ["item.type"]

    def test_a_category_tells_the_type(self) -> None:
        got = Read(f"Sand, and more sand\n\n{LONG}\n\nPosted in Books, News | 3 Comments")
        assert got.row["item"]["type"] == "Book"

    def test_what_has_no_place_is_told(self) -> None:
        got = Read(f"Dune movie review\nDirector: Berta Muster\nPrice: $19.99\nAspect ratio: 2.39\nISBN: 123\n\n{LONG}")
        assert got.paragraphs == [LONG]
        told = {(place, what) for place, path, kind, what in got.told if path == "item" and kind == "repaired"}
        assert told == {
            ("line 3", "Price left out, for which the record has no place"),
            ("line 4", "Aspect ratio left out, for which the record has no place"),
            ("line 5", "ISBN left out, as its value cannot be read"),
        }

    @pytest.mark.parametrize("fact", ["ISBN: 978-0-306-40615-8", "Pages: many"])
    def test_what_cannot_be_read_is_told(self, fact: str) -> None:
        got = Read(f"Book review: Dune\nPublisher: Harbour House\n{fact}\n\n{LONG}")
        assert set(got.row["item"]) == {"type", "name", "publisher"}
        assert (
            "line 3",
            "item",
            "repaired",
            f"{fact.partition(':')[0]} left out, as its value cannot be read",
        ) in got.told

    @pytest.mark.parametrize("price", ["$19.99", "19.99", "cheap", "EUR", "9,999 €"])
    def test_a_price_needs_its_currency(self, price: str) -> None:
        assert "offers" not in Read(f"Product review: Kettle\nPrice: {price}\n\n{LONG}").row["item"]

    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            ("Movie: Dune", "Movie"),
            ("Film : Dune", "Movie"),
            ("Buch: Dune", "Book"),
            ("Videojuego: Dune", "VideoGame"),
            ("Album: Dune", "MusicAlbum"),
            ("Product: Dune", "Thing"),
            ("Titre : Dune", "Thing"),
        ],
    )
    def test_by_the_label_of_its_name(self, line: str, kind: str) -> None:
        got = Read(f"Sand, and more sand\n{line}\n\n{LONG}")
        assert (got.row["item"]["type"], got.row["item"]["name"]) == (kind, "Dune")
        assert got.inferred == ["item.type"]

    def test_the_day_of_a_disc_is_not_the_film_s(self) -> None:
        page = f"Dune Blu-ray Review\nRelease date: March 1, 2015\n\n{LONG}"
        assert "date_published" not in Read(page).row["item"]
        assert Read(page.replace("Release date: March 1, 2015", "Year: 1984")).row["item"]["date_published"] == "1984"
        assert Read(page.replace("Blu-ray", "film")).row["item"]["date_published"] == "2015-03-01"

    def test_a_year_behind_a_stated_name(self) -> None:
        got = Read(f"Sand, and more sand\nFilm: Dune (2021)\n\n{LONG}")
        assert got.row["item"] == film("Dune", date_published="2021")


class TestTitles:
    """Which of the lines above the text is the title."""

    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ("Dune review", "Dune review"),
            ("The Evening Reel\nDune review", "Dune review"),
            ("The Evening Reel\nFilms and more since 2009\nDune review\nBy Ada Example", "Dune review"),
            ("The Evening Reel\nHome | Film | About\nSand, and more sand\nBy Ada Example", "Sand, and more sand"),
            ("Skip to content\nThe Evening Reel\n* Home\n* Film\nFilm\nSand, and more sand", "Sand, and more sand"),
            ("Sand, and more sand\nA long look at a dry place\nBy Ada Example", "Sand, and more sand"),
            ("Dune review - The Evening Reel\nDune review", "Dune review"),
            ("Ada's Film Reviews\nDune (2021)\n4/5", "Dune (2021)"),
            ("March 3, 2015\nBy Ada Example\nSand, and more sand", "Sand, and more sand"),
            ("Home > Reviews > Dune\nSand, and more sand", "Sand, and more sand"),
            ("# Dune review #", "Dune review"),
            ("Who is E.T.", "Who is E.T."),
        ],
    )
    def test_the_title(self, head: str, title: str) -> None:
        assert Read(f"{head}\n\n{LONG}\n\n{SECOND}").row["title"] == title

    def test_what_stands_twice(self) -> None:
        got = Read(f"The Evening Reel\nSand, and more sand\n\nSand, and more sand\n\n{LONG}")
        assert (got.row["title"], got.paragraphs) == ("Sand, and more sand", [LONG])

    def test_a_rating_behind_the_title(self) -> None:
        got = Read(f"REVIEW: Dune ★★★★\n\n{LONG}")
        assert got.row["item"]["name"] == "Dune"
        assert got.row["rating"] == {"value": 4, "label": "★★★★"}

    def test_none_is_needed_where_the_item_is_named(self) -> None:
        got = Read(f"Film: Dune\nReviewer: Ada Example\nRating: 4\n\nReview:\n\n{LONG}\n")
        assert got.row == {
            "item": film("Dune"),
            "authors": person("Ada Example"),
            "rating": {"value": 4},
            "body": {"value": LONG, "format": "text"},
        }


class TestAuthors:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("By Ada Example", ["Ada Example"]),
            ("by Ada Example and Ben Sample", ["Ada Example", "Ben Sample"]),
            ("By Ada Example, Ben Sample & Cleo Specimen", ["Ada Example", "Ben Sample", "Cleo Specimen"]),
            ("By Ada Example, Staff Writer", ["Ada Example"]),
            ("By: Ada Example | @ada | March 3, 2015", None),
            ("Written by Ada van der Example Jr.", ["Ada van der Example Jr."]),
            ("Reviewed by: filmfan87", ["filmfan87"]),
            ("Review by\nAda Example", ["Ada Example"]),
            ("Posted by Ada Example on March 3, 2015 in Reviews", ["Ada Example"]),
            ("March 3, 2015 by Ada Example", ["Ada Example"]),
            ("Ada Example, 3 March 2015", ["Ada Example"]),
            ("Ada Example\nMarch 3, 2015", ["Ada Example"]),
            ("Von Anna Beispiel", ["Anna Beispiel"]),
            ("Rezension von Anna Beispiel", ["Anna Beispiel"]),
            ("Par Anne Exemple", ["Anne Exemple"]),
            ("Écrit par Anne Exemple le 3 mars 2015", ["Anne Exemple"]),
            ("Por Ana Ejemplo", ["Ana Ejemplo"]),
            ("Autora: Ana Ejemplo", ["Ana Ejemplo"]),
            ("By Siobhán O'Example-Smith", ["Siobhán O'Example-Smith"]),
            ("By the people of Leeds", None),
            ("By then it was late", None),
        ],
    )
    def test_names(self, line: str, names: list[str] | None) -> None:
        got = Read(f"A lamp in the dark\n{line}\n\n{LONG}")
        assert got.row.get("authors") == (person(*names) if names else None)
        assert (got.paragraphs == [LONG]) == (names is not None)

    def test_the_author_of_the_book_is_not_the_reviewer(self) -> None:
        got = Read(f"Book review: Dune\nby Frank Herbert\nReviewed by Ada Example\n\n{LONG}")
        assert got.row["item"]["author"] == person("Frank Herbert")
        assert got.row["authors"] == person("Ada Example")


class TestBodies:
    def test_lines_of_the_site_go_and_are_told(self) -> None:
        got = Read(
            f"The Evening Reel\nHome | Film | About\n\nDune review\n\n{LONG}\n\nShare this:\nTweet\n\n{SECOND}\n\nBack to top\n"
        )
        assert got.paragraphs == [LONG, SECOND]
        assert ("line 1", "body", "repaired", "the lines above the title left out, as the site's own") in got.told
        menu = "lines of the site left out: menus, buttons, counts of comments"
        assert ("line 2", "body", "repaired", menu) in got.told

    def test_comments_are_left_out_and_told(self) -> None:
        got = Read(
            f"Dune review\n\n{LONG}\n\n{SECOND}\n\n2 thoughts on “Dune review”\n\nJoe says:\nNo.\n\nRating: 1/10"
        )
        assert got.paragraphs == [LONG, SECOND]
        assert "rating" not in got.row
        assert ("line 7", "body", "repaired", "comments and other pages below the review left out") in got.told

    def test_a_link_to_comments_above_the_text_ends_nothing(self) -> None:
        got = Read(f"Dune review\n3 comments\n\n{LONG}\n\n{SECOND}")
        assert got.paragraphs == [LONG, SECOND]

    def test_what_is_for_and_against_in_prose_stays(self) -> None:
        got = Read(f"Dune review\n\n{LONG}\n\nThe Good\n\n{SECOND}\n\nThe Bad\n\n{LONG}")
        assert got.paragraphs == [LONG, "The Good", SECOND, "The Bad", LONG]
        assert "pros" not in got.row

    def test_signs_need_no_heading(self) -> None:
        got = Read(f"Dune review\n\n{LONG}\n\n+ Sand\n+ Spice\n- Thirst\n\n{SECOND}\n\n- a list\n- of its own")
        assert (got.row["pros"], got.row["cons"]) == (["Sand", "Spice"], ["Thirst"])
        assert got.paragraphs == [LONG, SECOND, "- a list\n- of its own"]

    def test_names_that_nobody_knows_whose_they_are_stay(self) -> None:
        got = Read(f"Under the Ice\nBy Nils Exempel\nReviewed by Ada Example\n\n{LONG}")
        assert got.row["authors"] == person("Ada Example")
        assert got.paragraphs == ["By Nils Exempel", LONG]

    def test_a_sentence_is_no_statement(self) -> None:
        sentence = "It is a good film and I liked it a lot, as did my dog and hers."
        got = Read(f"Dune review\n\n{LONG}\n\nThe Good\n\n{sentence}\n\n{SECOND}")
        assert got.paragraphs == [LONG, "The Good", sentence, SECOND]

    @pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "+ ", "– ", "1. ", ""])
    def test_statements(self, bullet: str) -> None:
        got = Read(
            f"Dune review\n\n{LONG}\n\nPros:\n{bullet}Sand\n{bullet}More sand\n\nCons:\n{bullet}Thirst\n\n{SECOND}"
        )
        assert (got.row["pros"], got.row["cons"]) == (["Sand", "More sand"], ["Thirst"])
        assert got.paragraphs == [LONG, SECOND]


WORDS = [
    "lamp",
    "sea",
    "tower",
    "by",
    "on",
    "the",
    "of",
    "rating",
    "8/10",
    "March",
    "3,",
    "2015",
    "Stephen",
    "King",
    "published",
    "pros",
    "verdict",
    "and",
    "good",
    "stars",
    "★★★",
    "summary",
    "4",
    "out",
    "review",
    "comments",
    "share",
    "director",
    "it",
    "is",
    "a",
    "long",
    "way",
    "down,",
    "and",
    "nobody",
    "said",
    "so.",
    "then",
    "we",
    "went",
    "home",
    "again,",
    "as",
    "one",
    "does",
    "in",
    "films",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=26, max_size=60).map(
    lambda words: f"So {' '.join(words)} at last."
)


class TestAnyPage:
    @given(st.lists(sentences, min_size=1, max_size=5), st.integers(60, 80), st.booleans())
    def test_no_paragraph_is_lost(self, given_paragraphs: list[str], width: int, wrapped: bool) -> None:
        if wrapped:
            laid = ["\n".join(_wrapped(one, width)) for one in given_paragraphs]
        else:
            laid = given_paragraphs
        text = "A lamp in the dark\nBy Ada Example\n\n" + "\n\n".join(laid) + "\n\nRating: 4/5\n"
        got = Read(text)
        assert got.paragraphs == given_paragraphs
        assert got.row["authors"] == person("Ada Example")
        assert got.row["rating"]["value"] == 4

    @given(
        st.lists(
            st.one_of(
                raw_texts(), st.sampled_from([*HOSTILE, LONG, "By Ada", "Rating:", "Pros", "Dune review", "", "9/10"])
            ),
            max_size=12,
        )
    )
    def test_anything_is_a_review_or_a_refusal(self, parts: list[str]) -> None:
        survive("\n".join(parts).encode("utf-8", "surrogatepass"))

    @given(st.sampled_from(LAYOUTS), st.data())
    def test_damaged_layouts(self, layout: tuple[str, str, dict[str, Any], list[str]], data: st.DataObject) -> None:
        lines = layout[1].split("\n")
        for _ in range(data.draw(st.integers(1, 5))):
            at = data.draw(st.integers(0, len(lines)))
            change = data.draw(st.sampled_from(["cut", "twice", "half", "other"]))
            if change == "cut":
                del lines[at : at + 1]
            elif change == "twice":
                lines[at:at] = lines[at : at + 1]
            elif change == "half":
                lines[at : at + 1] = [line[: len(line) // 2] for line in lines[at : at + 1]]
            else:
                lines[at:at] = [data.draw(st.sampled_from(HOSTILE))]
        survive("\n".join(lines).encode())

    @pytest.mark.whole
    @pytest.mark.parametrize(
        "piece",
        ["Rating: 8/10 - - - - -\n", "March 3, 2015\n", "Pros\nshort\n", "- x\n", "Graphics: 9/10\n", "ab\n", "★", ":", "word ", "By Ada, Ben on x\n",
         "2015 by 2015 on 2015 ", "- - ", "Dune review\n\n", "(a) ", "Verdict\na b c\n", "\n", "Rating: " + "8" * 500 + "/10\n", "a. "],
        ids=lambda piece: repr(piece[:12]),
    )  # fmt: skip
    def test_time_grows_with_the_length_alone(self, piece: str) -> None:
        def read(size: int) -> None:
            survive(("Dune review\n\n" + piece * (size // len(piece.encode()))).encode())

        assert grows_linearly(read, 250_000)


def _wrapped(text: str, width: int) -> list[str]:
    """``text`` broken before the first word that does not fit, which is what every program does."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def survive(data: bytes) -> None:
    got = Read(data)
    if isinstance(got.made, Refusal):
        assert all(fault.found and fault.expected for fault in got.made.faults)
        str(got.made).encode()
    else:
        assert validated(plain(got.made)) == got.made


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", "an empty file"),
            (" \n\t\n", "nothing but white space"),
            (f"{LONG}\n\n{SECOND}\n", "Some films hurry"),
            (f"Our review\n\n{LONG}\n", "Our review"),
            ("Dune review\n", "nothing that is said of it"),
            ("Dune review\nBy Ada Example\n", "nothing that is said of it"),
            ("{}\n", "'{}'"),
            (b"Dune review\n\nd\xe9j\xe0 vu, an old feeling", "0xe9"),
            (b"PK\x03\x04", "ZIP"),
            ("Dune review\n\na".encode("utf-16"), "UTF-16"),
        ],
    )
    def test_each_says_what_was_found(self, text: str | bytes, found: str) -> None:
        got = Read(text)
        assert found in got.fault
        assert got.told == set(), "notes are of records"

    def test_limits(self) -> None:
        assert "more than 100 bytes" in Read(f"Dune review\n\n{LONG}", limit=100).fault
        assert "100,001 lines" in Read("Dune review\n" + "\n" * 100_000).fault

    def test_an_encoding(self) -> None:
        page = f"Critique : Dune\nPar Anne Exemple\n\n{FRANCAIS}"
        assert Read(page.encode("cp1252"), encoding="cp1252").row == Read(page).row


class TestMapping:
    def test_the_row_has_the_names_of_the_record(self) -> None:
        settings = MappingSettings.model_validate(
            {
                "map": {
                    "item.type": {"value": "Movie"},
                    "item.name": "item.name",
                    "title": "title",
                    "rating": {"from": "rating.label", "scale": "fraction"},
                    "tags": "cons",
                }
            }
        )
        mapper = compile_mapping(settings, scales={}, ids=Ids("example.org,2020"), timezone=None, folder=None, now=None)  # type: ignore[arg-type]
        ctx = ReadContext(source="a.txt", key="films/dune", mapper=mapper)
        page = f"Dune review\n\n{LONG}\n\nCons: sand\nRating: 4/5"
        (made,) = read([page.encode()], ctx)
        assert isinstance(made, Review)
        assert (made.id, made.item.type, made.item.name) == ("tag:example.org,2020:films/dune", "Movie", "Dune")
        assert made.rating is not None
        assert (made.rating.value, made.rating.best, made.tags) == (4, 5, ("sand",))


def test_it_is_read_only() -> None:
    assert FORMAT.write is None
    assert FORMAT.one_per_file
    assert FORMAT.carries[""] == "dropped"


@pytest.mark.parametrize("layout", LAYOUTS, ids=[one[0] for one in LAYOUTS])
def test_nothing_comes_that_is_not_declared(layout: tuple[str, str, dict[str, Any], list[str]]) -> None:
    made = Read(layout[1]).made
    assert isinstance(made, Review)
    kept = project(made, {**FORMAT.carries, "id": "exact", "item.type": "exact"})
    assert kept == made


# ------------------------------------------------------------------------------------------------- looser layouts


MAIL = f"""From: Ada Example <ada@x.example>
To: films@x.example
Date: Wed, 3 Mar 2021 10:00:00 +0000
Subject: Review: The Quiet Mill

{LONG}

8/10
"""


def test_a_review_that_came_as_a_mail():
    read = Read(MAIL)
    assert read.row["authors"] == person("Ada Example")
    assert read.row["item"]["name"] == "The Quiet Mill"
    assert (read.row["published"], read.row["rating"]["value"]) == ("2021-03-03T10:00:00Z", 8)
    assert read.paragraphs == [LONG]
    assert any("head of a mail" in told[3] for told in read.told)


@pytest.mark.parametrize("sender", ["ada@x.example (Ada Example)", '"Ada Example" <ada@x.example>', "Ada Example"])
def test_who_sent_the_mail_wrote_it(sender: str):
    assert Read(MAIL.replace("Ada Example <ada@x.example>", sender)).row["authors"] == person("Ada Example")


def test_an_address_alone_is_no_name():
    assert "authors" not in Read(MAIL.replace("Ada Example <ada@x.example>", "ada@x.example")).row


def test_one_line_that_looks_like_the_head_of_a_mail_is_none():
    read = Read(f"From: Here to the Sea review\n\nBy Ada Example\n\n{LONG}")
    assert read.row["item"]["name"] == "From: Here to the Sea"


def test_the_kind_of_review_and_its_author_on_one_line_below_the_title():
    read = Read(f"THE QUIET MILL\nA film review by Ada Example\n\n{LONG}\n\n{SECOND}\n\nRating: *** out of ****\n")
    assert read.row["authors"] == person("Ada Example")
    assert read.row["rating"] == {"value": 3, "best": 4, "label": "*** out of ****"}


def test_actors_are_no_authors():
    read = Read(f"The Quiet Mill\nStarring Cy Probe, Di Trial\n\n{LONG}\n\n{SECOND}\n\n3 stars\n")
    assert "authors" not in read.row


@pytest.mark.parametrize(
    ("line", "rating"),
    [("Verdict 8", {"value": 8}), ("Verdict 8/10", {"value": 8, "best": 10, "label": "8/10"}),
     ("Fazit 7,5/10", {"value": 7.5, "best": 10, "label": "7,5/10"})],
)  # fmt: skip
def test_a_verdict_in_figures_without_a_colon(line: str, rating: dict[str, Any]):
    read = Read(f"The Quiet Mill review\n\n{LONG}\n\n{SECOND}\n\n{line}\n")
    assert read.row["rating"] == rating
    assert read.paragraphs == [LONG, SECOND]


def test_a_verdict_in_words_without_a_colon_stays_text():
    read = Read(f"The Quiet Mill review\n\n{LONG}\n\n{SECOND}\n\nVerdict 8 of the jury was unkind\n")
    assert "rating" not in read.row
    assert read.paragraphs[-1] == "Verdict 8 of the jury was unkind"


def test_a_score_and_its_scale_on_two_lines():
    read = Read(f"The Quiet Mill review\n\n{LONG}\n\n{SECOND}\n\nFinal Score\n\n8.5\n\nout of 10\n")
    assert read.row["rating"] == {"value": 8.5, "best": 10, "label": "8.5 out of 10"}
    assert read.paragraphs == [LONG, SECOND]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Le moulin tranquille, la critique du film", "Movie"), ("Le moulin tranquille, notre critique", "")],
)
def test_a_critique_in_apposition(title: str, kind: str):
    read = Read(f"{title}\nPar Ada Exemple\n\n{FRANCAIS}\n\nNote : 14/20\n")
    assert read.row["item"]["name"] == "Le moulin tranquille"
    assert read.row["item"]["type"] == (kind or "Thing")
