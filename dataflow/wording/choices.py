"""The words of the values that a key of the language takes (``language.md``), where they stand alone."""

from collections.abc import Mapping

from dataflow.base.text import Text
from dataflow.language.schema import FIELD_KINDS, SECTORS
from dataflow.wording.forms import IN_A_CHOICE
from dataflow.wording.statements import LEVELS

STATUSES: Mapping[str, Text] = {
    "current": Text(en="current", da="gældende"),
    "planned": Text(en="planned", da="planlagt"),
    "retired": Text(en="retired", da="udgået"),
    "unknown": Text(en="unknown", da="uafklaret"),
}
CONFIDENCES: Mapping[str, Text] = {
    "high": Text(en="high", da="høj"),
    "medium": Text(en="medium", da="middel"),
    "low": Text(en="low", da="lav"),
}

CHOICES: Mapping[str, Mapping[str, Text]] = {
    "form": {form.word: words for form, words in IN_A_CHOICE.items()},
    "status": STATUSES,
    "confidence": CONFIDENCES,
    "level": LEVELS,
    "sector": dict(
        zip(
            SECTORS,
            (
                Text(en="primary", da="primær"),
                Text(en="regional", da="regional"),
                Text(en="municipal", da="kommunal"),
                Text(en="national", da="national"),
                Text(en="private", da="privat"),
                Text(en="citizen", da="borger"),
            ),
            strict=True,
        )
    ),
    "actor kind": {
        "organisation": Text(en="organisation", da="organisation"),
        "patient": Text(en="patient", da="borger"),
        "registry": Text(en="registry", da="register"),
    },
    "field kind": dict(
        zip(
            FIELD_KINDS,
            (
                Text(en="quantity", da="tal"),
                Text(en="code", da="kode"),
                Text(en="text", da="tekst"),
                Text(en="yes or no", da="ja eller nej"),
                Text(en="date", da="dato"),
                Text(en="score", da="score"),
                Text(en="ordinal", da="rangordnet"),
                Text(en="identifier", da="identifikator"),
                Text(en="document", da="dokument"),
            ),
            strict=True,
        )
    ),
    "mode": {
        "push": Text(en="push (it arrives)", da="kommer af sig selv"),
        "pull": Text(en="pull (it is fetched)", da="hentes"),
        "manual": Text(en="manual", da="manuelt"),
    },
    "channel kind": {
        "message": Text(en="message", da="meddelelse"),
        "referral": Text(en="referral", da="henvisning"),
        "notification": Text(en="notification", da="advis"),
        "registry": Text(en="registry", da="register"),
        "portal": Text(en="portal", da="portal"),
        "oral": Text(en="oral", da="mundtlig"),
        "paper": Text(en="paper", da="papir"),
    },
}
