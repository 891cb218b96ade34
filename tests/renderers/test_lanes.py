"""Lanes: no text on another, no arrow through a text, nothing off the page, however strange the picture."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

import pytest
from renderers.own_names import without_prefix

from dataflow.base.lanes import Arrow, Change, Column, Hold, Lane, Lanes, Mark
from dataflow.base.picture import Key
from dataflow.base.text import Label
from dataflow.renderers import Options, render
from dataflow.renderers.diagrams.labels import head_length
from dataflow.renderers.lanes.layout import LanesLayout, lay_out
from dataflow.renderers.lanes.symbols import SYMBOLS
from dataflow.renderers.lanes.tracks import tracks_of, widths
from dataflow.renderers.painters import body_of
from dataflow.renderers.painters.lanes import best_layout
from dataflow.renderers.primitives.theme import THEMES

LONG = "som hedder noget meget langt: Hjerterehabiliteringsdatabaseforvaltningen"
SEEDS = 40
SVG = "{http://www.w3.org/2000/svg}"
OPTIONS = Options(language="da", page="a4-landscape")
Box = tuple[float, float, float, float]


def plain(text: str) -> Label:
    return Label("x", (("", text),))


def lane(name: str, thin: bool = False, label: str = "") -> Lane:
    return Lane(name, plain(label or name.title()), "care", plain(f"{name}."), plain("Sektor"), thin)


def arrow(source: str, target: str, column: str, status: str = "current", **more: object) -> Arrow:
    return Arrow(
        id=f"{source}.{target}.{column}.{len(more)}",
        source=source,
        target=target,
        column=column,
        form="coded",
        status=status,
        meaning=plain(f"{source} shares with {target}."),
        **more,  # type: ignore[arg-type]
    )


def mark(where: str, column: str, role: str, caption: str, *names: str, last: str | None = None) -> Mark:
    return Mark(
        id=f"{role}-{where}.{column}.{last}",
        lane=where,
        column=column,
        role=role,
        caption=plain(caption),
        meaning=plain(f"{where}: {caption}."),
        names=tuple(map(plain, names)),
        last=last,
        status=role if role in ("planned", "unknown") else "current",
    )


def lanes_of(
    lanes: tuple[Lane, ...],
    columns: tuple[str, ...],
    arrows: tuple[Arrow, ...] = (),
    marks: tuple[Mark, ...] = (),
    holds: tuple[Hold, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Lanes:
    roles = dict.fromkeys(each.role for each in marks if each.role in SYMBOLS)
    return Lanes(
        id="pathway",
        title=plain("Et forløb"),
        subtitle=(),
        description=tuple(each.meaning for each in arrows),
        lanes=lanes,
        columns=tuple(
            Column(each, plain(f"Fase {each}"), plain(f"{each}."), plain("ansvarlig"), beside=each == "p3")
            for each in columns
        ),
        arrows=arrows,
        marks=marks,
        holds=holds,
        changes=changes,
        legend=(
            *(Key("mark", role, plain(role)) for role in roles),
            *(Key("held", form, plain(form)) for form in ("coded", "structured", "free-text")),
            *(Key(*each, plain("x")) for each in (("break", "missing"), ("break", "barred"), ("thin", ""))),
            *(Key(each, "", plain(each)) for each in ("request", "time")),
            Key("station", "", plain("comes and goes")),
            Key("change", "", plain("handover")),
        ),
    )


def thrown(seed: int) -> Lanes:
    """The picture of a seed: any lanes and columns, and now and then long words."""
    dice = random.Random(seed)
    long = f" {LONG}" if seed % 4 == 0 else ""
    lanes = tuple(lane(f"a{at}", dice.random() < 0.3, f"Aktør {at}{long}") for at in range(dice.randint(0, 8)))
    columns = tuple(f"p{at}" for at in range(dice.randint(0, 6)))
    thick = [each.id for each in lanes if not each.thin]
    arrows: dict[str, Arrow] = {}
    for _ in range(dice.randint(0, 24) if len(thick) > 1 and columns else 0):
        source, target = dice.sample(thick, 2)
        status = dice.choice(["current", "current", "planned", "unknown", "barred", "missing"])
        words = dice.choice(
            [
                {"count": dice.randint(1, 60), "names": (plain("Epikrise"), plain("Genoptræningsplan (GOP)"))},
                {"names": (plain(f"Korrespondancemeddelelse{long}"),)},
                {"names": (plain("Brev"),), "flaw": plain("strukturen går tabt undervejs")},
                {"names": (plain("Henvisning"),), "time": plain("dag 5 → dag 9"), "flaw": plain("for langsomt")},
                {"time": plain("time 36 → time 132"), "on_request": True},
                {"count": dice.randint(1, 60), "names": (plain("Epikrise"),), "on_request": True},
                {},
            ]
        )
        each = arrow(source, target, dice.choice(columns), status, **words)
        arrows[each.id] = each
    marks: dict[str, Mark] = {}
    holds: dict[str, Hold] = {}
    for each in lanes if columns else ():
        for at, column in enumerate(columns):
            for _ in range(dice.choice([0, 0, 1, 2, 3])):
                last = dice.choice(columns[at:]) if each.thin else None
                role = dice.choice(
                    ["gives", "gets", "recorded"] if each.thin else sorted(SYMBOLS.keys() - {"missing"})
                )
                names = ("Målinger 7", f"Livsstil{long}", "Mål 3")[: 0 if each.thin else dice.randint(0, 3)]
                one = mark(
                    each.id, column, role, dice.choice(["12 felter", f"det deles ikke{long}"]), *names, last=last
                )
                marks[one.mark] = one
            if not each.thin and dice.random() < 0.5:
                form = dice.choice(["coded", "structured", "free-text"])
                one_hold = Hold(each.id, column, form, dice.random() < 0.5, plain("har det"))
                holds[one_hold.mark] = one_hold
    changes = tuple(
        Change(column, dice.choice(thick), plain("Sygehus → Kommune"), plain("overtager"), plain("3 af 9 behov"))
        for column in columns
        if thick and dice.random() < 0.4
    )
    return lanes_of(lanes, columns, tuple(arrows.values()), tuple(marks.values()), tuple(holds.values()), changes)


def drawn(picture: Lanes) -> ElementTree.Element:
    return ElementTree.fromstring(without_prefix(render(picture, "svg", OPTIONS).content))


@cache
def laid_out(seed: int) -> tuple[LanesLayout, tuple[tuple[str, str, Box], ...]]:
    """The picture of a seed as laid out, and the texts of its body as drawn."""
    picture = thrown(seed)
    return best_layout(picture, OPTIONS), tuple(texts(the_body(drawn(picture))))


def texts(inside: ElementTree.Element) -> Iterator[tuple[str, str, Box]]:
    """Every text with the id of its mark and the room that its letters take."""
    for group in inside.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            x, y, size, wide = (float(text.get(name) or 0) for name in ("x", "y", "font-size", "textLength"))
            left = {"middle": x - wide / 2, "end": x - wide}.get(text.get("text-anchor") or "", x)
            yield group.get("id") or "", text.text or "", (left, y - 0.74 * size, left + wide, y + 0.2 * size)


def the_body(page: ElementTree.Element) -> ElementTree.Element:
    return next(each for each in page.iter(f"{SVG}g") if each.get("class") == "picture")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_text_lies_on_another_or_leaves_the_page(seed: int) -> None:
    sheet, found = laid_out(seed)
    for _, words, (left, top, right, bottom) in found:
        assert left >= 0 and top >= 0 and right <= sheet.width + 0.01 and bottom <= sheet.height, words
    for (mine, word, a), (its, other, b) in combinations(found, 2):
        apart = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01
        assert apart, (mine, word, its, other)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_arrow_goes_through_the_words_of_another(seed: int) -> None:
    sheet, found = laid_out(seed)
    for way in sheet.arrows:
        top, bottom = sorted((way.start, way.tip))
        for mine, words, (left, above, right, below) in found:
            if mine != way.arrow.mark:
                assert not (left < way.x < right and above < bottom and top < below), (way.arrow.id, words)
    for one, two in combinations(sheet.arrows, 2):
        if abs(one.x - two.x) < 4:
            assert max(one.start, one.tip) <= min(two.start, two.tip) or max(two.start, two.tip) <= min(
                one.start, one.tip
            ), (one.arrow.id, two.arrow.id)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_arrow_begins_and_ends_at_its_cells(seed: int) -> None:
    picture = thrown(seed)
    sheet = next(lay_out(picture, "da", [1200.0]))
    rows = {each.id: box for each, _, box in sheet.lanes}
    for way in sheet.arrows:
        for end, at in ((way.arrow.source, way.start), (way.arrow.target, way.tip)):
            card = sheet.cards[end, way.arrow.column].box
            assert at in (card.top, card.bottom)
            assert card.left <= way.x <= card.right
            assert rows[end].top <= card.top and card.bottom <= rows[end].bottom


@pytest.mark.parametrize("seed", range(SEEDS))
def test_an_arrow_shows_on_both_sides_of_its_words(seed: int) -> None:
    """They stand in a gap between lanes and leave the head free, and a bit of the line before them."""
    sheet, _ = laid_out(seed)
    rows = [box for each, _, box in sheet.lanes if not each.thin]
    for way in sheet.arrows:
        down = 1 if way.tip > way.start else -1
        free = sorted((way.start + 3 * down, way.tip - head_length(way.line) * down))
        assert free[0] <= way.label.top and way.label.bottom <= free[1], way.arrow.id
        assert all(way.label.bottom <= row.top or row.bottom <= way.label.top for row in rows), way.arrow.id


def test_every_part_is_drawn_once_with_its_meaning() -> None:
    for seed in range(10):
        picture = thrown(seed)
        page = drawn(picture)
        ids = [each.get("id") for each in page.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        for part in picture.parts:
            assert ids.count(part.mark) == 1, part
            group = next(each for each in page.iter(f"{SVG}g") if each.get("id") == part.mark)
            assert (group.findtext(f"{SVG}title") or "") != ""


def test_time_runs_to_the_right_and_lanes_keep_their_order() -> None:
    sheet = next(lay_out(thrown(11), "da", [900.0]))
    heads = [box.left for _, _, box in sheet.heads]
    tops = [box.top for each, _, box in sheet.lanes if not each.thin]
    assert heads == sorted(heads) and len(heads) > 1
    assert tops == sorted(tops) and len(tops) > 1


def test_arrows_that_do_not_meet_share_a_track() -> None:
    """From the first lane to the second and on to the third is one line; what passes a lane stands aside."""
    order = {"a": 0, "b": 1, "c": 2}
    arrows = [arrow("a", "b", "p"), arrow("b", "c", "p"), arrow("c", "a", "p"), arrow("b", "a", "p")]
    tracks = tracks_of(arrows, order, {each.id: 40.0 for each in arrows})
    slot = {each.id: tracks.slots[each.id] for each in arrows}
    assert slot["a.b.p.0"] == slot["b.c.p.0"]
    assert slot["c.a.p.0"] == 0 and tracks.passing == 1
    assert len(set(slot.values())) == 3
    places = tracks.places(0, tracks.narrowest)
    assert places["c.a.p.0"] == max(places.values())


@pytest.mark.parametrize(
    ("least", "room", "expected"),
    [
        ([10, 10], 100, (50, 50)),
        ([10, 80], 100, (20, 80)),
        ([80, 80], 100, (80, 80)),
        ([10, 10, 60], 90, (15, 15, 60)),
        ([], 100, ()),
    ],
)
def test_columns_are_equal_except_those_that_need_more(
    least: list[float], room: float, expected: tuple[float, ...]
) -> None:
    assert widths(least, room) == expected


def test_an_empty_picture_is_a_page() -> None:
    page = drawn(lanes_of((), ()))
    assert page.tag == f"{SVG}svg"
    assert render(lanes_of((lane("a"),), ()), "png", Options(dpi=48)).content.startswith(b"\x89PNG")


def test_a_wish_for_another_paper_gives_another_layout() -> None:
    """The lanes are as wide as makes their words largest on the paper."""
    picture = thrown(35)
    wide = best_layout(picture, Options(page="a4-landscape"))
    high = best_layout(picture, Options(page="a4"))
    assert high.width < wide.width


def test_lanes_below_text_are_wider_and_not_as_high() -> None:
    """In a report, a heading and text stand above them on their page on its side."""
    picture = thrown(5)
    alone, below = (best_layout(picture, Options(below_text=below)) for below in (False, True))
    assert below.width > alone.width
    assert below.height < alone.height


def test_the_same_bytes_every_time() -> None:
    options = Options(language="da")
    assert [body_of(thrown(3), options, THEMES["default"]).shapes for _ in range(2)] == [
        body_of(thrown(3), options, THEMES["default"]).shapes
    ] * 2


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_arrow_shows_at_least_the_beginning_of_a_channel(seed: int) -> None:
    sheet, _ = laid_out(seed)
    for way in sheet.arrows:
        shown, names = "".join(way.badge.names.lines), [name.in_language("da") for name in way.arrow.names]
        assert bool(shown) == bool(names) and (not names or shown[:2] == names[0][:2]), way.arrow.id


@pytest.mark.parametrize(
    ("language", "said"), [("en", "the whole names of the channels of"), ("da", "hele kanalens navn ved")]
)
def test_a_dense_picture_says_that_names_of_channels_are_cut(language: str, said: str) -> None:
    """With how many arrows are concerned, and what to do."""
    lanes, arrows = crowd("Korrespondancemeddelelse om hjerterehabilitering i kommunen efter udskrivelse fra sygehus")
    options = Options(language=language, page="a4-landscape")
    dense = render(lanes_of(lanes, ("p0", "p1", "p2", "p3"), arrows), "svg", options)
    texts = [text.text or "" for text in ElementTree.fromstring(dense.content).iter(f"{SVG}text")]
    cut = sum(text.endswith("…") for text in texts)
    assert cut > 1 and "…" not in texts
    (remark,) = (each.in_language(language) for each in dense.remarks if said in each.in_language(language))
    assert f" {cut} " in remark and "--phase" in remark
    sparse = render(lanes_of(lanes, ("p0",), arrows[:1]), "svg", options)
    assert not [each for each in sparse.remarks if said in each.in_language(language)]


def crowd(channel: str) -> tuple[tuple[Lane, ...], tuple[Arrow, ...]]:
    """Twelve lanes, with an arrow by a channel from each to all below it."""
    return tuple(lane(f"a{at}") for at in range(12)), tuple(
        arrow(f"a{one}", f"a{two}", "p0", count=3, names=(plain(channel),)) for one, two in combinations(range(12), 2)
    )


def test_the_name_of_a_channel_is_broken_rather_than_cut() -> None:
    """However narrow the room beside an arrow is, as long as the name is not all too long."""
    lanes, arrows = crowd("Korrespondancemeddelelse")
    sheet = best_layout(lanes_of(lanes, ("p0", "p1", "p2", "p3"), arrows), OPTIONS)
    assert {"".join(way.badge.names.lines).replace("-", "") for way in sheet.arrows} == {"Korrespondancemeddelelse"}
    assert max(len(way.badge.names.lines) for way in sheet.arrows) > 3


@pytest.mark.parametrize("count", [None, 3])
def test_the_words_of_an_arrow_stand_around_its_own_line(count: int | None) -> None:
    """With a number on the line or without: words beside it would look like those of another arrow."""
    lanes = tuple(lane(f"a{at}") for at in range(4))
    arrows = (
        arrow("a0", "a2", "p0", names=(plain("Brev"),), count=count),
        arrow("a2", "a3", "p0", names=(plain("Udtræk fra nationale registre"),), count=count),
    )
    beside = mark("a1", "p0", "recorded", "registreres kodet i Sundhedsvæsenets Klassifikationssystem")
    sheet = next(lay_out(lanes_of(lanes, ("p0", "p1"), arrows, (beside,)), "da", [640.0]))
    for way in sheet.arrows:
        assert abs((way.label.left + way.label.right) / 2 - way.x) < 1, way.arrow.id
    assert " ".join(sheet.arrows[1].badge.names.lines) == "Udtræk fra nationale registre"


@pytest.mark.parametrize("page", ["a4", "a4-landscape"])
def test_channels_have_the_room_of_their_words_where_the_type_stays_large_enough(page: str) -> None:
    lanes = tuple(lane(f"a{at}") for at in range(3))
    arrows = tuple(
        arrow(*pair, "p0", count=3, names=(plain(name),))
        for *pair, name in (("a0", "a1", "Samtale"), ("a1", "a0", "Genoptræningsplan"), ("a0", "a2", "Epikrise"))
    )
    sheet = best_layout(lanes_of(lanes, ("p0", "p1"), arrows), Options(page=page, language="da"))
    assert [way.badge.names.lines for way in sheet.arrows] == [("Samtale",), ("Genoptræningsplan",), ("Epikrise",)]


def test_a_layout_is_the_same_whatever_width_was_tried_before() -> None:
    widths = [640.0, 900.0, 1200.0, 2000.0]
    tried = {layout.width: layout for layout in lay_out(thrown(11), "da", widths)}
    assert len(tried) > 1
    for width in widths:
        alone = next(lay_out(thrown(11), "da", [width]))
        assert tried[alone.width] == alone
