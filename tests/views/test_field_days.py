"""The picture of a field shows when it is recorded, sent and there, and the limit of each need."""

from views.lanes_as_text import as_text

from dataflow.base.lanes import Lanes
from dataflow.project import Project

MAP = """\
map: {id: m, title: Map}
phases: {discharge: {label: Discharge}, training: {label: Training}}
fields: {plan: {label: Plan}, risk: {label: Risk group}, score: {label: Score, derived_from: [plan, risk]}}
channels:
  letter: {label: Letter, takes: 4d, form: structured}
  phone: {label: Phone, form: structured}
  wire: {label: Wire, takes: 0h, form: structured}
actors:
  hospital:
    label: Hospital
    sector: regional
    records: [{fields: plan, phase: discharge}, {fields: risk, phase: discharge, after: 36h}]
    shares:
      - {fields: [plan, risk], phase: discharge, to: town, via: letter}
      - {fields: plan, phase: discharge, to: gp, via: phone, after: 2d}
      - {fields: risk, phase: discharge, to: gp, via: wire}
      - {fields: plan, phase: training, to: gp, via: wire}
  town:
    label: Town
    sector: municipal
    needs: [{fields: [plan, risk, score], phase: discharge, within: 5d}, {fields: plan, phase: training, within: 0h}]
  gp: {label: Practice, sector: primary, needs: [{fields: [plan, risk], phase: discharge, within: 1w}]}
"""


def drawn(field: str, text: str = MAP) -> Lanes:
    project = Project({"map.yaml": text.encode()})
    assert not project.problems, [each.message.in_language("en") for each in project.problems]
    picture = project.picture(f"field:{field}")
    assert isinstance(picture, Lanes)
    return picture


def lines(picture: Lanes, *starts: str, language: str = "en") -> list[str]:
    return [line for line in as_text(picture, language).splitlines() if line.startswith(starts)]


def test_each_hop_has_its_time() -> None:
    """How long it takes, or when it is sent and there; what is not stated has none."""
    assert lines(drawn("plan"), "discharge", "training") == [
        "discharge hospital > town structured current: Letter / 4 d",
        "discharge hospital > gp structured current: Phone / day 2",
        "training hospital > gp structured current: Wire / at once",
    ]
    assert lines(drawn("risk"), "discharge") == [
        "discharge hospital > town structured current: Letter / hour 36 → hour 132 / too slow",
        "discharge hospital > gp structured current: Wire / hour 36",
    ]
    assert lines(drawn("risk"), "discharge", language="da")[0].endswith("time 36 → time 132 / for langsomt")


def test_a_record_has_the_day_on_which_it_is_made() -> None:
    """And what is worked out, that of its last part."""
    assert "hospital discharge recorded: recorded structured, hour 36" in lines(drawn("risk"), "hospital discharge")
    assert lines(drawn("score"), "hospital discharge derived", "town discharge derived") == [
        "hospital discharge derived: worked out from Plan and Risk group, hour 36",
        "town discharge derived: worked out from Plan and Risk group, hour 132",
    ]


def test_a_need_has_its_limit_and_by_how_much_it_is_missed() -> None:
    """What is there before the phase is there when it begins."""
    assert lines(drawn("plan"), "town discharge", "town training met") == [
        "town discharge met: needs it within 5 days",
        "town training met: needs it when the phase begins",
        "town discharge has it structured from here",
    ]
    assert lines(drawn("risk"), "town discharge degraded") == [
        "town discharge degraded: here after 5 days and 12 hours, 12 hours too late / needs it within 5 days"
    ]
    assert lines(drawn("risk"), "town discharge degraded", language="da") == [
        "town discharge degraded: her efter 5 dage og 12 timer, 12 timer for sent / har brug for det inden for 5 dage"
    ]


def test_a_limit_that_nobody_can_check_is_marked() -> None:
    """The sender is known to send at once, and nobody knows how long the telephone takes."""
    text = MAP.replace("via: phone, after: 2d", "via: phone")
    assert lines(drawn("plan", text), "gp discharge met") == [
        "gp discharge met: needs it within 7 days / time not stated"
    ]
    said = [line.in_language("en") for line in drawn("plan", text).description]
    assert (
        "In Discharge, Practice needs it within 7 days, and has it, but it is not stated how long it takes." in said
    )


def test_the_words_for_readers_who_do_not_see_it_have_the_times() -> None:
    """In both languages."""
    said = [line.in_language("en") for line in drawn("risk").description]
    assert "In Discharge, Hospital records it, structured, after 36 hours." in said
    assert (
        "In Discharge, Hospital passes it to Town by Letter, structured; sent after 36 hours, takes 4 days,"
        " there after 5 days and 12 hours." in said
    )
    assert "In Discharge, Practice needs it within 7 days, and has it after 36 hours." in said
    danish = [line.in_language("da") for line in drawn("risk").description]
    assert any(
        "sendes efter 36 timer, er 4 dage undervejs, er fremme efter 5 dage og 12 timer." in line for line in danish
    )


def test_the_key_of_times_is_there_where_times_are() -> None:
    """A kind of time that is not in the picture has none, and the sample is one of its own times."""
    keys = {field: [key for key in drawn(field).legend if key.subject == "time"] for field in ("plan", "risk")}
    said = {
        field: [f"{key.example.in_language('da')}: {key.label.in_language('da')}" for key in found if key.example]
        for field, found in keys.items()
    }
    sent = "hvornår det er sendt og fremme, fra fasens begyndelse"
    assert said == {"plan": ["4 d: tid undervejs", f"dag 2: {sent}"], "risk": [f"time 36 → time 132: {sent}"]}
    timeless = MAP.replace(", takes: 4d", "").replace(", takes: 0h", "").replace(", after: 2d", "")
    assert "time" not in [key.subject for key in drawn("plan", timeless).legend]


def test_what_is_too_slow_is_not_drawn_as_missing() -> None:
    """It is shared; where a record is what takes longest, no arrow is to blame."""
    assert [arrow.status for arrow in drawn("risk").arrows] == ["current", "current"]
    late = MAP.replace("after: 36h", "after: 6d").replace("takes: 4d", "takes: 1d")
    assert [arrow.flaw for arrow in drawn("risk", late).arrows] == [None, None]
