"""Labels within sentences: by what they name, in both languages."""

import pytest

from dataflow.base.naming import Usage, spoken
from dataflow.base.text import Label, Name, Sentence, Text


@pytest.mark.parametrize(
    ("label", "danish"),
    [
        ("Epikrise", "epikrisen"),
        ("Elektronisk omsorgsjournal (EOJ)", "den elektroniske omsorgsjournal (EOJ)"),
        ("Kommunalt afslutningsnotat", "det kommunale afslutningsnotat"),
        ("Korrespondancemeddelelse", "korrespondancemeddelelsen"),
        ("Sundhedsjournalen (e-journal)", "sundhedsjournalen (e-journal)"),
        ("Mail", "mailen"),
        ("Opkald", "opkaldet"),
        ("Advis", "adviset"),
        ("Pleje.net", "Pleje.net"),
        ("Telefon, papir, borgeren selv", "»Telefon, papir, borgeren selv«"),
        ("Lægens egne analyser", "»Lægens egne analyser«"),
        ("Fælles Medicinkort (FMK)", "»Fælles Medicinkort (FMK)«"),
        ("AmbuFlex", "AmbuFlex"),
    ],
)
def test_a_channel_is_definite_in_danish(label: str, danish: str) -> None:
    """With its adjectives; in quotation marks where several words fit no rule."""
    assert spoken(label, Usage.THING, "da") == danish


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("Discharge letter", "the discharge letter"),
        ("Portal", "the portal"),
        ("AmbuFlex", "AmbuFlex"),
        ("The plan that is brought", "the plan that is brought"),
    ],
)
def test_a_channel_has_its_article_in_english(label: str, english: str) -> None:
    assert spoken(label, Usage.THING, "en") == english


@pytest.mark.parametrize(
    ("label", "english", "danish"),
    [
        ("Kommune", "the kommune", "kommunen"),
        ("Jobcenter", "the jobcenter", "jobcentret"),
        ("Fysioterapiklinik", "the fysioterapiklinik", "fysioterapiklinikken"),
        ("Patient/borger", "the patient/borger", "patienten/borgeren"),
        ("Plejehjem (kommunalt)", "the plejehjem (kommunalt)", "plejehjemmet (kommunalt)"),
        ("Almen praksis", "almen praksis", "almen praksis"),
        ("Lægevagt", "the lægevagt", "lægevagten"),
        ("Social- og sundhedsassistent", "social- og sundhedsassistent", "social- og sundhedsassistenten"),
        ("Privat fodterapeut", "privat fodterapeut", "den private fodterapeut"),
        ("Praktiserende læge", "praktiserende læge", "den praktiserende læge"),
        ("Kommunalt sundhedscenter", "kommunalt sundhedscenter", "det kommunale sundhedscenter"),
        ("Fysioterapeut i praksis", "fysioterapeut i praksis", "fysioterapeuten i praksis"),
        ("Kommunens sundhedscenter", "kommunens sundhedscenter", "kommunens sundhedscenter"),
        ("Egen læge", "egen læge", "egen læge"),
        ("Aarhus Universitetshospital", "Aarhus Universitetshospital", "Aarhus Universitetshospital"),
        ("FMK", "FMK", "FMK"),
    ],
)
def test_an_actor(label: str, english: str, danish: str) -> None:
    """A common noun is definite; a name and several words are as written."""
    assert (spoken(label, Usage.ACTOR, "en"), spoken(label, Usage.ACTOR, "da")) == (english, danish)


@pytest.mark.parametrize(
    ("usage", "english", "danish"),
    [
        (Usage.TERM, "blood pressure", "blood pressure"),
        (Usage.TITLE, "“Blood pressure”", "»Blood pressure«"),
        (Usage.PROPER, "Blood pressure", "Blood pressure"),
        (Usage.REGISTER, "the Blood pressure", "Blood pressure"),
    ],
)
def test_the_other_uses(usage: Usage, english: str, danish: str) -> None:
    assert (spoken("Blood pressure", usage, "en"), spoken("Blood pressure", usage, "da")) == (english, danish)


def test_what_looks_like_a_name_or_an_abbreviation_keeps_its_capital() -> None:
    labels = ("LDL cholesterol", "Danish Heart Registry", "B12", "HADS, anxiety", "ØNH-læge", "x")
    assert tuple(spoken(label, Usage.TERM, "en") for label in labels) == labels


GP = Name(Label("gp", (("en", "Practice"), ("da", "Praksis"))), Usage.ACTOR)
BARE = Name(Label("gp"), Usage.ACTOR)
SAYS = Text(en="{who} asks.", da="{who} spørger.")


def test_a_sentence_begins_with_a_capital_where_it_begins_with_a_label() -> None:
    """An id is never capitalised; within another sentence nothing is."""
    inner = Sentence(SAYS, {"who": Sentence(Text(en="{name} (all)", da="{name} (alle)"), {"name": GP})})
    assert Sentence(SAYS, {"who": GP}, opens=True).in_language("en") == "The practice asks."
    assert Sentence(inner.text, inner.words, opens=True).in_language("da") == "Praksissen (alle) spørger."
    assert inner.in_language("da") == "praksissen (alle) spørger."
    assert Sentence(SAYS, {"who": BARE}, opens=True).in_language("en") == "gp asks."
    assert Sentence(SAYS, {"who": "who"}, opens=True).in_language("en") == "who asks."


def test_ids_stand_behind_labels() -> None:
    """Where they differ from what is shown."""
    assert Sentence(SAYS, {"who": GP}).with_ids.in_language("en") == "the practice (gp) asks."
    assert (
        Sentence(SAYS, {"who": Sentence(SAYS, {"who": GP})}).with_ids.in_language("da").startswith("praksissen (gp)")
    )
    assert BARE.with_ids.in_language("en") == "gp"
    assert Name(Label("goals", (("", "Goals"),)), Usage.TERM, shows_id=True).in_language("en") == "goals"
