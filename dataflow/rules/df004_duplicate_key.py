"""DF004: a key twice in one mapping."""

from dataflow.base.finding import Severity
from dataflow.base.text import Text
from dataflow.rules import Rule

_EXAMPLE = """\
map: {id: stroke, title: Stroke}
phases: {discharge: {}}
fields: {barthel: {label: Barthel index}, dysphagia: {label: Dysphagia}}
actors:
  hospital:
%s"""

RULE = Rule(
    code="DF004",
    name="duplicate-key",
    severity=Severity.ERROR,
    title=Text(en="A key twice in the same place", da="En nøgle to gange samme sted"),
    what=Text(
        en="The same key is written twice side by side: two records: under one actor, or one field id twice"
        " under fields: in one file. The finding shows both places; what follows the second one is not read.",
        da="Den samme nøgle er skrevet to gange ved siden af hinanden: to gange records: under én aktør eller"
        " det samme felt-id to gange under fields: i én fil. Fundet viser begge steder; det, der følger efter"
        " den anden, bliver ikke læst.",
    ),
    why=Text(
        en="Many YAML programs keep the last of the two without a word. Half of what a ward said in an"
        " interview would then be gone from the map, and turn up as needs that nobody meets.",
        da="Mange YAML-programmer beholder den sidste af de to uden at sige noget. Så ville halvdelen af det, en"
        " afdeling har fortalt i et interview, være væk fra kortet og dukke op som behov, som ingen opfylder.",
    ),
    fix=Text(
        en="Join the two lists under one key. If they are two different things, give one of them another id. If"
        " you would rather keep them apart, put them in two files: an actor's lists add up over files.",
        da="Saml de to lister under én nøgle. Er det to forskellige ting, så giv den ene et andet id. Vil du hellere"
        " holde dem adskilt, så læg dem i hver sin fil: en aktørs lister lægges sammen på tværs af filer.",
    ),
    false_positives=Text(
        en="It is always a mistake, but seldom clear which of the two is right: look at who wrote them and when."
        " Two people have perhaps worked in the same file, and a part was pasted twice. The same id in two"
        " files is DF102.",
        da="Det er altid en fejl, men sjældent klart, hvilken af de to der er den rigtige: se efter, hvem der"
        " skrev dem og hvornår. Måske har to arbejdet i samme fil, og et stykke er sat ind to gange. Det"
        " samme id i to filer er DF102.",
    ),
    reported={
        "map.yaml": _EXAMPLE
        % (
            "    records: [{fields: barthel, phase: discharge}]\n"
            "    uses: [{fields: [barthel, dysphagia], phase: discharge}]\n"
            "    records: [{fields: dysphagia, phase: discharge}]\n"
        )
    },
    fixed={
        "map.yaml": _EXAMPLE
        % (
            "    records:\n"
            "      - {fields: barthel, phase: discharge}\n"
            "      - {fields: dysphagia, phase: discharge}\n"
            "    uses: [{fields: [barthel, dysphagia], phase: discharge}]\n"
        )
    },
)
