"""Writes the reference pages from the code that they describe: ``python docs/generate.py [--check]``.

``--check`` writes nothing and ends with 1 where a page is not what the code says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import typer
from pydantic import BaseModel

from syndicate import formats, models
from syndicate.check import Rule as LintRule
from syndicate.check import all_rules
from syndicate.check.explained import as_markdown
from syndicate.cli import app
from syndicate.formats import how
from syndicate.mapping import Condition, Join, Rule, Scale, Status
from syndicate.models.item import TYPED, Item, Thing
from syndicate.models.items import item_class
from syndicate.models.paths import PATHS
from syndicate.models.schema import documented
from syndicate.settings import Build, Check, Settings, Site, Source

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py; change the code and run it again. -->\n\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |\n"


def _fields(
    model: type[BaseModel], without: frozenset[str] = frozenset(), *, head: str = "field", defaults: bool = False
) -> Iterator[str]:
    told = documented(model)
    yield _row(head, "holds") + _row("---", "---")
    own = model.__annotations__ if issubclass(model, Source) else model.model_fields
    for name in sorted(model.model_fields, key=lambda name: name not in own):  # a source's path before its mapping
        if name not in without:
            field = model.model_fields[name]
            needed = " Required." if field.is_required() and name != "type" else ""
            default = _default(field.default) if defaults else ""
            yield _row(f"`{field.alias or name}`", (field.description or told.get(name, "")) + needed + default)


def _default(value: object) -> str:
    """What stands where nothing is said, as TOML writes it; empty where that is nothing."""
    if isinstance(value, bool):
        return f" By default `{str(value).lower()}`."
    if isinstance(value, int):
        return f" By default `{value}`."
    quote = "'" if value == '"' else '"'
    return f" By default `{quote}{value}{quote}`." if isinstance(value, str) and value else ""


def record() -> str:
    parts = [models.Review, models.Body, models.Rating, models.Aspect, models.Person, models.Organization, models.Reply]
    parts += [models.Provenance, models.Origin, models.Verification, models.Incentive, models.Moderation]
    parts += [
        models.Tombstone,
        models.Identifier,
        models.Part,
        models.Offer,
        models.Address,
        models.Geo,
        models.Location,
    ]
    text = MADE + "# The record\n\n"
    text += (
        "A record is a `Review`, or a `Tombstone` where one has left. What is absent is unknown: nothing is written as null,\n"
        "and no default stands for what the source did not say. `syndicate schema` prints all of this as JSON Schema.\n\n"
    )
    for model in parts:
        text += f"## {model.__name__}\n\n{_summary(model)}\n\n{''.join(_fields(model))}\n"
    text += f"## Items\n\n{_summary(Item)} Every item has:\n\n{''.join(_fields(Item))}\n"
    common = frozenset(Item.model_fields)
    for name in TYPED:
        kind = item_class(name)
        text += f"### {name}\n\n{_summary(kind)} Beside what every item has:\n\n{''.join(_fields(kind, common))}\n"
    return text + f"### Thing\n\n{_summary(Thing)}\n"


def format_pages() -> str:
    known = [form for form in formats.all_formats() if form.name in _own()]
    text = MADE + "# The formats\n\n" + _row("name", "what it is", "can", "suffixes", "specified") + _row(*["---"] * 5)
    for form in known:
        can = ", ".join(word for word in ("read", "write") if getattr(form, word) is not None)
        text += _row(f"`{form.name}`", form.title, can, " ".join(f"`{s}`" for s in form.suffixes), f"<{form.spec}>")
    text += "\n"
    for form in known:
        if form.options is not None:
            fields = "".join(_fields(form.options, head="option", defaults=True))
            alone = "For writing.\n\n" if form.options_for_writing else ""
            text += f"## Options of {form.name}\n\n{alone}{fields}\n"
    text += (
        "## What each carries\n\n"
        "What comes back when a record is written and read again: `exact`, `plain` (a body as its text), `html` (a body as\n"
        "its safe HTML), `unordered` (a list in another order), `set` (and each value once), `as text` (free JSON as text\n"
        "alone says it), `dropped`. For a format that is only written, what its reader could give back; for one that is\n"
        "only read, what it may find.\n"
        "`.*` stands for all that is inside.\n\n"
    )
    text += _row("path", *(form.name for form in known)) + _row(*["---"] * (len(known) + 1))
    cells = {path: tuple(str(how(form.carries, path)) for form in known) for path in PATHS}
    return text + "".join(_row(f"`{path}`", *row) for path, row in _together(cells))


def _together(cells: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a table of paths: one for an object (``item.author.*``) all of whose fields fare alike."""
    told: set[str] = set()
    for path, row in cells.items():
        parts = path.split(".")
        for depth in range(1, len(parts)):
            above = ".".join(parts[:depth])
            if above in told:
                break
            if all(other == row for below, other in cells.items() if below.startswith(f"{above}.")):
                told.add(above)
                yield f"{above}.*", row
                break
        else:
            yield path, row


def settings() -> str:
    text = (
        MADE
        + "# The settings\n\nWhat `syndicate.toml` may say, key by key. [Your own files](mapping.md) explains it by examples;\n"
        "`syndicate schema settings` prints it as JSON Schema.\n\n"
    )
    for title, model in (
        ("The file", Settings), ("[site]", Site), ("[build]", Build), ("[check]", Check), ("[[source]]", Source),
        ("A rule of [source.map]", Rule), ("A condition of [source.where]", Condition), ("[[source.join]]", Join),
        ("[source.status]", Status), ("[scales.NAME]", Scale),
    ):  # fmt: skip
        text += f"## {title}\n\n{_summary(model)}\n\n{''.join(_fields(model, head='key', defaults=True))}\n"
    return text.rstrip("\n") + "\n"


def commands() -> str:
    text = MADE + "# The commands\n\n"
    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        usage = " ".join(command.collect_usage_pieces(command.make_context(name, [], resilient_parsing=True)))
        text += f"## syndicate {name}\n\n`syndicate {name} {usage}`\n\n{command.help}\n\n"
        text += _row("option", "what it does") + _row("---", "---")
        for parameter in command.params:
            if parameter.name == "help":
                continue
            shown = (parameter.metavar or "") + ("..." if parameter.nargs < 0 else "")
            flags = ", ".join(f"`{flag}`" for flag in parameter.opts if flag.startswith("-"))
            text += _row(f"{flags} {shown}".strip() if flags else f"`{shown}`", getattr(parameter, "help", "") or "")
        text += "\n"
    return text + (
        "## Exit codes\n\n"
        "- 0: done; refusals are told and counted.\n"
        "- 1: nothing came out, or `--strict` and something was refused, or a check found errors.\n"
        "- 2: the call or the settings are wrong.\n"
    )


def _summary(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().partition("\n\n>>>")[0].replace("``", "`")


def _own() -> set[str]:
    return {path.stem for path in Path(formats.__file__).parent.glob("[a-z]*.py")}


def rules_page() -> str:
    text = MADE + "# The rules of syndicate check\n\n"
    text += (
        "What `syndicate check` looks for. `syndicate explain CODE` prints what each page says, `syndicate rules` this\n"
        "list. An `error` costs a result or is forbidden, a `warning` may cost it, a `note` is a fact.\n"
    )
    families: dict[str, list[LintRule]] = {}
    for rule in all_rules():
        families.setdefault(rule.family, []).append(rule)
    for family in sorted(families):
        text += f"\n## {FAMILIES[family]}\n\n" + _row("code", "name", "severity", "why") + _row(*["---"] * 4)
        for rule in families[family]:
            past = f" Until {rule.until}." if rule.until else ""
            text += _row(
                f"[{rule.code}]({rule.code}.md)", rule.name, rule.severity, f"{rule.why.partition('. ')[0]}.{past}"
            )
    return text


FAMILIES = {
    "EX": "Exports and records",
    "FE": "Feeds",
    "GR": "Rich results",
    "PO": "Policy",
    "SY": "The input itself",
    "TX": "Links and text",
    "VO": "Vocabulary",
}


PAGES = {"record.md": record, "formats.md": format_pages, "settings.md": settings, "commands.md": commands}
PAGES |= {"rules/README.md": rules_page}
PAGES |= {f"rules/{rule.code}.md": partial(lambda rule: MADE + as_markdown(rule), rule) for rule in all_rules()}


def main() -> int:
    stale = []
    for gone in sorted(HERE.glob("rules/*.md")):
        if f"rules/{gone.name}" not in PAGES:
            stale.append(f"rules/{gone.name}")
            if "--check" not in sys.argv:
                gone.unlink()
    for name, make in PAGES.items():
        content = make()
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(content, encoding="utf-8")
                print(f"wrote {path}")
    if stale and "--check" in sys.argv:
        print(f"{', '.join(stale)}: not what the code says; run python docs/generate.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
