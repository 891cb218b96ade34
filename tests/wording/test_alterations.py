"""What differs between two maps, in sentences: labels, and nothing that no author wrote."""

import pytest

from dataflow.project import Project
from dataflow.wording.alterations import names_in, object_sentence, statement_sentence

OLD = """\
map: {id: walk, title: En tur, languages: [da]}
phases: {stay: {label: Ophold}, visit: {label: Besøg}}
groups: {life: {label: Livsstil}}
fields: {smoking: {label: Rygning, kind: text}, weight: {label: Vægt, unit: kg}, bmi: {label: BMI}}
channels: {referral: {label: Henvisning, kind: referral, slots: {weight: structured}}}
sources: {talk: {title: Samtale}}
actors:
  gp:
    label: Almen praksis
    records: [{fields: [smoking, weight], phase: stay}]
    shares: [{fields: smoking, phase: stay, to: clinic, via: referral}]
  clinic: {label: Klinik, needs: [{fields: smoking, phase: visit}]}
"""


def told(was: str, now: str, language: str = "da") -> list[str]:
    """What a difference says of statements and objects, where ``was`` is replaced."""
    assert was in OLD
    old, new = (Project({"map.yaml": text.encode()}) for text in (OLD, OLD.replace(was, now)))
    found = new.difference(old)
    name = names_in(found.new, found.old)
    words = [statement_sentence(each, name, found.new.members) for each in found.statements]
    words += [object_sentence(each, name) for each in found.objects]
    return [each.in_language(language) for each in words]


@pytest.mark.parametrize(
    ("was", "now", "danish", "english"),
    [
        (
            "slots: {weight: structured}",
            "slots: {weight: structured, smoking: structured, bmi: structured}",
            "Kanalen »Henvisning«: ny plads til BMI og rygning, struktureret.",
            "The channel “Henvisning”: a new place for BMI and rygning, structured.",
        ),
        (
            "slots: {weight: structured}",
            "slots: {weight: coded}, closed: true",
            "Kanalen »Henvisning«: nu lukket for det, der ikke har en plads i den; vægt kommer nu kodet i stedet for"
            " struktureret.",
            "The channel “Henvisning”: now closed to what has no slot in it; vægt now coded instead of structured.",
        ),
        (
            "kind: text}",
            "kind: code, group: life}",
            "Feltet »Rygning«: gruppe »Livsstil« (før ikke angivet); slags kode i stedet for tekst.",
            "The field “Rygning”: group “Livsstil” (not stated before); kind code instead of text.",
        ),
        ("unit: kg", "unit: g", "Feltet »Vægt«: enhed g i stedet for kg.", "The field “Vægt”: unit g instead of kg."),
        (
            ", bmi: {label: BMI}",
            "",
            "Feltet »BMI« udgår.",
            "The field “BMI” is gone.",
        ),
        (
            "phase: stay, to: clinic, via: referral",
            "phase: stay, to: clinic, via: referral, on_request: true, form: structured, source: talk",
            "Almen praksis deler rygning med klinikken via henvisningen i »Ophold«: nu struktureret; før var formen"
            " ikke angivet; nu kun efter anmodning; kilde »Samtale« (før ikke angivet).",
            "Almen praksis shares rygning with the klinik by the henvisning in “Ophold”: now structured; before, no"
            " form was stated; now only on request; source “Samtale” (not stated before).",
        ),
    ],
)
def test_a_change_is_told_in_labels_and_in_words(was: str, now: str, danish: str, english: str) -> None:
    assert told(was, now) == [danish]
    assert told(was, now, "en") == [english]


def test_what_an_author_did_not_write_is_not_told_as_new() -> None:
    """``must`` and the usual form: of a new statement, only what differs from them."""
    was = "needs: [{fields: smoking, phase: visit}]"
    assert told(was, was.replace("}]", "}, {fields: bmi, phase: visit}]")) == [
        "Klinikken har nu brug for BMI i »Besøg«."
    ]
    assert told(was, was.replace("}]", "}, {fields: bmi, phase: visit, level: should, form: coded}]")) == [
        "Klinikken har nu brug for BMI i »Besøg« (bør-behov, kodet)."
    ]
    assert told(was, f"records: [{{fields: bmi, phase: visit}}], {was}") == [
        "Klinikken registrerer nu BMI i »Besøg«."
    ]
