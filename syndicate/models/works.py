"""Creative works: films, books, series, games, music, software, recipes, courses, podcasts.

Every field has the name of schema.org's property, in snake_case. A field that may hold several values is a tuple.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from syndicate.models._base import Model, stated
from syndicate.models.agents import Agent, Person
from syndicate.models.dates import Date, Day
from syndicate.models.item import Item, Part, types_below
from syndicate.models.number import Number
from syndicate.models.text import Duration, Language, Line, Many, Pattern, Url

__all__ = [
    "Book", "Course", "Movie", "MusicAlbum", "MusicRecording", "Offer", "PodcastEpisode", "PodcastSeries", "Recipe",
    "SoftwareApplication", "TVEpisode", "TVSeason", "TVSeries", "VideoGame",
]  # fmt: skip

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]

Currency = TypeAliasType(
    "Currency",
    Annotated[
        str,
        Pattern(r"^[A-Z]{3}$", "a currency's code of ISO 4217", "Write it as in EUR: three capital letters.", ("EUR",)),
    ],
)

Availability = Literal[
    "BackOrder", "Discontinued", "InStock", "InStoreOnly", "LimitedAvailability", "MadeToOrder", "OnlineOnly",
    "OutOfStock", "PreOrder", "PreSale", "Reserved", "SoldOut",
]  # fmt: skip


class Offer(Model):
    """What the item costs (https://schema.org/Offer)."""

    price: Number
    """The price, in units of the currency: 19.99."""
    price_currency: Currency
    """The currency's code of ISO 4217: EUR."""
    availability: Availability | None = None
    """Whether it can be had: a member of schema.org's ItemAvailability."""
    price_valid_until: Day | None = None
    """The last day of the price."""
    url: Url | None = None
    """The page where it is sold."""


class _Work(Item):
    date_published: Date | None = None
    """When the work first came out; its year tells works of one name apart."""
    genre: Many[Line] = ()
    """Genres: Drama, Science fiction."""
    in_language: Language | None = None
    """The language of the work."""
    creator: Many[Agent] = ()
    """Who made it, where no closer word fits: the studio of a game, the creators of a series."""
    publisher: Agent | None = None
    """Who brought it out."""
    content_rating: Line | None = None
    """For whom it is fit: `PG-13`, `FSK 12`."""


class Movie(_Work):
    """A film (https://schema.org/Movie)."""

    type: Annotated[str, types_below("Movie")] = stated("Movie")
    director: Many[Person] = ()
    """Who directed it."""
    actor: Many[Agent] = ()
    """Who plays in it."""
    duration: Duration | None = None
    """How long it runs."""
    country_of_origin: Many[Line] = ()
    """Where it comes from."""


class Book(_Work):
    """A book, audiobooks among them (https://schema.org/Book)."""

    type: Annotated[str, types_below("Book")] = stated("Book")
    author: Many[Agent] = ()
    """Who wrote it."""
    illustrator: Many[Person] = ()
    """Who drew its pictures."""
    translator: Many[Agent] = ()
    """Who translated it."""
    book_edition: Line | None = None
    """Which edition: `2nd`."""
    book_format: Literal["AudiobookFormat", "EBook", "GraphicNovel", "Hardcover", "Paperback"] | None = None
    """In what form: a member of schema.org's BookFormatType."""
    number_of_pages: Count | None = None
    """How many pages it has."""


class TVSeries(_Work):
    """A television series (https://schema.org/TVSeries)."""

    type: Annotated[str, types_below("TVSeries")] = stated("TVSeries")
    director: Many[Person] = ()
    """Who directed it."""
    actor: Many[Agent] = ()
    """Who plays in it."""
    start_date: Date | None = None
    """When its first episode was shown."""
    end_date: Date | None = None
    """When its last episode was shown."""
    number_of_seasons: Count | None = None
    """How many seasons it has."""
    number_of_episodes: Count | None = None
    """How many episodes it has."""


class TVSeason(_Work):
    """A season of a television series (https://schema.org/TVSeason)."""

    type: Annotated[str, types_below("TVSeason")] = stated("TVSeason")
    director: Many[Person] = ()
    """Who directed it."""
    actor: Many[Agent] = ()
    """Who plays in it."""
    part_of_series: Part | None = None
    """The series."""
    season_number: Count | None = None
    """Its number in the series."""
    number_of_episodes: Count | None = None
    """How many episodes it has."""


class TVEpisode(_Work):
    """An episode of a television series (https://schema.org/TVEpisode)."""

    type: Annotated[str, types_below("TVEpisode")] = stated("TVEpisode")
    director: Many[Person] = ()
    """Who directed it."""
    actor: Many[Agent] = ()
    """Who plays in it."""
    part_of_series: Part | None = None
    """The series."""
    part_of_season: Part | None = None
    """The season; `number` is the season's number."""
    episode_number: Count | None = None
    """Its number in the season."""
    duration: Duration | None = None
    """How long it runs."""


class VideoGame(_Work):
    """A video game (https://schema.org/VideoGame)."""

    type: Annotated[str, types_below("VideoGame")] = stated("VideoGame")
    game_platform: Many[Line] = ()
    """What it runs on: `PlayStation 5`, `Windows`."""
    application_category: Line | None = None
    """Its category in shops: `Game`."""
    operating_system: Line | None = None
    """The operating system that it needs."""
    offers: Many[Offer] = ()
    """What it costs."""


class MusicAlbum(_Work):
    """An album (https://schema.org/MusicAlbum)."""

    type: Annotated[str, types_below("MusicAlbum")] = stated("MusicAlbum")
    by_artist: Many[Agent] = ()
    """Who plays: people, or bands as organisations."""
    num_tracks: Count | None = None
    """How many tracks it has."""


class MusicRecording(_Work):
    """A song or another single recording (https://schema.org/MusicRecording)."""

    type: Annotated[str, types_below("MusicRecording")] = stated("MusicRecording")
    by_artist: Many[Agent] = ()
    """Who plays: people, or bands as organisations."""
    in_album: Part | None = None
    """The album."""
    duration: Duration | None = None
    """How long it lasts."""


class SoftwareApplication(_Work):
    """A program or an app (https://schema.org/SoftwareApplication)."""

    type: Annotated[str, types_below("SoftwareApplication", "VideoGame")] = stated("SoftwareApplication")
    application_category: Line | None = None
    """What it is for: `BusinessApplication`."""
    operating_system: Line | None = None
    """What it runs on: `Android 14`, `Windows`."""
    software_version: Line | None = None
    """The version that was reviewed."""
    offers: Many[Offer] = ()
    """What it costs."""


class Course(_Work):
    """A course (https://schema.org/Course)."""

    type: Annotated[str, types_below("Course")] = stated("Course")
    provider: Agent | None = None
    """Who offers it."""
    course_code: Line | None = None
    """What its provider calls it: `CS101`."""


class Recipe(_Work):
    """A recipe (https://schema.org/Recipe)."""

    type: Annotated[str, types_below("Recipe")] = stated("Recipe")
    author: Many[Agent] = ()
    """Whose recipe it is."""
    prep_time: Duration | None = None
    """How long the preparation takes."""
    cook_time: Duration | None = None
    """How long it cooks."""
    total_time: Duration | None = None
    """How long it takes in all."""
    recipe_category: Many[Line] = ()
    """The kind of dish: `dessert`."""
    recipe_cuisine: Many[Line] = ()
    """The cuisine: `Georgian`."""
    recipe_ingredient: Many[Line] = ()
    """What goes into it, one ingredient with its amount each."""
    recipe_yield: Line | None = None
    """What it makes: `4 servings`."""


class PodcastSeries(_Work):
    """A podcast (https://schema.org/PodcastSeries)."""

    type: Annotated[str, types_below("PodcastSeries")] = stated("PodcastSeries")
    author: Many[Agent] = ()
    """Whose podcast it is."""
    web_feed: Url | None = None
    """Its feed."""


class PodcastEpisode(_Work):
    """An episode of a podcast (https://schema.org/PodcastEpisode)."""

    type: Annotated[str, types_below("PodcastEpisode")] = stated("PodcastEpisode")
    author: Many[Agent] = ()
    """Who speaks in it."""
    part_of_series: Part | None = None
    """The podcast."""
    episode_number: Count | None = None
    """Its number."""
    duration: Duration | None = None
    """How long it lasts."""
