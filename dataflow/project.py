"""The pipeline, each step computed once, when first needed.

Law: takes texts by path; only ``Project.open`` reads files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import Holdings, RoleRow, rows_by_role
from dataflow.analysis.symmetry import WholeNeeds, needs_of
from dataflow.base.finding import Finding, Severity, numbered
from dataflow.base.nearest import Unknown, id_of
from dataflow.base.rule import RuleKind
from dataflow.evaluation import Evaluation, MapHasErrors, found_in_declared
from dataflow.language.exclusion import Pattern
from dataflow.language.folder import read_base, read_folder
from dataflow.language.key_paths import with_keys
from dataflow.language.nodes import Scalar
from dataflow.model.data_map import DataMap
from dataflow.model.specs import ReadFiles, Specs
from dataflow.rules import all_rules, codes_of, rule_names
from dataflow.terms import NO_TERMS, Terms

if TYPE_CHECKING:
    import networkx as nx

    from dataflow.analysis.figures.figures import Figures
    from dataflow.analysis.lineage.explanation import Explanation
    from dataflow.analysis.lineage.timeline import Timeline
    from dataflow.analysis.lineage.timeline_builder import Timelines
    from dataflow.analysis.needs.questions import Question
    from dataflow.base.explorer import Passage
    from dataflow.base.picture import Picture
    from dataflow.change.difference import Difference
    from dataflow.change.first import FirstChanges
    from dataflow.change.impact import Impacts
    from dataflow.change.plans import CheckedPlan, Plan, Plans
    from dataflow.change.targets import Wish
    from dataflow.documents.notebooks import Rows, Shown
    from dataflow.interviews import Interviews
    from dataflow.reports import Interview
    from dataflow.views import Focus, Scene

UNMET_NEED = "DF301"
"""The rule whose findings are the unmet needs."""
MET_FOR_SOME = "DF303"
"""The rule whose findings are the needs met for some units or patients only."""


@dataclass(frozen=True)
class Project:
    """A set of specs and its results.

    ``problems`` are errors in the specs (``dataflow validate``), ``gaps`` what the map lacks, by role or by member.
    All results but ``problems`` raise ``MapHasErrors`` where there are errors, and ``Unknown`` for a scenario that
    the map does not have.

    The files of a map that this one builds on are among the texts, by their paths from its folder
    (``../ihd/map.yaml``).
    """

    texts: Mapping[str, bytes]
    terms: Terms = NO_TERMS
    unreadable: tuple[Finding, ...] = field(default=(), repr=False)
    unused_patterns: tuple[Pattern, ...] = field(default=(), repr=False)
    _known: ReadFiles = field(default_factory=dict, repr=False, compare=False)
    """The files read so far, shared by projects that differ in some of their files."""

    @staticmethod
    def open(path: str | Path, terms: Terms = NO_TERMS, text: bytes | None = None) -> "Project":
        """The project of a map's folder or file, or of the ``text`` of one. Raises FileNotFoundError."""
        texts, problems, unused = read_folder(Path(path)) if text is None else ({Path(path).name: text}, (), ())
        own = Project(texts, terms, problems, unused)
        if own.builds_on is None:
            return own
        below, more, _ = read_base(Path(path), *own.builds_on)
        return replace(own, texts={**texts, **below}, unreadable=(*problems, *more))

    def taken(self, terms: Terms) -> "Project":
        """The same specs under other terms, not read and checked again."""
        taken = replace(self, terms=terms)
        taken.__dict__.update(specs=self.specs, problems=self.problems)
        return taken

    @cached_property
    def specs(self) -> Specs:
        """The specs, read and linked."""
        return Specs(self.texts, self.unreadable, self.unused_patterns, rule_names(), self._known)

    @property
    def builds_on(self) -> tuple[str, Scalar] | None:
        """The file that names the map that this one builds on, and the path as written there."""
        return self.specs.builds_on

    @property
    def map_id(self) -> str | None:
        """The id of the map; None where the specs state none."""
        return self.specs.map_id

    @property
    def language(self) -> str:
        """The language of reports and pictures: the first supported language of the map, else English."""
        return self.stated_language or "en"

    @property
    def stated_language(self) -> str | None:
        """The first supported language that the map states; None where it states none."""
        return self.specs.language

    def lines(self, file: str) -> Sequence[str]:
        """The lines of a spec file, for excerpts; empty for a file that was not read."""
        return self.specs.lines(file)

    @cached_property
    def problems(self) -> tuple[Finding, ...]:
        """The errors in the specs (DF0xx and DF1xx), in the order of files and places."""
        problems = [*self.unreadable, *self.specs.read[1], *self.specs.linked.findings]
        linked, codes = self.specs.linked, codes_of(RuleKind.MAP_ERROR)
        if not problems and linked.base is not None:
            for data_map in (linked.base, *linked.scenarios.values()):
                problems += Evaluation(needs_of(data_map, data_map.as_of), Assumptions()).found(*codes)
        elif linked.declared is not None:
            problems += found_in_declared(linked.declared, *codes)
        # A scenario is checked on top of its base, so that an error of the base may be found twice.
        unique = {(each.place, each.code, each.message.in_language("en")): each for each in problems}
        return numbered(with_keys((unique[key] for key in sorted(unique)), self.texts))

    @property
    def is_broken(self) -> bool:
        """Whether a problem is an error that is not waived, so that the map can't be analysed."""
        return any(problem.severity == Severity.ERROR and not problem.waived for problem in self.problems)

    @cached_property
    def data_map(self) -> DataMap:
        """The linked map, with the scenario of the terms applied, on their date."""
        if self.is_broken or self.specs.linked.base is None:
            raise MapHasErrors(self.problems)
        scenario, scenarios = self.terms.scenario, self.specs.linked.scenarios
        if scenario not in (None, *scenarios):
            raise Unknown("scenario", scenario or "", scenarios)
        linked = self.specs.linked.base if scenario is None else scenarios[scenario]
        return linked if self.terms.as_of is None else linked.at(self.terms.as_of)

    @cached_property
    def assumptions(self) -> Assumptions:
        """Which statements count: current ones, and planned ones where the terms say so."""
        return Assumptions(planned=self.terms.planned)

    @cached_property
    def needs(self) -> WholeNeeds:
        """The analysis: holdings under any assumptions, and which needs are met or why not."""
        return needs_of(self.data_map, self.data_map.as_of)

    @cached_property
    def holdings(self) -> Holdings:
        """The holdings: which actor has which field in which phase and form (``language.md``, "Who holds what")."""
        return self.needs.holdings(self.assumptions)

    def holding_rows(self, level: str = "role") -> tuple[RoleRow, ...]:
        """The rows of holdings, by ``role`` or by ``member``, in the order of declaration."""
        if level == "member":
            return tuple(RoleRow(row) for row in self.holdings.rows())
        return rows_by_role(self.holdings.rows(), self.data_map)

    def warnings(self, level: str = "role", only_possible: bool = False) -> tuple[Finding, ...]:
        """The warnings about the specs (DF12x), by ``role`` or by ``member``; possible ones are also not waived."""
        return numbered(with_keys(self._evaluation.at_level(self._warnings, level, only_possible), self.texts))

    def gaps(self, level: str = "role", only_possible: bool = False) -> tuple[Finding, ...]:
        """The findings about the care that the specs describe (DF3xx to DF5xx), by ``role`` or by ``member``."""
        return numbered(self._evaluation.at_level(self._gaps, level, only_possible))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by role: the problems, and if the map is not broken the warnings and the gaps."""
        return self.problems if self.is_broken else (*self.problems, *self.warnings(), *self.gaps())

    @cached_property
    def _evaluation(self) -> Evaluation:
        return Evaluation(self.needs, self.assumptions)

    @cached_property
    def _warnings(self) -> tuple[Finding, ...]:
        return self._evaluation.found(*codes_of(RuleKind.WARNING), on=self.terms.rules)

    @cached_property
    def _gaps(self) -> tuple[Finding, ...]:
        return self._evaluation.found(*codes_of(RuleKind.GAP), on=self.terms.rules)

    def figures(self, level: str = "role") -> "Figures":
        """The figures of the map, by ``role`` or by ``member``."""
        from dataflow.analysis.figures.figures import figures_of

        return figures_of(self.needs, self.assumptions, level)

    def difference(self, old: "Project", level: str = "role") -> "Difference":
        """What differs from an older map, and what it means; findings and figures by ``role`` or by ``member``."""
        from dataflow.change.difference import MapState, difference_of

        before, after = (MapState(each.needs, each.assumptions, each.gaps(level), level) for each in (old, self))
        return difference_of(before, after)

    def impacts(self, thing: str | None = None) -> "Impacts":
        """What would no longer be met without each thing of the map, or without those that a word names.

        Raises ``Unknown`` for a word that names nothing.
        """
        from dataflow.change.impact import impacts_of
        from dataflow.change.things import named_things

        return impacts_of(self.needs, self.assumptions, named_things(self.needs.map_as_of, thing))

    def plans(self, wish: "Wish") -> "tuple[Plans, tuple[CheckedPlan, ...]]":
        """The cheapest changes that meet what is unmet, each plan checked by laying it over the map."""
        from dataflow.change.checks import accepted_of
        from dataflow.change.plan import plans_of

        plans = plans_of(self.needs, self.assumptions, wish)
        plans = replace(plans, accepted=accepted_of(plans.chosen, self.gaps()))
        return plans, tuple(self._checked(plan) for plan in plans.plans if plan.steps)

    def first_changes(self, wish: "Wish", count: int) -> "FirstChanges":
        """The single changes that help most, one after another; none where the map with them does not bear it out."""
        from dataflow.change.first import first_changes_of, no_changes

        first = first_changes_of(self.needs, self.assumptions, wish, count)
        checked = self._checked(first.plan, finds=False)
        return no_changes(first.chosen) if checked.unmet else replace(first, for_some=checked.for_some)

    def _checked(self, plan: "Plan", finds: bool = True) -> "CheckedPlan":
        from dataflow.change.checks import left_unmet, met_for_some
        from dataflow.change.findings import finding_changes
        from dataflow.change.overlay import laid_over
        from dataflow.change.plans import CheckedPlan

        name, texts = laid_over(self.data_map, plan.changes, self.texts, self.terms.scenario)
        changed = Project(texts, replace(self.terms, scenario=name), self.unreadable, self.unused_patterns)
        opened = () if not finds else finding_changes(self.gaps(), changed.gaps(), {}).opened
        after = changed.needs, changed.assumptions, plan
        return CheckedPlan(plan, left_unmet(*after), met_for_some(*after), opened)

    def interview(self, level: str = "role") -> "Interview":
        """What nobody has found out yet, as questions, by ``role`` or by ``member``."""
        return self._interviews.at(level)

    def questions(self, level: str = "role") -> "tuple[Question, ...]":
        """The unknown statements as questions, those that settle most possible findings first."""
        return self.interview(level).questions

    def possible(self, level: str = "role") -> int:
        """How many findings are possible and not waived, by ``role`` or by ``member``."""
        return self._interviews.possible(level)

    @cached_property
    def _interviews(self) -> "Interviews":
        from dataflow.interviews import Interviews

        found, shown = (self._warnings, self._gaps), lambda at: (*self.warnings(at, True), *self.gaps(at, True))
        return Interviews(self.needs, self.assumptions, found, shown)

    def trace(self, field: str, to: str | None = None, at: str | None = None) -> "Timeline | Explanation":
        """The timeline of a field; with an actor (or role) and a phase, why the actor has the field then or not.

        Each is an id, or a label that no other has. Raises ``Unknown`` for an unknown field, actor or phase.
        """
        from dataflow.analysis.lineage.explanation import explain

        field = id_of("field", field, self.data_map.fields)
        actor = None if to is None else id_of("actor", to, self.data_map.actors)
        phase = None if at is None else id_of("phase", at, self.data_map.phases)
        if actor is None or phase is None:
            return self._timelines.of(field)
        return explain(self.needs, self.assumptions, field, actor, phase)

    @cached_property
    def graph(self) -> "nx.MultiDiGraph[Any]":
        """The map as a networkx graph (see ``dataflow.analysis.graph.graph_of``)."""
        from dataflow.analysis.graph import graph_of

        return graph_of(self.needs.map_as_of, self.assumptions, self.holdings)

    def picture(
        self,
        view: str = "overview",
        focus: "Focus | None" = None,
        *,
        by: str | None = None,
        before: "Project | None" = None,
        explored: bool = False,
    ) -> "Picture":
        """The picture of a view, before it is drawn; with ``explored``, the explorer opened at that picture.

        ``view`` is its name, with an id after a colon where it is of one field or actor (``field:ldl``); ``focus`` is
        the part of the map to show, ``by`` what the view is split by, ``before`` the map to compare with. Raises
        ``Unknown`` for an unknown view or id, and ``dataflow.views.Unfit`` for what the view can't do.
        """
        from dataflow.base.explorer import ExplorerDocument
        from dataflow.views._request import drawn, view_request, with_ids

        found = view_request(view, by, before is not None, focus)
        earlier = None if before is None else before._scene(None, focus, by)
        scene = replace(self._scene(found.subject, focus, by), before=earlier)
        scene = with_ids(scene, found.view)
        picture = drawn(scene, found.view)
        if not explored or isinstance(picture, ExplorerDocument):
            return picture
        from dataflow.views.explorer import explorer_of

        return explorer_of(picture, found.view, scene)

    def _scene(self, subject: str | None, focus: "Focus | None", by: str | None) -> "Scene":
        from dataflow.views import Focus, Scene

        def passages_of(field: str) -> "tuple[Passage, ...]":
            from dataflow.reports._trace_passages import timeline_passages

            return timeline_passages(self._timelines.of(field))

        focus = replace(focus or Focus(), planned=self.terms.planned or (focus is not None and focus.planned))
        return Scene(
            needs=self.needs,
            find_gaps=self.gaps,
            find_unmet=lambda: self._evaluation.at_level(self._evaluation.found(UNMET_NEED), "role"),
            unmet_rule=UNMET_NEED,
            for_some_rule=MET_FOR_SOME,
            focus=focus,
            subject=subject,
            by=by,
            describe_timeline=passages_of,
            rules=all_rules(),
        )

    @cached_property
    def _timelines(self) -> "Timelines":
        from dataflow.analysis.lineage.timeline_builder import Timelines

        return Timelines(self.needs, self.assumptions)

    def show(self, view: str = "overview", focus: "Focus | None" = None, **options: Any) -> "Shown":
        """A view as a notebook shows it; ``options`` are those of ``draw`` and ``by``. Raises as ``picture`` does."""
        from dataflow.documents.notebooks import Shown
        from dataflow.renderers import Options

        picture = self.picture(view, focus, by=options.pop("by", None))
        return Shown(picture, Options(**{"language": self.language, **options}))

    def table(self, what: str = "findings", level: str = "role", language: str | None = None) -> "Rows":
        """The ``findings``, ``holdings`` or ``figures`` as rows, which ``pandas.DataFrame`` takes as they are.

        Raises ``Unknown`` for anything else.
        """
        from dataflow.documents.notebooks import figure_rows, finding_rows, holding_rows

        tables: Mapping[str, Callable[[], Rows]] = {
            "findings": lambda: finding_rows(self.gaps(level), language or self.language),
            "holdings": lambda: holding_rows(self.holding_rows(level)),
            "figures": lambda: figure_rows(self.figures(level)),
        }
        if what not in tables:
            raise Unknown("table", what, tables)
        return tables[what]()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, str]:
        """The overview in a notebook; of a map with errors the first of them."""
        if self.is_broken:
            return {"text/plain": str(MapHasErrors(self.problems))}
        return self.show()._repr_mimebundle_()

    def draw(
        self,
        view: str = "overview",
        ending: str = "svg",
        focus: "Focus | None" = None,
        *,
        by: str | None = None,
        before: "Project | None" = None,
        **options: Any,
    ) -> bytes:
        """The bytes of a file with a view, in the format of that ending.

        ``options`` are those of ``dataflow.renderers.Options`` (language, theme, page, dpi, legend, title, ...); the
        language is the map's first unless given. Raises as ``picture`` does, ``Unknown`` for an unknown
        format, and ``dataflow.renderers.CouldNotDraw`` where it can't show the picture or a renderer is missing.
        """
        from dataflow.renderers import Options, render, shows_explorer

        options.setdefault("language", self.language)
        picture = self.picture(view, focus, by=by, before=before, explored=shows_explorer(ending))
        return render(picture, ending, Options(**options)).content
