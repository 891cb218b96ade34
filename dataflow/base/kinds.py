"""What ids and names are called in sentences, by kind: a field, an actor, a rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that has a name, and its gender in Danish."""

    word: Text
    neuter: bool = False

    @property
    def none(self) -> Text:
        """None of the kind: no field, intet felt."""
        return Text(en=f"no {self.word.en}", da=f"{'intet' if self.neuter else 'ingen'} {self.word.da}")

    @property
    def only_one(self) -> Text:
        """One of the kind: one field, ét felt."""
        return Text(en=f"one {self.word.en}", da=f"{'ét' if self.neuter else 'én'} {self.word.da}")


KINDS: Mapping[str, Kind] = {
    "phase": Kind(Text(en="phase", da="fase")),
    "purpose": Kind(Text(en="purpose", da="formål"), neuter=True),
    "legal basis": Kind(Text(en="legal basis", da="hjemmel")),
    "source": Kind(Text(en="source", da="kilde")),
    "group": Kind(Text(en="group", da="gruppe")),
    "code system": Kind(Text(en="code system", da="kodesystem"), neuter=True),
    "field": Kind(Text(en="field", da="felt"), neuter=True),
    "channel": Kind(Text(en="channel", da="kanal")),
    "cluster": Kind(Text(en="cluster", da="klynge")),
    "actor": Kind(Text(en="actor", da="aktør")),
    "system": Kind(Text(en="system of this actor", da="system hos aktøren"), neuter=True),
    "scenario": Kind(Text(en="scenario", da="scenarie"), neuter=True),
    "thing": Kind(
        Text(en="channel, share, actor, system, field or source", da="kanal, deling, aktør, system, felt eller kilde")
    ),
    "rule": Kind(Text(en="rule", da="regel")),
    "view": Kind(Text(en="view", da="visning")),
    "format": Kind(Text(en="format", da="format"), neuter=True),
    "theme": Kind(Text(en="theme", da="tema"), neuter=True),
    "page": Kind(Text(en="page", da="side")),
    "section": Kind(Text(en="section", da="afsnit"), neuter=True),
    "table": Kind(Text(en="table", da="tabel")),
    "language": Kind(Text(en="language", da="sprog"), neuter=True),
    "level": Kind(Text(en="level", da="niveau"), neuter=True),
    "confidence": Kind(Text(en="confidence", da="grad af tillid")),
    "engine": Kind(Text(en="engine", da="motor")),
}
