"""What one editor has open, and what is found in it: the pure answers, asked by path and offset."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dataflow.base.place import Place
from dataflow.editor.checks import Checked, Offer, Shown
from dataflow.editor.known import Known
from dataflow.editor.positions import Positions, Range
from dataflow.editor.workspace import MapTexts, Workspace

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Found(NamedTuple):
    """What was found in the texts of a map at one moment."""

    texts: MapTexts
    checked: Checked


@dataclass
class Session:
    """The open maps of an editor, with the last problems and the last gaps of each."""

    workspace: Workspace
    problems: dict[Path, Found] = field(default_factory=dict)
    gaps: dict[Path, Found] = field(default_factory=dict)

    def map_of(self, path: Path) -> MapTexts | None:
        """The map that a file belongs to, as it is now."""
        root = self.workspace.root_of(path)
        return None if root is None else self.workspace.texts_of(root)

    def known(self, texts: MapTexts) -> Known:
        """What is known of a map."""
        gaps, problems = self.gaps.get(texts.root), self.problems.get(texts.root)
        known = self.workspace.known_of(texts, gaps.checked if gaps is not None else None)
        language = next((each.checked.language for each in (problems, gaps) if each is not None), known.language)
        return Known(known.files, language, known.holders, known.rules)

    def shown(self, texts: MapTexts) -> Mapping[Path, tuple[tuple[Range, Shown], ...]]:
        """The findings of each file of a map at their places in the text as it is now."""
        found: dict[Path, list[tuple[Range, Shown]]] = {texts.path_of(file): [] for file in texts.texts}
        for each in (self.problems.get(texts.root), self.gaps.get(texts.root)):
            for shown in each.checked.shown if each is not None else ():
                place = moved(shown.place, each.texts.texts, texts.texts) if each is not None else None
                if place is not None:
                    where = positions_in(texts, place.file).range_of(place)
                    found.setdefault(texts.path_of(place.file), []).append((where, shown))
        return {path: tuple(each) for path, each in found.items()}

    def offers(self, texts: MapTexts, file: str, first: int, last: int) -> Iterator[tuple[Shown, Offer]]:
        """The fixes of the findings on some lines of a file, from 1, as far as the texts are still those they fit."""
        for found in (self.problems.get(texts.root), self.gaps.get(texts.root)):
            for shown in found.checked.shown if found is not None else ():
                if found is None or shown.place.file != file or not shown.offers:
                    continue
                place = moved(shown.place, found.texts.texts, texts.texts)
                if place is not None and first <= place.line <= last:
                    for offer in shown.offers:
                        named = {edit.place.file for edit in offer.edits}
                        if all(found.texts.texts.get(each) == texts.texts.get(each) for each in named):
                            yield shown, offer


def positions_in(texts: MapTexts, file: str) -> Positions:
    """The positions of a file of a map."""
    return Positions(texts.texts.get(file, b"").decode("utf-8", errors="replace"))


def moved(place: Place, before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Place | None:
    """A place of an older text in the text as it is now; None if its line was changed meanwhile."""
    old, new = before.get(place.file), now.get(place.file)
    if old is new or old == new:
        return place
    if old is None or new is None:
        return None
    lines, lines_now = (_BREAK.split(text.decode("utf-8", errors="replace")) for text in (old, new))
    most, same = min(len(lines), len(lines_now)), 0
    while same < most and lines[same] == lines_now[same]:
        same += 1
    if place.line <= same:
        return place
    behind = 0
    while behind < most - same and lines[-1 - behind] == lines_now[-1 - behind]:
        behind += 1
    if place.line > len(lines) - behind:
        return place._replace(line=place.line + len(lines_now) - len(lines))
    return None
