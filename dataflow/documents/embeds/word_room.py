"""Whether a picture has room on the page of a Word document where it stands, and what to say where it has not."""

from dataflow.base.text import Filling, Sentence, Text
from dataflow.documents.embeds.word_write import EMU
from dataflow.wording.numbers import decimal

_CAPTION = 12.0
"""The height that is left for a caption below a picture, in millimetres."""
_HARDLY = 0.5
"""How much larger than the room, in millimetres, a picture may be: sizes are rounded."""
_IN_MARGIN = 10.0
"""How far a picture may reach into the margin of its page, in millimetres."""
_SMALLER = Text(
    en="The picture “{name}” is {width} cm wide, not {asked}: that wide it would be {height} cm high, and the page"
    " has room for {across} x {down} cm. To have it larger, draw a part of the map (a phase, group, actor or"
    " channel), or put it on a larger page.",
    da="Billedet »{name}« er {width} cm bredt, ikke {asked}: så bredt ville det blive {height} cm højt, og siden har"
    " plads til {across} x {down} cm. Skal det være større, så tegn en del af kortet (én fase, gruppe, aktør eller"
    " kanal), eller sæt det på en større side.",
)
_CUT_OFF = Text(
    en="The picture “{name}” is {width} x {height} cm, and its page has room for {across} x {down} cm, so it is cut"
    " off. Make it smaller in Word, and run the command again; or draw a part of the map (a phase, group, actor or"
    " channel).",
    da="Billedet »{name}« er {width} x {height} cm, og siden har plads til {across} x {down} cm, så det bliver skåret"
    " af. Gør det mindre i Word, og kør kommandoen igen; eller tegn en del af kortet (én fase, gruppe, aktør eller"
    " kanal).",
)

Size = tuple[int, int]
"""Width and height in the units of Word."""
Area = tuple[float, float]
"""The room for text on a page, across and down, in millimetres."""


def fitted(size: Size, area: Area) -> Size:
    """The size of a new picture: as large as it was asked for, but no larger than the page and a caption allow."""
    across, down = area
    scale = min(1.0, across * EMU / size[0], max(down - _CAPTION, down / 2) * EMU / size[1])
    return size if scale == 1.0 else (round(size[0] * scale), round(size[1] * scale))


def too_large(size: Size, area: Area) -> bool:
    """Whether a picture is higher than the room for text, or so wide that it leaves the margin too."""
    width, height = (each / EMU for each in size)
    return width > area[0] + _IN_MARGIN or height > area[1] + _HARDLY


def made_smaller(name: str, size: Size, asked: Size, area: Area) -> Sentence:
    """What to say of a new picture that is smaller than it was asked for."""
    return Sentence(_SMALLER, {**_measures(name, size, area), "asked": _cm(asked[0]), "height": _cm(asked[1])})


def is_cut_off(name: str, size: Size, area: Area) -> Sentence:
    """What to say of a picture that somebody has made larger than its page."""
    return Sentence(_CUT_OFF, _measures(name, size, area))


def _measures(name: str, size: Size, area: Area) -> dict[str, Filling]:
    return {
        "name": name,
        "width": _cm(size[0]),
        "height": _cm(size[1]),
        "across": decimal(area[0] / 10, ".1f"),
        "down": decimal(area[1] / 10, ".1f"),
    }


def _cm(emu: int) -> Text:
    return decimal(emu / EMU / 10, ".1f")
