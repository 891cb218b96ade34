"""How actors write fields, as rows of words: a row for each statement, and one for each thing sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataflow.analysis.lineage.field_language import ActorLanguage, FieldLanguage, Transfer, Way
from dataflow.analysis.needs.causes import Cause
from dataflow.base.finding import Finding
from dataflow.base.naming import capitalised
from dataflow.base.text import Sentence, Text
from dataflow.base.visible import visible
from dataflow.model.data_map import DataMap
from dataflow.model.statements import DemandEntry, RecordEntry, code_systems_of
from dataflow.reports import CommonLanguage
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.field_language import (
    DOES_NOT_TRANSLATE,
    codes_in_words,
    loss_in_words,
    methods_in_words,
    missing_map_in_words,
    transfer_in_words,
    ways_in_words,
)
from dataflow.wording.units import unit_in_words
from dataflow.wording.what_counts import why_in_short

_ONLY_AS_TEXT = Text(
    en="Has it only as free text, though it is recorded by {recorders} as {best}",
    da="Har det kun som fritekst, selv om det registreres af {recorders} som {best}",
)
_PERHAPS = Text(en="{words} (possible).", da="{words} (muligt).")
_STOPPED = Text(en="{words}.", da="{words}.")


@dataclass(frozen=True)
class WrittenRow:
    """A statement, or what is sent over a channel, with what of it does not translate."""

    does: str
    way: Way | None = None
    transfer: Transfer | None = None
    untranslated: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorRows:
    """The rows of an actor."""

    actor: str
    rows: tuple[WrittenRow, ...]

    @property
    def untranslated(self) -> tuple[str, ...]:
        """What does not translate, each once."""
        return tuple(dict.fromkeys(each for row in self.rows for each in row.untranslated))

    def done_in_words(self, data_map: DataMap, language: str) -> tuple[str, ...]:
        """How the actor records, needs and uses the field."""
        ways = [row.way for row in self.rows if row.way is not None]
        return tuple(visible(words.in_language(language)) for words in ways_in_words(data_map, self.actor, ways))

    def sent_in_words(self, data_map: DataMap, language: str) -> tuple[str, ...]:
        """To whom the actor sends the field, over which channel and in what form."""
        sent = (transfer_in_words(data_map, row.transfer) for row in self.rows if row.transfer is not None)
        return tuple(visible(words.in_language(language)) for words in sent)


@dataclass(frozen=True)
class FieldRows:
    """The rows of a field, by actor in the order of declaration."""

    field: str
    actors: tuple[ActorRows, ...]

    @property
    def is_common(self) -> bool:
        """Whether at least two actors write or read it."""
        return len(self.actors) > 1

    @property
    def translates(self) -> bool:
        """Whether nothing of it is lost."""
        return not any(actor.untranslated for actor in self.actors)


HEADS = {
    "field": Text(en="Field", da="Felt"),
    "actor": Text(en="Actor", da="Aktør"),
    "how": Text(en="How it is written there", da="Sådan skrives det dér"),
    "sent": Text(en="Sent to", da="Sendes til"),
    "untranslated": DOES_NOT_TRANSLATE,
}
_COUNTED: Nouns = (
    Text(
        en="{count} field is written or read by at least two actors. {common}",
        da="{count} felt skrives eller læses af mindst to aktører. {common}",
    ),
    Text(
        en="{count} fields are written or read by at least two actors. {common}",
        da="{count} felter skrives eller læses af mindst to aktører. {common}",
    ),
)
_HAVE_ONE = Text(
    en="Neither form nor codes nor methods keep one of them from reading what another writes.",
    da="Hverken form, koder eller metoder forhindrer nogen af dem i at læse det, en anden skriver.",
)
_HAVE_NONE_FOR_IT = Text(
    en="They have no common language for it everywhere: on at least one way something is lost, or somebody can't read"
    " it as it was meant.",
    da="De har ikke alle steder et fælles sprog for det: på mindst én vej går noget tabt, eller nogen kan ikke læse"
    " det, som det var ment.",
)
_HAVE_NONE = Text(
    en="For {lossy} of them the actors have no common language everywhere: on at least one way something is lost, or"
    " somebody can't read it as it was meant.",
    da="For {lossy} af dem har aktørerne ikke alle steder et fælles sprog: på mindst én vej går noget tabt, eller"
    " nogen kan ikke læse det, som det var ment.",
)
NOTHING = Text(en="No actor writes or reads a field here.", da="Ingen aktør skriver eller læser noget felt her.")
NOT_COMMON = Text(
    en="No field is written or read by at least two actors.",
    da="Intet felt skrives eller læses af mindst to aktører.",
)
_UNIT = Text(en="unit: {unit}", da="enhed: {unit}")


def counted_in_words(rows: Sequence[FieldRows], language: str) -> str:
    """How many fields several actors write or read, and for how many they have no common language."""
    several = [each for each in rows if each.is_common]
    if not several:
        return NOT_COMMON.in_language(language)
    lossy = sum(not each.translates for each in several)
    none = _HAVE_NONE if len(several) > 1 else _HAVE_NONE_FOR_IT
    common = Sentence(none if lossy else _HAVE_ONE, {"lossy": str(lossy)})
    return counted(len(several), _COUNTED, common=common).in_language(language)


def about_field(data_map: DataMap, field: str, language: str) -> str:
    """The unit and codes of a field, as far as the map has them."""
    about = data_map.fields[field]
    said = (
        []
        if about.unit is None
        else [_UNIT.in_language(language).format(unit=unit_in_words(about.unit).in_language(language))]
    )
    said += [codes.in_language(language) for codes in codes_in_words(data_map, field)]
    return visible("; ".join(said))


def rows_of(table: CommonLanguage, language: str) -> tuple[FieldRows, ...]:
    """The rows of the fields of which any actor states anything, in a language."""
    found: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in table.findings:
        found.setdefault((finding.subject.field, finding.subject.actor), []).append(finding)
    return tuple(
        FieldRows(
            written.field,
            tuple(
                ActorRows(
                    each.actor,
                    tuple(_rows(table.data_map, written, each, found.get((written.field, each.actor), ()), language)),
                )
                for each in written.actors
            ),
        )
        for written in table.languages
        if written.actors
    )


def _rows(
    data_map: DataMap, written: FieldLanguage, own: ActorLanguage, findings: Sequence[Finding], language: str
) -> Iterator[WrittenRow]:
    found = tuple(dict.fromkeys(_in_words(finding, language) for finding in findings))
    unmapped = tuple(missing_map_in_words(data_map, each).in_language(language) for each in own.missing_maps)
    methods = methods_in_words(data_map, written.methods)
    for way in own.ways:
        untranslated: list[str] = []
        if isinstance(way, DemandEntry):
            untranslated += found
        if code_systems_of(way):
            untranslated += unmapped
        if methods is not None and isinstance(way, RecordEntry) and (own.actor, way.method) in written.methods:
            untranslated.append(methods.in_language(language))
        yield WrittenRow(way.list_key, way=way, untranslated=tuple(untranslated))
    for transfer in own.transfers:
        lost = loss_in_words(data_map, transfer)
        words = () if lost is None else (lost.in_language(language),)
        yield WrittenRow("shares", transfer=transfer, untranslated=words)


def _in_words(finding: Finding, language: str) -> str:
    """Why the actor can't use what it gets: the cause in few words, as in the table of gaps."""
    about = finding.message.words
    words = Sentence(_ONLY_AS_TEXT, about) if finding.cause is None else why_in_short(Cause(finding.cause), about)
    whole = Sentence(_STOPPED if finding.certain else _PERHAPS, {"words": words})
    return capitalised(whole.in_language(language))
