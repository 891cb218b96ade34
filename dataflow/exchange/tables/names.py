"""The names under which things are shown in cells, with the ids behind them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from dataflow.base.nearest import containing, nearest
from dataflow.base.text import Text
from dataflow.exchange.tables.rows import Row, Value, clean_text

GROUP = Text(en="Group: {group}", da="Gruppe: {group}")
YES_OR_NO: Mapping[str, Text] = {"true": Text(en="yes", da="ja"), "false": Text(en="no", da="nej")}

_LOOKALIKES = str.maketrans(
    dict(zip("АВЕКМНОРСТУХаеорсухі", "ABEKMHOPCTYXaeopcyxi", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad\ufffe\uffff")
)
"""Cyrillic and Greek letters, dashes and quotation marks that look like others, and characters that can't be seen."""


def folded(text: str) -> str:
    """The text as it is compared: without case, look-alike letters, and differences in spaces."""
    return " ".join(normalize("NFKC", text).translate(_LOOKALIKES).split()).casefold()


@dataclass(frozen=True)
class Names:
    """The names of what a section declares, by id; ``others`` are those in other languages, and of before.

    ``of_map`` are those that the map has in any language, where no name of the tables is meant.
    ``has_sheet`` says whether the tables have the sheet on which they are declared, ``all_on_sheet`` whether it has
    all of them: that of one actor has those that its statements name.
    """

    shown: Mapping[str, str]
    others: tuple[tuple[str, str], ...] = ()
    of_map: tuple[tuple[str, str], ...] = ()
    has_sheet: bool = True
    all_on_sheet: bool = True

    def find(self, text: str) -> str | None:
        """The id of a name, or of an id; None where there is none or more than one."""
        if text in self.shown:
            return text
        wanted = folded(text)
        for names in (self.shown.items(), self.others, self.of_map):
            found = {id_ for id_, name in names if wanted in (folded(name), folded(id_))}
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def near(self, text: str) -> tuple[str, ...]:
        """The ids whose names, or which themselves, are nearest to a text."""
        by_name = {name: id_ for id_, name in self.shown.items()} | {id_: id_ for id_ in self.shown}
        near = nearest(text, by_name) or containing(text, by_name)
        return tuple(dict.fromkeys(by_name[name] for name in near))[:3]


def systems_of(actor: str) -> str:
    """The section of names for the systems of an actor: those of others may have the same ids."""
    return f"systems:{actor}"


def names_for(names: Mapping[str, Names], actor: Value | None) -> Mapping[str, Names]:
    """The names that a row of an actor may use: of all systems, those of the actor."""
    own = names.get(systems_of(str(actor)))
    return names if own is None else {**names, "systems": own}


def names_of(labels: Mapping[str, str]) -> Names:
    """Names that differ: an id follows a label that others have, or that could be read as a list."""
    times = Counter(folded(label) for label in labels.values())
    ids = {folded(id_): id_ for id_ in labels}

    def name(id_: str, label: str) -> str:
        clean = " ".join(clean_text(label).split())
        clear = times[folded(label)] == 1 and ";" not in clean and ids.get(folded(clean), id_) == id_
        if not clean or ";" in clean:
            return id_
        return clean if clear else f"{clean} [{id_}]"

    return Names({id_: name(id_, label) for id_, label in labels.items()})


def section_of(row: Row) -> str:
    """The section of names to which what a row declares belongs."""
    return systems_of(row.text("actor")) if row.sheet == "systems" else row.sheet


def section_names(
    rows: Iterable[Row], known: Mapping[str, Mapping[str, str]], language: str, languages: Iterable[str]
) -> dict[str, Names]:
    """The names by section, from rows and from what else is known; groups are among the fields, as ``group:ID``."""
    labels: dict[str, dict[str, str]] = {section: dict(entries) for section, entries in known.items()}
    order = dict.fromkeys((language, *languages))
    for row in rows:
        if "id" in row.cells and row.sheet != "map":
            texts = (row.text(f"label@{each}") or row.text(f"title@{each}") for each in order)
            labels.setdefault(section_of(row), {})[row.text("id")] = next(filter(None, texts), row.text("id"))
    grouped = {
        f"group:{id_}": GROUP.in_language(language).format(group=label)
        for id_, label in labels.get("groups", {}).items()
    }
    labels["fields"] = {**labels.get("fields", {}), **grouped}
    return {section: names_of(entries) for section, entries in labels.items()}
