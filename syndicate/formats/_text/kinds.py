"""The words for kinds of items in titles and categories, and the words for a review, in several languages."""

from __future__ import annotations

from syndicate.formats._text.lines import folded

__all__ = ["BRACKETS", "GENERIC", "REVIEW", "STAYS", "TYPES", "type_in"]

_TYPES: dict[str, str] = {
    "Movie": (
        "movie; film; feature; feature film; documentary; blu-ray; bluray; blu ray; dvd; dvd/blu-ray; blu-ray/dvd; "
        "4k; 4k uhd; uhd; 4k ultra hd; 4k ultra hd blu-ray; 4k uhd blu-ray; ultra hd; ultra hd blu-ray; uhd blu-ray; "
        "hd dvd; 3d blu-ray; blu-ray 3d; blu-ray disc; blu-ray + dvd; vhs; kinofilm; spielfilm; película; pelicula; "
        "movies; films; filme; películas; cinema; cine; cinéma; kino; movie reviews; film reviews"
    ),
    "Book": (
        "book; novel; audiobook; buch; roman; livre; libro; novela; graphic novel; memoir; hörbuch; books; bücher; "
        "livres; libros; book reviews"
    ),
    "VideoGame": (
        "game; video game; videogame; pc game; ps5; ps4; ps3; ps2; ps vita; psp; playstation; playstation 5; "
        "playstation 4; playstation 3; playstation 2; xbox; xbox one; xbox 360; xbox series x; xbox series s; xbox "
        "series x|s; xbox series x/s; nintendo switch; nintendo switch 2; wii; wii u; 3ds; nintendo 3ds; nintendo ds; "
        "spiel; jeu; jeu vidéo; juego; videojuego; games; gaming; spiele; jeux; jeux vidéo; juegos; videojuegos; "
        "video games; game reviews"
    ),
    "MusicAlbum": "album; music; cd; lp; ep; vinyl; álbum; disco; disque; albums; platten; cd reviews; album reviews",
    "TVSeries": (
        "tv; tv show; tv series; series; show; serie; série; televisión; television; tv reviews; series de tv; "
        "séries; serien"
    ),
    "Restaurant": "restaurant; restaurante; restaurants",
    "Hotel": "hotel; hôtel; hotels",
    "SoftwareApplication": "app; software; apps; aplicación; logiciel",
    "Product": "product; gadget; hardware; tech; produkt; produit; producto; gadgets",
    "PodcastSeries": "podcast; podcasts",
    "Event": "concert; konzert; concierto; live; gig",
}

TYPES: dict[str, str] = {word.strip(): name for name, words in _TYPES.items() for word in words.split(";")}
"""The class of schema.org for each word."""

BRACKETS: dict[str, str] = {
    "pc": "VideoGame", "switch": "VideoGame", "mac": "VideoGame", "steam": "VideoGame", "ios": "", "android": "",
    "netflix": "", "windows": "",
}  # fmt: skip
"""Words that tell what it runs or was seen on where they stand in brackets, and may be anything elsewhere."""

STAYS = frozenset((
    "feature", "hotel", "hôtel", "live", "music", "novel", "podcast", "restaurant", "restaurante", "roman", "serie",
    "series", "show", "software", "tech", "television", "wii",
))  # fmt: skip
"""Kinds that are often a part of the name itself: they tell the type, and stay."""

REVIEW: dict[str, str] = {
    "review": "", "reviewed": "", "reviews": "", "kritik": "", "filmkritik": "Movie", "kinokritik": "Movie",
    "buchkritik": "Book", "serienkritik": "TVSeries", "rezension": "", "filmrezension": "Movie",
    "buchrezension": "Book", "filmbesprechung": "Movie", "buchbesprechung": "Book", "besprechung": "",
    "testbericht": "", "test": "", "spieletest": "VideoGame", "plattenkritik": "MusicAlbum",
    "albumkritik": "MusicAlbum", "restaurantkritik": "Restaurant", "critique": "", "avis": "", "reseña": "",
    "crítica": "", "critica": "", "análisis": "", "recensione": "", "recensie": "", "recension": "", "resenha": "",
    "erfahrungsbericht": "",
}  # fmt: skip
"""Words for a review, and the type that they tell."""

GENERIC = frozenset((
    "a", "about", "album", "all", "an", "audio", "book", "complete", "customer", "das", "der", "detailed", "die",
    "early", "eine", "features", "film", "final", "first", "full", "game", "honest", "in", "la", "latest", "le",
    "meine", "mi", "mini", "more", "movie", "music", "my", "notre", "nuestra", "our", "product", "quick", "read",
    "reader", "recent", "short", "special", "the", "this", "tv", "una", "une", "unsere", "user", "video", "write",
    "your",
))  # fmt: skip
"""What is no name of an item where a review is said to be of it: "Our Review"."""


def type_in(text: str) -> str:
    """The class of schema.org that a word for a kind of item means (``Blu-ray``, ``roman``); empty where it is none."""
    key = folded(text)
    found = TYPES.get(key, "") or TYPES.get(key.removesuffix("s"), "")
    if not found and key.split(" ")[-1:] and key.split(" ")[-1] in REVIEW and " " in key:
        return type_in(key.rpartition(" ")[0])
    return found or REVIEW.get(key, "")
