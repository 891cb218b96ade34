"""The terms under which a report is made, where they are not those of today: a scenario, planned statements."""

from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed

_SCENARIO = Text(
    en="The scenario “{name}” is laid over the map: the report shows how it would be, not how it is today.",
    da="Scenariet »{name}« er lagt over kortet: rapporten viser, hvordan det ville være, ikke hvordan det er i dag.",
)
_PLANNED = Text(
    en="Planned statements count as if they were current: the report shows how it will be, not how it is today.",
    da="Planlagte udsagn regnes for gældende: rapporten viser, hvordan det bliver, ikke hvordan det er i dag.",
)
_SCENARIO_SHORT = Text(en="scenario “{name}”", da="scenariet »{name}«")
_PLANNED_SHORT = Text(en="planned statements counted as current", da="med planlagte udsagn regnet for gældende")


def terms_said(source: Analysed, language: str) -> tuple[str, ...]:
    """A sentence for each term that is not that of today."""
    return _worded(source, language, _SCENARIO, _PLANNED)


def title_of(source: Analysed, language: str) -> str:
    """The title of the map with the terms."""
    terms = _worded(source, language, _SCENARIO_SHORT, _PLANNED_SHORT)
    return ", ".join((source.data_map.title.in_language(language), *terms))


def _worded(source: Analysed, language: str, scenario: Text, planned: Text) -> tuple[str, ...]:
    data_map = source.data_map
    said = []
    if data_map.scenario is not None:
        label = data_map.scenario_label
        name = data_map.scenario if label is None else label.in_language(language)
        said.append(scenario.in_language(language).format(name=visible(name)))
    if source.assumptions.planned:
        said.append(planned.in_language(language))
    return tuple(said)
