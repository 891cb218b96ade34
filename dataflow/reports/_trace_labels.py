"""The labels of actors, channels, phases and forms in the text of a trace, and lists of them."""

from collections.abc import Iterable

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.lineage.some_members import SomeMembers
from dataflow.analysis.lineage.timeline import Who
from dataflow.analysis.lineage.timing import Delivery
from dataflow.base.naming import agreeing, is_plural
from dataflow.base.text import AND, OR, Sentence, Text, joined
from dataflow.base.visible import visible
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.wording.durations import duration
from dataflow.wording.forms import AS_DATA, CODED_IN
from dataflow.wording.members import in_trace, partly
from dataflow.wording.statements import ON_REQUEST
from dataflow.wording.times import AFTER, delivered

_FEW = 4


class Labels:
    """The labels of a map in one language; members of a role are named where they are few, else counted."""

    def __init__(self, data_map: DataMap, language: str) -> None:
        self.data_map = data_map
        self.language = language

    def say(self, text: Text, **words: object) -> str:
        """A text in the language, with its blanks filled."""
        return agreeing(text.in_language(self.language), self.language, words).format(**words)

    def is_plural(self, label: str) -> bool:
        """Whether verbs behind a label are in the plural, as in English behind "Relatives"."""
        return self.language != "da" and is_plural(label)

    def actor(self, name: str) -> str:
        """The label of an actor."""
        return visible(self.data_map.actors[name].label.in_language(self.language))

    def who(self, who: Who) -> str:
        """The label of an actor; of a role, with the number of its members, and their names where they are few."""
        name = self.actor(who.id)
        if who.members is None or who.of is None:
            return name
        if len(who.members) == 1:
            return self.actor(who.members[0])
        count = len(who.members)
        members = self.listed(self.actor(member) for member in who.members) if count <= _FEW else None
        return in_trace(name, members, count, who.of).in_language(self.language)

    def all_of(self, whom: Iterable[Who]) -> str:
        """A list of actors and roles."""
        return self.listed(self.who(who) for who in whom)

    def phase(self, name: str) -> str:
        """The label of a phase in quotation marks."""
        return self._quoted(self.title(name))

    def title(self, name: str) -> str:
        """The label of a phase."""
        return visible(self.data_map.phases[name].label.in_language(self.language))

    def phases(self, names: Iterable[str], last: Text = AND) -> str:
        """A list of phases."""
        return self.listed((self.phase(name) for name in names), last)

    def channel(self, name: str) -> str:
        """The label of a channel in quotation marks."""
        return self._quoted(visible(self.data_map.channels[name].label.in_language(self.language)))

    def field(self, name: str) -> str:
        """The label of a field."""
        return visible(self.data_map.fields[name].label.in_language(self.language))

    def purposes(self, names: Iterable[str]) -> str:
        """A list of purposes."""
        return self.listed(_lower(visible(self.data_map.purposes[n].label.in_language(self.language))) for n in names)

    def code_systems(self, names: Iterable[str]) -> str:
        """A list of alternative code systems, with "or"."""
        labels = (visible(self.data_map.code_systems[name].label.in_language(self.language)) for name in names)
        return self.listed(labels, OR)

    def form(self, form: Form, code_system: str | None = None) -> str:
        """A form, or the code system where there is one: ``as free text``, ``coded in NPU``."""
        if code_system is not None:
            return self.say(CODED_IN, code=self.code_systems([code_system]))
        return self.say(AS_DATA[form])

    def element(self, element: Element) -> str:
        """The form of a value."""
        return self.form(element.form, element.code_system)

    def partly(self, doing: Text, some: SomeMembers | None) -> str:
        """That only some members of a role do it, and who does not: ``; sent by 1 of 2 (not West)``."""
        if some is None:
            return ""
        members = partly(self.data_map, some, names_doing=False)
        return f"; {visible(Sentence(doing, {'members': members}).in_language(self.language))}"

    def after(self, hours: int | None) -> str:
        """When something happens in its phase: ``, after 5 days``; nothing where it is not stated, or at once."""
        return f", {self.say(AFTER, hours=self.duration(hours))}" if hours else ""

    def circumstances(self, on_request: bool, delivery: Delivery | None) -> str:
        """That a share happens only on request, and when it is sent and there, as far as that is stated."""
        when = None if delivery is None else delivered(delivery)
        said = (ON_REQUEST,) if on_request else ()
        return "".join(f"; {each.in_language(self.language)}" for each in (*said, *((when,) if when else ())))

    def duration(self, hours: int) -> str:
        """``5 days``, ``36 hours``."""
        return duration(hours).in_language(self.language)

    def _quoted(self, label: str) -> str:
        return f"»{label}«" if self.language == "da" else f"“{label}”"

    def sentence(self, text: str) -> str:
        """The text with a full stop, and with a capital unless it begins with an id, as an id is written so."""
        first = text.split(maxsplit=1)[0].rstrip(",;:.") if text.strip() else ""
        return _closed(text) if self._is_shown_id(first) else sentence(text)

    def _is_shown_id(self, word: str) -> bool:
        """Whether a word is the id of an actor or a field that is shown because it has no label."""
        named = (self.data_map.actors.get(word), self.data_map.fields.get(word))
        return any(each is not None and each.label.in_language(self.language) == word for each in named)

    def listed(self, words: Iterable[str], last: Text = AND) -> str:
        """``a, b and c``."""
        return joined(tuple(words), self.language, last)


def _lower(label: str) -> str:
    """A label without its capital, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return _closed(text[:1].upper() + text[1:])


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
