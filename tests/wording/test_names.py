"""Labels within sentences: by what they name, in both languages."""

from collections.abc import Callable

import pytest

from dataflow.base.naming import Usage, at_the_start, capitalised, spoken
from dataflow.base.text import Label, Name, Sentence, Text
from dataflow.documents import Order, document_of
from dataflow.project import Project
from dataflow.reports import ReportOptions, report


@pytest.mark.parametrize(
    ("label", "danish"),
    [
        ("Epikrise", "epikrisen"),
        ("Elektronisk omsorgsjournal (EOJ)", "den elektroniske omsorgsjournal (EOJ)"),
        ("Kommunalt afslutningsnotat", "det kommunale afslutningsnotat"),
        ("Korrespondancemeddelelse", "korrespondancemeddelelsen"),
        ("Sundhedsjournalen (e-journal)", "sundhedsjournalen (e-journal)"),
        ("Mail", "mailen"),
        ("Diabetes-app", "diabetes-appen"),
        ("Opkald", "opkaldet"),
        ("Advis", "adviset"),
        ("Pleje.net", "Pleje.net"),
        ("Telefon, papir, borgeren selv", "»Telefon, papir, borgeren selv«"),
        ("Lægens egne analyser", "»Lægens egne analyser«"),
        ("Fælles Medicinkort (FMK)", "»Fælles Medicinkort (FMK)«"),
        ("AmbuFlex", "AmbuFlex"),
        ("Hjemmebesøg", "hjemmebesøget"),
        ("Fælles snitflade", "den fælles snitflade"),
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
    "label",
    ["Barthel-indeks", "Rankin-score", "Apgar score", "Parkinsons sygdom", "Crohn's disease", "Bergs balanceskala"],
)
def test_what_is_named_after_somebody_keeps_its_capital(label: str) -> None:
    assert spoken(label, Usage.TERM, "da") == spoken(label, Usage.TERM, "en") == label


@pytest.mark.parametrize(
    "label", ["Borgerens test", "Patienternes score", "Patient's score", "Borgmester", "Kostindeks"]
)
def test_whose_something_is_is_no_name(label: str) -> None:
    assert spoken(label, Usage.TERM, "da") == label[:1].lower() + label[1:]


@pytest.mark.parametrize(("label", "shown"), [("eGFR", "eGFR"), ("pH i blodet", "pH i blodet"), ("vægt", "Vægt")])
def test_an_abbreviation_keeps_its_small_letter_at_the_start(label: str, shown: str) -> None:
    assert at_the_start(label) == capitalised(label) == shown


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
        ("Sengeafsnit", "the sengeafsnit", "sengeafsnittet"),
        ("Skadestue", "the skadestue", "skadestuen"),
        ("Sekretariat", "the sekretariat", "sekretariatet"),
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


def test_a_report_to_a_register_is_no_name() -> None:
    assert spoken("Report to the register", Usage.REGISTER, "en") == "the report to the register"
    assert spoken("Indberetning til registret", Usage.REGISTER, "da") == "»Indberetning til registret«"
    assert spoken("HjerteKom til DHRD", Usage.REGISTER, "da") == "HjerteKom til DHRD"


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


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("Hospital diabetes clinic", "the hospital diabetes clinic"),
        ("Physiotherapist in general practice", "the physiotherapist in general practice"),
        ("General practice", "general practice"),
        ("The person", "the person"),
        ("Relatives", "the relatives"),
        ("Home nurses", "home nurses"),
        ("Steno Diabetes Center", "Steno Diabetes Center"),
    ],
)
def test_an_actor_of_several_words_has_its_article_where_its_noun_takes_one(label: str, english: str) -> None:
    assert spoken(label, Usage.ACTOR, "en") == english


@pytest.mark.parametrize(
    ("template", "plural"),
    [
        ("{actor} needs {field}, but gets it as text.", "{actor} need {field}, but get it as text."),
        ("{actor} now shares {field}.", "{actor} now share {field}."),
        ("{actor} has {field} and passes it on.", "{actor} have {field} and pass it on."),
        (
            "{actor} receives {field}, and neither needs nor uses it, nor passes it on.",
            "{actor} receive {field}, and neither need nor use it, nor pass it on.",
        ),
        ("{actor} gets {gets}, and lacks {n} that it needs.", "{actor} get {gets}, and lack {n} that they need."),
        ("Nobody knows whether {actor} is asked.", "Nobody knows whether {actor} are asked."),
        ("{actor} needs {field}, but {sender} sends none.", "{actor} need {field}, but {sender} sends none."),
        ("What {actor} needs, and whether it is there", "What {actor} need, and whether it is there"),
    ],
)
def test_verbs_agree_with_an_actor_in_the_plural(template: str, plural: str) -> None:
    words = {
        "field": "weight",
        "gets": "1 field",
        "n": "2",
        "sender": Name(Label("h", (("", "Hospital"),)), Usage.ACTOR),
    }
    for label, expected in (
        ("Relatives", plural),
        ("Hospital", template),
        ("Diabetes", plural),
        ("Praksis", template),
    ):
        actor = Name(Label("a", (("", label),)), Usage.ACTOR)
        said = Sentence(Text(en=template, da=template), {**words, "actor": actor})
        assert said.in_language("en") == expected.format_map(
            {**words, "sender": "the hospital", "actor": spoken(label, Usage.ACTOR, "en")}
        )
        assert said.in_language("da").startswith(template.split("{", maxsplit=1)[0])


def test_what_is_said_of_actors_in_the_plural_agrees(project: Callable[..., Project]) -> None:
    """In findings, traces, questions and reports, and in none of the Danish."""
    read = project(
        "map: {id: m, title: M}\nphases: {a: {label: Stay}, b: {label: Home}}\nfields: {w: {label: Weight}, x: {}}\n"
        "channels: {l: {label: Letter}}\nactors:\n  h: {label: Hospital, records: [{fields: w, phase: a}]}\n"
        "  r:\n    label: Relatives\n    needs: [{fields: [w, x], phase: b}]\n"
        "    shares: [{fields: w, phase: b, to: h, via: l, status: unknown}]\n"
    )
    (first, *_) = (each.message.in_language("en") for each in read.gaps() if each.code == "DF301")
    assert first.startswith("The relatives need weight in “Home”")
    timeline = report("trace", "text").write(read.trace("w"), ReportOptions())
    assert "Relatives need it. NOT MET" in timeline
    questions = report("questions", "text").write(read.interview(), ReportOptions())
    assert "Do the relatives send weight to the hospital" in questions
    written = "\n".join(map(str, document_of(read, Order(version="0", language="en"), ("gaps", "actors")).blocks))
    assert "What the relatives lack'" in written
    assert "What the relatives need, and whether it is there" in written
    assert "The relatives have 2 needs, none of them met" in written
