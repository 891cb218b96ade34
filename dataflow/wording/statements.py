"""Words for what a statement of each kind says that its actor does; the kinds are those of ``Entry.list_key``."""

from collections.abc import Mapping

from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text

DOES: Mapping[str, Text] = {
    "records": Text(en="records", da="registrerer"),
    "needs": Text(en="needs", da="har brug for"),
    "uses": Text(en="uses", da="bruger"),
    "shares": Text(en="shares", da="deler"),
}
"""A verb."""


DOES_TO: Mapping[str, Text] = {
    kind: Text(en=f"{does.en} {{fields}}", da=f"{does.da} {{fields}}") for kind, does in DOES.items()
}
"""A verb with a number of fields: ``records 5 fields``."""
HEADING: Mapping[str, Text] = {kind: does.capitalised() for kind, does in DOES.items()}
HEADING_TO: Mapping[str, Text] = {kind: does.capitalised() for kind, does in DOES_TO.items()}
"""Both as headings."""

WANTS: Mapping[str | None, Text] = {
    "must": Text(en="needs it", da="har brug for det"),
    "should": Text(en="should have it", da="bør have det"),
    "may": Text(en="may want it", da="kan have gavn af det"),
    None: Text(en="uses it", da="bruger det"),
}
"""By the level of a need; None for a use."""

RECORDED_IN = Text(en=", recorded in {phases}", da=", registreret i {phases}")
SINCE = Text(en=", recorded in {phase} or later", da=", registreret i {phase} eller senere")
FROM_OTHERS = Text(en="received from others", da="modtaget fra andre")
RECEIVED = Text(en=f", {FROM_OTHERS.en}", da=f", {FROM_OTHERS.da}")
"""Behind what an actor needs: which values count for it."""

LEVELS: Mapping[str, Text] = {
    "must": Text(en="must", da="skal"),
    "should": Text(en="should", da="bør"),
    "may": Text(en="may", da="kan"),
}
"""The level of a need as a word."""

ON_REQUEST = Text(en="only on request", da="kun efter anmodning")
"""Of a share that happens only when somebody asks."""
_AND_ON_REQUEST = Text(en=f"{{words}}, {ON_REQUEST.en}", da=f"{{words}}, {ON_REQUEST.da}")


def on_request(words: Words, is_so: bool) -> Words:
    """The words for a share, with those for one that happens only on request where it is so."""
    return Sentence(_AND_ON_REQUEST, {"words": words}) if is_so else words


OWN_KEYS = Text(en="Own keys", da="Egne nøgler")
"""A heading: the author's own keys (``meta``)."""

STATED: Mapping[str, Text] = {
    "records": Text(en="recorded by {actor} in {phase} as {form}", da="registreret af {actor} i {phase} som {form}"),
    "shares": Text(en="shared by {actor} over {channel} in {phase}", da="delt af {actor} via {channel} i {phase}"),
}
"""Beside a finding, at the place of a record or share. ``{form}`` is a noun (``forms.DATA``)."""
