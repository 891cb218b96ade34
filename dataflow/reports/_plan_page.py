"""Plans as a page of sentences in one language."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.impact import AffectedNeed
from dataflow.change.plan import CheckedPlan, Step
from dataflow.reports import Planning
from dataflow.reports._pages import Page, Section, Table
from dataflow.wording.alterations import names_in, who
from dataflow.wording.counts import NEEDS, Nouns, counted
from dataflow.wording.lists import listed
from dataflow.wording.steps import step_words

_TITLE = Text(en="What to change: {map}", da="Hvad der bør ændres: {map}")
_NOTHING_TO_DO = Text(
    en="Nothing to do: every need that was chosen is met.", da="Intet at gøre: alle valgte behov er opfyldt."
)
_IMPOSSIBLE = Text(
    en="No change that is allowed meets any of the needs that were chosen.",
    da="Ingen tilladt ændring opfylder nogen af de valgte behov.",
)
_SUMMARY = Text(
    en="{met} of {needs} that are not met today would be met, at a cost of {cost}.",
    da="{met} af {needs}, som ikke er opfyldt i dag, ville være opfyldt, til en pris af {cost}.",
)
_PROVEN = Text(
    en="Proven: no set of the changes that were tried does it for less.",
    da="Bevist: ingen anden kombination af de mulige ændringer gør det billigere.",
)
_PROVEN_MOST = Text(
    en="Proven: no set of changes within the limit meets more.",
    da="Bevist: ingen kombination af ændringer inden for grænsen opfylder mere.",
)
_NOT_PROVEN = Text(
    en="Not proven: the time ran out. The best plan may cost up to {gap} less. --time-limit gives it longer.",
    da="Ikke bevist: tiden slap op. Den bedste plan kan koste op til {gap} mindre. --time-limit giver"
    " den længere tid.",
)
_CHECKED = Text(
    en="Checked: dataflow took the changes into the map and found those needs met.",
    da="Kontrolleret: dataflow har lagt ændringerne ind i kortet og fundet behovene opfyldt.",
)
_WRONG = Text(
    en="Not right: with the changes in the map, {needs} still not met. Please report this as a bug.",
    da="Ikke rigtigt: med ændringerne i kortet er {needs} stadig ikke opfyldt. Meld det venligst som en fejl.",
)
_STEPS = Text(en="The changes, what helps most first", da="Ændringerne, det mest virksomme først")
_ALTERNATIVE = Text(en="Another plan, at a cost of {cost}", da="En anden plan til en pris af {cost}")
_STEP = Text(en="{change} Cost {cost}. {hang}: {named}.", da="{change} Pris {cost}. {hang}: {named}.")
_HANG: Nouns = (
    Text(en="{count} need hangs on it", da="{count} behov afhænger af det"),
    Text(en="{count} needs hang on it", da="{count} behov afhænger af det"),
)
_OPENED = Text(en="New findings that the plan causes", da="Nye fund, som planen medfører")
_FINDING = Text(en="{rule}: {message}", da="{rule}: {message}")
_UNMEETABLE = Text(en="Needs that no allowed change meets", da="Behov, som ingen tilladt ændring opfylder")
_LEFT = Text(en="Needs beyond the limit", da="Behov uden for grænsen")
_NEED = Text(en="{fields} for {actor} in {phase}", da="{fields} til {actor} i {phase}")
_WHY = {
    True: Text(
        en="{need}: only something that is forbidden or kept would meet it.",
        da="{need}: kun noget, der er forbudt eller fredet, ville opfylde det.",
    ),
    False: Text(
        en="{need}: no change of the kinds that dataflow knows would meet it.",
        da="{need}: ingen ændring af de slags, som dataflow kender, ville opfylde det.",
    ),
}
_COSTS = Text(en="What changes cost", da="Hvad ændringer koster")
_COSTS_HEAD = (Text(en="change", da="ændring"), Text(en="cost", da="pris"))

KIND: Mapping[str, Text] = {
    "field": Text(en="each field of a share (field)", da="hvert felt i en deling (field)"),
    "extend-share": Text(en="to add to a share (extend-share)", da="at udvide en deling (extend-share)"),
    "put-in-force": Text(
        en="to put into force what is planned (put-in-force)", da="at sætte noget planlagt i værk (put-in-force)"
    ),
    "new-share": Text(
        en="a new share over a channel in use (new-share)", da="en ny deling via en kanal i brug (new-share)"
    ),
    "slot": Text(en="a place or better form in a channel (slot)", da="en plads eller bedre form i en kanal (slot)"),
    "better-record": Text(
        en="a better form or code of a record (better-record)",
        da="bedre form eller kode i en registrering (better-record)",
    ),
    "code-map": Text(en="a map between code systems (code-map)", da="en oversættelse mellem kodesystemer (code-map)"),
    "faster-share": Text(en="a faster share (faster-share)", da="en hurtigere deling (faster-share)"),
    "new-channel": Text(
        en="a new share over another channel (new-channel)", da="en ny deling via en anden kanal (new-channel)"
    ),
    "new-record": Text(
        en="an earlier or new record (new-record)", da="en tidligere eller ny registrering (new-record)"
    ),
}


def page_of(planning: Planning, language: str) -> Page:
    """The best plan, its alternatives, and what no plan reaches."""
    say = _Speaker(planning, language)
    plans, data_map = planning.plans, planning.plans.data_map
    title = say(_TITLE, map=data_map.title)
    if plans.status == "nothing-to-do":
        return Page(title, (say(_NOTHING_TO_DO),), ())
    sections: list[Section] = []
    if plans.status == "impossible":
        sentences = [say(_IMPOSSIBLE)]
    else:
        best = planning.checked[0]
        sentences = list(say.summary(best))
        sections.append(Section(say(_STEPS), items=tuple(map(say.step, best.plan.steps))))
        opened = tuple(say(_FINDING, rule=each.code, message=each.message) for each in best.opened)
        sections.append(Section(say(_OPENED), items=opened))
        for other in planning.checked[1:]:
            heading = say(_ALTERNATIVE, cost=str(other.plan.cost))
            sections.append(Section(heading, items=tuple(map(say.step, other.plan.steps))))
    because = {reason: [need for need, why in plans.unmeetable if why is reason] for reason in (True, False)}
    unmeetable = [say(_WHY[why], need=need) for why, needs in because.items() for need in say.needs(needs)]
    sections.append(Section(say(_UNMEETABLE), items=tuple(unmeetable)))
    sections.append(Section(say(_LEFT), items=tuple(need.in_language(language) for need in say.needs(plans.left))))
    rows = tuple((say(KIND[kind]), str(price)) for kind, price in plans.wish.costs.items())
    sections.append(Section(say(_COSTS), table=Table(tuple(map(say, _COSTS_HEAD)), rows)))
    return Page(title, tuple(sentences), tuple(sections))


class _Speaker:
    """Says things of a plan in one language."""

    def __init__(self, planning: Planning, language: str) -> None:
        self._planning, self._language = planning, language
        self._map = planning.plans.data_map
        self._name = names_in(self._map)

    def __call__(self, text: Text, **words: Filling) -> str:
        return Sentence(text, words, opens=True).in_language(self._language)

    def summary(self, best: CheckedPlan) -> Iterator[str]:
        """What the plan meets, what it costs, and how sure that is."""
        plans = self._planning.plans
        met, chosen = str(len(plans.promised)), counted(len(plans.chosen), NEEDS)
        yield self(_SUMMARY, met=met, needs=chosen, cost=str(best.plan.cost))
        if best.plan.gap:
            yield self(_NOT_PROVEN, gap=f"{round(100 * best.plan.gap)} %")
        else:
            yield self(_PROVEN if plans.wish.budget is None and plans.wish.most is None else _PROVEN_MOST)
        yield self(_WRONG, needs=counted(len(best.unmet), NEEDS)) if best.unmet else self(_CHECKED)

    def step(self, step: Step) -> str:
        """A change, its cost and the needs that hang on it."""
        named = listed(list(self.needs(step.meets)))
        hang = counted(len(step.meets), _HANG)
        return self(
            _STEP, change=step_words(step, self._name, self._map), cost=str(step.cost), hang=hang, named=named
        )

    def needs(self, needs: Sequence[AffectedNeed]) -> Iterator[Sentence]:
        """The needs, those of an actor in a phase together."""
        groups: dict[tuple[object, ...], list[AffectedNeed]] = {}
        for need in needs:
            groups.setdefault((need.actor, need.members, need.phase), []).append(need)
        for found in groups.values():
            first = found[0]
            yield Sentence(
                _NEED,
                {
                    "fields": listed([self._name("fields", each.field) for each in found]),
                    "actor": who(first.actor, first.members, self._name, self._map.members),
                    "phase": self._name("phases", first.phase),
                },
            )
