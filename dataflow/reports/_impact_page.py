"""Impacts as a page of sentences and tables in one language."""

from collections.abc import Iterator, Sequence

from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.impact import AffectedNeed, Impact
from dataflow.reports import Fragility
from dataflow.reports._pages import Page, Section, Table
from dataflow.wording.alterations import names_in, who
from dataflow.wording.counts import MET_FOR_ANY, NEEDS, counted
from dataflow.wording.lists import listed
from dataflow.wording.statements import LEVELS
from dataflow.wording.things import entry_words, thing_with_kind
from dataflow.wording.when import when

_TITLE = Text(en="What depends on what: {map}", da="Hvad afhænger af hvad: {map}")
_MET = Text(en="{needs} met{when}.", da="{needs} er opfyldt{when}.")
_INTRO = Text(
    en="Each line says how many of these would not be met any more if that alone fell away. The needs of an actor"
    " that falls away itself do not count.",
    da="Hver linje viser, hvor mange af dem der ikke længere ville være opfyldt, hvis netop det faldt væk. Behov hos"
    " en aktør, der selv falder væk, tæller ikke med.",
)
_RANKING = Text(en="What carries most", da="Det, som mest afhænger af")
_NOTHING = Text(
    en="Nothing in the map is needed alone: without any one thing, all needs met{when} would still be met.",
    da="Intet i kortet er uundværligt alene: uden hvilken som helst enkelt ting ville alle behov, der er"
    " opfyldt{when}, stadig være opfyldt.",
)
_HEAD = (*LEVELS.values(), Text(en="lost without", da="går tabt uden"))
_MORE = Text(
    en="{count} more carry something alone; --format json lists all.",
    da="{count} mere er den eneste vej for noget; --format json viser alle.",
)
_WITHOUT = Text(en="Without {thing}", da="Uden {thing}")
_LOSES_NOTHING = Text(
    en="Every need that is met{when} would still be met.",
    da="Alle behov, der er opfyldt{when}, ville stadig være det.",
)
_NEED = Text(
    en="{actor} would lack {fields} in {phase} ({level}).", da="{actor} ville mangle {fields} i {phase} ({level})."
)
_UNKNOWN = Text(en="What would help most to find out", da="Hvad det ville hjælpe mest at få afklaret")
_IF_TRUE = Text(
    en="If it is true: {statement} ({place}): {needs} more would be met.",
    da="Hvis det er sandt: {statement} ({place}): {needs} mere ville være opfyldt.",
)
_MOST = 25
_MOST_UNKNOWN = 10


def page_of(fragility: Fragility, language: str) -> Page:
    """The page of a ranking, or of the things that were named."""
    impacts, data_map = fragility.impacts, fragility.impacts.data_map

    def say(text: Text, **words: Filling) -> str:
        return Sentence(text, words, opens=True).in_language(language)

    then = when(data_map, impacts.planned)
    carrying = [each for each in impacts.things if each.needs]
    sections: list[Section] = []
    if fragility.thing is None:
        rows = tuple(
            (*map(str, each.by_level), thing_with_kind(data_map, each.thing).in_language(language))
            for each in carrying[:_MOST]
        )
        more = (say(_MORE, count=str(len(carrying) - _MOST)),) if len(carrying) > _MOST else ()
        sentences = (say(_INTRO),) if rows else (say(_NOTHING, when=then),)
        sections.append(Section(say(_RANKING), sentences + more, table=Table(tuple(map(say, _HEAD)), rows)))
        sections.append(Section(say(_UNKNOWN), items=tuple(_answers(fragility, language))))
    else:
        for each in impacts.things:
            thing = thing_with_kind(data_map, each.thing)
            lost = tuple(_lost(each, fragility, language))
            sections.append(
                Section(say(_WITHOUT, thing=thing), () if lost else (say(_LOSES_NOTHING, when=then),), lost)
            )
    met = say(_MET, needs=counted(impacts.met, NEEDS), when=then)
    about = f"{met} {say(MET_FOR_ANY)}" if data_map.members else met
    return Page(say(_TITLE, map=data_map.title), (about,), tuple(sections))


def _lost(impact: Impact, fragility: Fragility, language: str) -> Iterator[str]:
    """The needs that would be lost, those of an actor in a phase in one sentence."""
    data_map = fragility.impacts.data_map
    name = names_in(data_map)
    groups: dict[tuple[object, ...], list[AffectedNeed]] = {}
    for need in impact.needs:
        groups.setdefault((need.actor, need.members, need.phase, need.level), []).append(need)
    for needs in groups.values():
        first = needs[0]
        words: dict[str, Filling] = {
            "actor": who(first.actor, first.members, name, data_map.members),
            "fields": listed([name("fields", each.field) for each in needs]),
            "phase": name("phases", first.phase),
            "level": LEVELS[first.level],
        }
        yield Sentence(_NEED, words, opens=True).in_language(language)


def _answers(fragility: Fragility, language: str) -> Sequence[str]:
    data_map = fragility.impacts.data_map
    return [
        Sentence(
            _IF_TRUE,
            {
                "statement": entry_words(data_map, each.entry),
                "place": str(each.entry.place),
                "needs": counted(len(each.needs), NEEDS),
            },
        ).in_language(language)
        for each in fragility.impacts.unknown[:_MOST_UNKNOWN]
        if each.needs
    ]
