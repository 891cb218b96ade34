"""The words for why a need is not met: a table for each use, with an entry for each cause.

A new cause is worded only here and in ``advice.py``.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dataflow.analysis.needs.causes import Cause
from dataflow.base.text import Text

CELL: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(en="parts lacking", da="kan ikke beregnes"),
    Cause.UNRECORDED: Text(en="not recorded", da="registreres ikke"),
    Cause.RECORDED_LATE: Text(en="recorded too late", da="registreres for sent"),
    Cause.NOT_SHARED: Text(en="not shared", da="deles ikke"),
    Cause.ARRIVES_LATE: Text(en="arrives too late", da="når frem for sent"),
    Cause.STALE: Text(en="out of date", da="forældet"),
    Cause.RECORDED_ELSEWHERE: Text(en="of another phase", da="fra en anden fase"),
    Cause.FORM_TOO_LOW: Text(en="form too low", da="for lav form"),
    Cause.FORM_LOST: Text(en="form lost", da="form går tabt"),
    Cause.CODE_SYSTEM_MISMATCH: Text(en="other codes", da="andre koder"),
    Cause.TOO_SLOW: Text(en="too slow", da="for langsomt"),
}
"""In the cell of a table: two or three words."""
CELL_UNKNOWN: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(en="unclear whether parts are there", da="uafklaret, om det kan beregnes"),
    Cause.UNRECORDED: Text(en="unclear whether it is recorded", da="uafklaret, om det registreres"),
    Cause.RECORDED_LATE: Text(en="unclear whether it is recorded in time", da="uafklaret, om det registreres i tide"),
    Cause.NOT_SHARED: Text(en="unclear whether it is shared", da="uafklaret, om det deles"),
    Cause.ARRIVES_LATE: Text(en="unclear whether it arrives in time", da="uafklaret, om det når frem i tide"),
    Cause.STALE: Text(en="unclear whether it is out of date", da="uafklaret, om det er forældet"),
    Cause.RECORDED_ELSEWHERE: Text(
        en="unclear whether it is of another phase", da="uafklaret, om det er fra en anden fase"
    ),
    Cause.FORM_TOO_LOW: Text(en="unclear whether its form is too low", da="uafklaret, om formen er for lav"),
    Cause.FORM_LOST: Text(en="unclear whether its form is lost", da="uafklaret, om formen går tabt"),
    Cause.CODE_SYSTEM_MISMATCH: Text(en="unclear whether its codes will do", da="uafklaret, om koderne kan bruges"),
    Cause.TOO_SLOW: Text(en="unclear whether it is too slow", da="uafklaret, om det kommer for langsomt"),
}
"""The same, where an unknown statement decides whether the need is met."""


class Caption(NamedTuple):
    """Words below an arrow: for one field and for several, certain and uncertain."""

    one: Text
    several: Text
    perhaps_one: Text
    perhaps_several: Text

    def of(self, count: int, is_certain: bool) -> Text:
        """The words for a number of fields."""
        if count == 1:
            return self.one if is_certain else self.perhaps_one
        return self.several if is_certain else self.perhaps_several


def _caption(words: Text, perhaps: Text) -> Caption:
    """Words that are the same for one field and for several."""
    return Caption(words, words, perhaps, perhaps)


_FREE_TEXT_ONLY = _caption(
    Text(en="only as free text", da="kun som fritekst"),
    Text(en="perhaps only as free text", da="måske kun som fritekst"),
)
CAPTION: Mapping[Cause, Caption] = {
    Cause.UNDERIVABLE: _caption(
        Text(en="cannot be worked out", da="kan ikke beregnes"),
        Text(en="perhaps cannot be worked out", da="kan måske ikke beregnes"),
    ),
    Cause.UNRECORDED: _caption(
        Text(en="recorded by nobody", da="registreres af ingen"),
        Text(en="perhaps recorded by nobody", da="registreres måske af ingen"),
    ),
    Cause.RECORDED_LATE: _caption(
        Text(en="recorded too late", da="registreres for sent"),
        Text(en="perhaps recorded too late", da="registreres måske for sent"),
    ),
    Cause.NOT_SHARED: _caption(
        Text(en="never shared", da="deles aldrig"), Text(en="perhaps not shared", da="deles måske ikke")
    ),
    Cause.ARRIVES_LATE: Caption(
        Text(en="arrives too late", da="når frem for sent"),
        Text(en="arrive too late", da="når frem for sent"),
        Text(en="perhaps arrives too late", da="når måske frem for sent"),
        Text(en="perhaps arrive too late", da="når måske frem for sent"),
    ),
    Cause.STALE: Caption(
        Text(en="out of date", da="forældet"),
        Text(en="out of date", da="forældede"),
        Text(en="perhaps out of date", da="måske forældet"),
        Text(en="perhaps out of date", da="måske forældede"),
    ),
    Cause.RECORDED_ELSEWHERE: _caption(
        Text(en="recorded in another phase", da="registreres i en anden fase"),
        Text(en="perhaps recorded in another phase", da="registreres måske i en anden fase"),
    ),
    Cause.FORM_TOO_LOW: _FREE_TEXT_ONLY,
    Cause.FORM_LOST: _FREE_TEXT_ONLY,
    Cause.CODE_SYSTEM_MISMATCH: _caption(
        Text(en="in another code system", da="i et andet kodesystem"),
        Text(en="perhaps in another code system", da="måske i et andet kodesystem"),
    ),
    Cause.TOO_SLOW: Caption(
        Text(en="arrives too slowly", da="når for langsomt frem"),
        Text(en="arrive too slowly", da="når for langsomt frem"),
        Text(en="perhaps arrives too slowly", da="når måske for langsomt frem"),
        Text(en="perhaps arrive too slowly", da="når måske for langsomt frem"),
    ),
}
"""Below the arrow of what is missing."""
CAPTION_NOT_CODED = Caption(
    Text(en="not coded", da="ikke kodet"),
    Text(en="not coded", da="ikke kodede"),
    Text(en="perhaps not coded", da="måske ikke kodet"),
    Text(en="perhaps not coded", da="måske ikke kodede"),
)
"""``FORM_TOO_LOW`` and ``FORM_LOST``, where the field is there as structured data."""
CAPTION_NOT_AGAIN = _caption(
    Text(en="not recorded again", da="registreres ikke igen"),
    Text(en="perhaps not recorded again", da="registreres måske ikke igen"),
)
"""``STALE``, where no other actor has the field."""

CAPTION_PLANNED = _caption(
    Text(en="not shared yet (planned)", da="deles endnu ikke (planlagt)"),
    Text(en="perhaps not shared yet", da="deles måske endnu ikke"),
)
"""``NOT_SHARED``, where what is planned would bring the field."""

MARK: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(en="parts of it are lacking", da="dele af det mangler"),
    Cause.UNRECORDED: Text(en="nobody records it", da="ingen registrerer det"),
    Cause.RECORDED_LATE: Text(en="it is only recorded later", da="det registreres først senere"),
    Cause.NOT_SHARED: Text(en="nobody shares it with this actor", da="det deles ikke hertil"),
    Cause.ARRIVES_LATE: Text(en="it does not get here in time", da="det når ikke hertil i tide"),
    Cause.STALE: Text(en="too old, from {recorded}", da="det er for gammelt, fra {recorded}"),
    Cause.RECORDED_ELSEWHERE: Text(en="of another phase, {recorded}", da="det er fra en anden fase, {recorded}"),
    Cause.FORM_TOO_LOW: Text(en="only {form}, not recorded well enough", da="kun {form}, registreres ikke godt nok"),
    Cause.FORM_LOST: Text(en="it gets here only {form}", da="det når kun hertil {form}"),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="{form}, which does not lead to {codes}", da="det er {form}, og det fører ikke til {codes}"
    ),
    Cause.TOO_SLOW: Text(en="here after {arrival}, {late} too late", da="her efter {arrival}, {late} for sent"),
}
"""At an actor in the picture of a field: a short clause. ``{form}`` is an adverb (``forms.ADVERB``)."""

TRACE: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(
        en="it could be worked out, but not all of its parts are there",
        da="det kunne beregnes, men ikke alle delene er der",
    ),
    Cause.UNRECORDED: Text(en="nobody records it", da="ingen registrerer det"),
    Cause.RECORDED_LATE: Text(en="it is only recorded later", da="det bliver først registreret senere"),
    Cause.NOT_SHARED: Text(
        en="nobody who records it shares it with {receiver}",
        da="ingen af dem, der registrerer det, deler det med {receiver}",
    ),
    Cause.ARRIVES_LATE: Text(en="it does not get there in time", da="det når ikke frem i tide"),
    Cause.STALE: Text(
        en="what there is was recorded too early, in {recorded}",
        da="det, der er, er registreret for tidligt, i {recorded}",
    ),
    Cause.RECORDED_ELSEWHERE: Text(
        en="what there is was recorded in {recorded}, and it is needed from another phase",
        da="det, der er, er registreret i {recorded}, og der er brug for det fra en anden fase",
    ),
    Cause.FORM_TOO_LOW: Text(
        en="it is only there {form}, and nobody records it well enough",
        da="det er der kun {form}, og ingen registrerer det godt nok",
    ),
    Cause.FORM_LOST: Text(
        en="it gets there only {form}, though it is recorded better",
        da="det når kun frem {form}, selv om det registreres bedre",
    ),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="it is there {form}, and no map leads from there to what is needed",
        da="det er der {form}, som der ikke findes nogen oversættelse fra til det, der er brug for",
    ),
    Cause.TOO_SLOW: Text(
        en="it is there only after {arrival}, {late} too late", da="det er der først efter {arrival}, {late} for sent"
    ),
}
"""In the sentences of a trace: a clause. ``{form}`` says as what data (``forms.AS_DATA``)."""

USE: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(
        en="it could work it out, but has no {parts} by then",
        da="den kunne beregne det, men har ikke {parts} på det tidspunkt",
    ),
    Cause.UNRECORDED: Text(en="{nobody} records it", da="{nobody} registrerer det"),
    Cause.RECORDED_LATE: Text(
        en="it is recorded only later, by {recorders}", da="det bliver først registreret senere, af {recorders}"
    ),
    Cause.NOT_SHARED: Text(
        en="it is recorded by {recorders}, but not shared with {receiver}",
        da="det registreres af {recorders}, men deles ikke med {receiver}",
    ),
    Cause.ARRIVES_LATE: Text(en="it does not get there in time", da="det når ikke frem i tide"),
    Cause.STALE: Text(en="what it has was recorded before {since}", da="det, den har, er registreret før {since}"),
    Cause.RECORDED_ELSEWHERE: Text(
        en="what it has was not recorded in {there}", da="det, den har, er ikke registreret i {there}"
    ),
    Cause.FORM_TOO_LOW: Text(
        en="it takes {least}, but nobody records it that well by then",
        da="det kræver {least}, men så godt er det ikke registreret på det tidspunkt",
    ),
    Cause.FORM_LOST: Text(
        en="it takes {least}, but does not get there in that form",
        da="det kræver {least}, men når ikke frem i den form",
    ),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="it takes a code in {wanted}, and no map leads there from what it has",
        da="det kræver en kode i {wanted}, men der findes ingen oversættelse dertil",
    ),
    Cause.TOO_SLOW: Text(
        en="it must be there within {limit}, but takes {arrival}",
        da="det skal være der inden for {limit}, men er {arrival} undervejs",
    ),
}
"""In the finding of a use that can't be (DF121): a clause. ``{least}`` is a noun (``forms.DATA``)."""

NEED: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(
        en="{actor} needs {field} in {phase} and could work it out, but {has_no} {parts} by then.",
        da="{actor} har brug for {field} i {phase} og kunne beregne det, men {has_no} {parts} på det tidspunkt.",
    ),
    Cause.UNRECORDED: Text(
        en="{actor} needs {field} in {phase}, but {nobody} records it.",
        da="{actor} har brug for {field} i {phase}, men {nobody} registrerer det.",
    ),
    Cause.RECORDED_LATE: Text(
        en="{actor} needs {field} in {phase}, but it is recorded only later, by {recorders}.",
        da="{actor} har brug for {field} i {phase}, men det bliver først registreret senere, af {recorders}.",
    ),
    Cause.NOT_SHARED: Text(
        en="{actor} needs {field} in {phase}, but nobody who records it shares it with {receiver}; it is recorded by"
        " {recorders}.",
        da="{actor} har brug for {field} i {phase}, men ingen af dem, der registrerer det, deler det med {receiver};"
        " det registreres af {recorders}.",
    ),
    Cause.ARRIVES_LATE: Text(
        en="{actor} needs {field} in {phase}, but it does not get there in time: {hops}.",
        da="{actor} har brug for {field} i {phase}, men det når ikke frem i tide: {hops}.",
    ),
    Cause.STALE: Text(
        en="{actor} needs {field} in {phase} as recorded in {since} or later, but has it only from {recorded}.",
        da="{actor} har brug for {field} i {phase}, registreret i {since} eller senere, men har det kun fra"
        " {recorded}.",
    ),
    Cause.RECORDED_ELSEWHERE: Text(
        en="{actor} needs {field} in {phase} as recorded in {there}, but has it only from {recorded}.",
        da="{actor} har brug for {field} i {phase}, registreret i {there}, men har det kun fra {recorded}.",
    ),
    Cause.FORM_TOO_LOW: Text(
        en="{actor} needs {field} in {phase} as {least}, but by then nobody records it better than as {best}.",
        da="{actor} har brug for {field} i {phase} som {least}, men på det tidspunkt registrerer ingen det bedre end"
        " som {best}.",
    ),
    Cause.FORM_LOST: Text(
        en="{actor} needs {field} in {phase} as {least}, but gets it as {form}: {hops}.",
        da="{actor} har brug for {field} i {phase} som {least}, men får det som {form}: {hops}.",
    ),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="{actor} needs {field} in {phase} coded in {wanted}, but has it coded in {codes}, from which no map"
        " leads there.",
        da="{actor} har brug for {field} i {phase} kodet i {wanted}, men har det kodet i {codes}, som der ikke"
        " findes nogen oversættelse fra.",
    ),
    Cause.TOO_SLOW: Text(
        en="{actor} needs {field} within {limit} of the beginning of {phase}, but has it only after {arrival}:"
        " {steps}.",
        da="{actor} har brug for {field} senest {limit} efter begyndelsen af {phase}, men har det først efter"
        " {arrival}: {steps}.",
    ),
}
"""The finding of an unmet need (DF301): a sentence. ``{least}``, ``{best}`` and ``{form}`` are nouns."""
NEED_RECORDED_LATER_HERE = Text(
    en="{actor} needs {field} in {phase}, but nobody who records it shares it with {receiver}; it is recorded by"
    " {recorders}, and by {receiver} itself only in {own_phases}.",
    da="{actor} har brug for {field} i {phase}, men ingen af dem, der registrerer det, deler det med {receiver}; det"
    " registreres af {recorders} og af {receiver} selv først i {own_phases}.",
)
"""``NOT_SHARED``, where the actor records the field itself too late for the need."""
NEED_IN_NO_CODE_SYSTEM = Text(
    en="{actor} needs {field} in {phase} coded in {wanted}, and has it coded, but the map does not say in what.",
    da="{actor} har brug for {field} i {phase} kodet i {wanted} og har det kodet, men kortet siger ikke, i hvad.",
)
"""``CODE_SYSTEM_MISMATCH``, where the map does not say in what the value is coded."""

NEED_OF_PARTS = Text(
    en="{actor} needs {field} in {phase} and could work it out, but {has_no} {parts} by then ({parts_why}).",
    da="{actor} har brug for {field} i {phase} og kunne beregne det, men {has_no} {parts} på det tidspunkt"
    " ({parts_why}).",
)
"""``UNDERIVABLE``, with the reason for each part: ``{parts_why}`` has the parts with clauses (``USE``)."""
NEED_OF_FRESH_PARTS = Text(
    en="{actor} needs {field} in {phase} as recorded in {since} or later, but it is worked out from what is older"
    " ({parts_why}).",
    da="{actor} har brug for {field} i {phase}, registreret i {since} eller senere, men det beregnes ud fra noget"
    " ældre ({parts_why}).",
)
"""``STALE``, of a derived field where parts are the reason."""
NEED_OF_BETTER_PARTS = Text(
    en="{actor} needs {field} in {phase} as {least}, but it is worked out only as {form} ({parts_why}).",
    da="{actor} har brug for {field} i {phase} som {least}, men det beregnes kun som {form} ({parts_why}).",
)
"""``FORM_TOO_LOW`` and ``FORM_LOST``, of a derived field where parts are the reason."""

WHY: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(
        en="Could be worked out, but not without {parts_all}", da="Kunne beregnes, men {parts_all} mangler"
    ),
    Cause.UNRECORDED: Text(en="{nobody} records it", da="{nobody} registrerer det"),
    Cause.RECORDED_LATE: Text(
        en="Recorded only later, by {recorders}", da="Bliver først registreret senere, af {recorders}"
    ),
    Cause.NOT_SHARED: Text(
        en="Recorded by {recorders}, but not shared with this actor",
        da="Registreres af {recorders}, men deles ikke hertil",
    ),
    Cause.ARRIVES_LATE: Text(en="Does not arrive in time: {hops}", da="Når ikke frem i tide: {hops}"),
    Cause.STALE: Text(
        en="Needed as recorded in {since} or later, but held only from {recorded}",
        da="Der er brug for det fra {since} eller senere, men det haves kun fra {recorded}",
    ),
    Cause.RECORDED_ELSEWHERE: Text(
        en="Needed as recorded in {there}, but held only from {recorded}",
        da="Der er brug for det fra {there}, men det haves kun fra {recorded}",
    ),
    Cause.FORM_TOO_LOW: Text(
        en="Needed as {least}, but recorded only as {best}",
        da="Der er brug for {least}, men det registreres kun som {best}",
    ),
    Cause.FORM_LOST: Text(
        en="Needed as {least}, but arrives as {form}: {hops}",
        da="Der er brug for {least}, men det når frem som {form}: {hops}",
    ),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="Needed in {wanted}, but held in another code system",
        da="Der er brug for det i {wanted}, men det haves i et andet kodesystem",
    ),
    Cause.TOO_SLOW: Text(
        en="Needed within {limit}, but takes {arrival}",
        da="Der er brug for det inden for {limit}, men det er {arrival} undervejs",
    ),
}
"""In a table of gaps: the cause in few words, with the blanks of ``NEED``."""
