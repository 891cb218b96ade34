"""Plans as a page of sentences in one language."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.base.naming import capitalised
from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.impact import AffectedNeed
from dataflow.change.plans import CheckedPlan, Reason, Step
from dataflow.language.statement_specs import LEVELS
from dataflow.reports import Planning
from dataflow.reports._pages import Page, Section, Table
from dataflow.wording.alterations import names_in
from dataflow.wording.counts import NEEDS, NEEDS_OF_LEVEL, Nouns, are, counted
from dataflow.wording.lists import listed
from dataflow.wording.numbers import percent
from dataflow.wording.steps import met_for_some, needs_in_words, step_words
from dataflow.wording.when import when

_TITLE = Text(en="What to change: {map}", da="Hvad der bør ændres: {map}")
_NOTHING_TO_DO = Text(
    en="Nothing to do: every need that was chosen is met.", da="Intet at gøre: alle valgte behov er opfyldt."
)
_IMPOSSIBLE = Text(
    en="None of the changes that may be made meets any of the needs that were chosen; the reasons stand below.",
    da="Ingen af de ændringer, der må gøres, opfylder nogen af de valgte behov; grundene står nedenfor.",
)
_SUMMARY = Text(
    en="{met} of {needs} would be met, at a cost of {cost} (an estimate of effort, not of money).",
    da="{met} af {needs} ville være opfyldt, til en pris af {cost} (et skøn over indsatsen, ikke kroner).",
)
_NEEDS_UNMET: Nouns = (
    Text(en="{count} need that is not met{when}", da="{count} behov, som ikke er opfyldt{when},"),
    Text(en="{count} needs that are not met{when}", da="{count} behov, som ikke er opfyldt{when},"),
)
_BELOW: Nouns = (
    Text(
        en="{needs} is not met and was not chosen; --level-of-need {level} takes it in too.",
        da="{needs} er ikke opfyldt og ikke valgt; --level-of-need {level} tager det med.",
    ),
    Text(
        en="{needs} are not met and were not chosen; --level-of-need {level} takes them in too.",
        da="{needs} er ikke opfyldt og ikke valgt; --level-of-need {level} tager dem med.",
    ),
)
_PROVEN = Text(
    en="Proven: no set of the changes that were tried does it for less. {others} A structured channel that"
    " carries nothing like a field was tried only where there was no other way.",
    da="Bevist: ingen anden kombination af de ændringer, der blev prøvet, gør det billigere. {others} En struktureret"
    " kanal, der ikke overfører noget af samme slags som et felt, blev kun prøvet, hvor der ikke var andre veje.",
)
_PROVEN_MOST = Text(
    en="Proven: no set of changes within the limit meets more. {others}",
    da="Bevist: ingen kombination af ændringer inden for grænsen opfylder mere. {others}",
)
_OTHERS_UNKNOWN = Text(
    en="Another set may be as good: --alternatives 1 shows the next best.",
    da="En anden kombination kan være lige så god: --alternatives 1 viser den næstbedste.",
)
_OTHERS_EQUAL: Nouns = (
    Text(
        en="Of the other plans below, {count} is as good.", da="Af de andre planer nedenfor er {count} lige så god."
    ),
    Text(
        en="Of the other plans below, {count} are as good.", da="Af de andre planer nedenfor er {count} lige så gode."
    ),
)
_OTHERS_AS_GOOD: Nouns = (
    Text(
        en="{count} other change is as good; it is named below.",
        da="{count} anden ændring er lige så god; den er nævnt nedenfor.",
    ),
    Text(
        en="{count} other changes are as good; they are named below.",
        da="{count} andre ændringer er lige så gode; de er nævnt nedenfor.",
    ),
)
_OTHERS_WORSE = Text(
    en="None of the others that were tried is as good.", da="Ingen af de andre, der blev prøvet, er lige så god."
)
_AS_GOOD = Text(en="Other changes that are as good", da="Andre ændringer, der er lige så gode")
_NOT_PROVEN = Text(
    en="Not proven: the time ran out. The best plan may cost up to {gap} less. --time-limit gives it longer.",
    da="Ikke bevist: tiden slap op. Den bedste plan kan koste op til {gap} mindre. --time-limit giver"
    " den længere tid.",
)
_CHECKED = Text(
    en="Checked: dataflow took the changes into the map and found those needs met.",
    da="Kontrolleret: dataflow har lagt ændringerne ind i kortet og fundet behovene opfyldt.",
)
_ACCEPTED = Text(
    en="Accepted by the authors of the map, and planned for all the same: {named}.",
    da="Accepteret af kortets forfattere, men med i planen alligevel: {named}.",
)
_WRONG = Text(
    en="Not right: with the changes in the map, {needs} {are} still not met. Please report this as a bug.",
    da="Ikke rigtigt: med ændringerne i kortet {are} {needs} stadig ikke opfyldt. Meld det venligst som en fejl.",
)
_DOUBTFUL = Text(
    en="Perhaps met already: {count} of the {all}, which depends on what nobody has found out. Find that out first"
    " (dataflow questions).",
    da="Måske opfyldt allerede: {count} af de {all}; det afhænger af noget, som ingen har afklaret. Find ud af det"
    " først (dataflow questions).",
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
_UNMEETABLE = Text(en="Needs that no change meets, and why", da="Behov, som ingen ændring opfylder, og hvorfor")
_LEFT = Text(en="Needs beyond the limit", da="Behov uden for grænsen")
_WHY = {
    Reason.FORBIDDEN: Text(
        en="{need}: only a change that --forbid or --keep rules out would meet it.",
        da="{need}: kun en ændring, som --forbid eller --keep udelukker, ville opfylde det.",
    ),
    Reason.NO_CHANNEL: Text(
        en="{need}: nobody shares anything with {actor} over a digital channel yet, and the map has no channel that"
        " would do. Start by declaring one under channels, or by stating a share with {actor} that exists.",
        da="{need}: ingen deler noget med {actor} via en digital kanal endnu, og kortet har ingen kanal, der kan"
        " bruges. Begynd med at skrive en under channels, eller med at skrive en deling med {actor}, som findes.",
    ),
    Reason.NO_CHANGE: Text(
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
        return Page(title, (say(_NOTHING_TO_DO), *say.below()), ())
    sections: list[Section] = []
    if plans.status == "impossible":
        sentences = [say(_IMPOSSIBLE), *say.doubtful(), *say.below()]
    else:
        best = planning.checked[0]
        sentences = list(say.summary(best))
        sections.append(Section(say(_STEPS), items=tuple(map(say.step, best.plan.steps))))
        sections.append(Section(say(_AS_GOOD), items=tuple(map(say.change, plans.as_good))))
        opened = tuple(say(_FINDING, rule=each.code, message=each.message) for each in best.opened)
        sections.append(Section(say(_OPENED), items=opened))
        for other in planning.checked[1:]:
            heading = say(_ALTERNATIVE, cost=str(other.plan.cost))
            sections.append(Section(heading, items=tuple(map(say.step, other.plan.steps))))
    sections.append(Section(say(_UNMEETABLE), items=tuple(say.unmeetable())))
    sections.append(Section(say(_LEFT), items=tuple(map(say.whole, say.needs(plans.left)))))
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

    def whole(self, words: Sentence) -> str:
        """Words as they stand by themselves."""
        return capitalised(words.in_language(self._language))

    def summary(self, best: CheckedPlan) -> Iterator[str]:
        """What the plan meets, what it costs, and how sure that is."""
        plans = self._planning.plans
        met, chosen = (
            str(len(plans.promised)),
            counted(len(plans.chosen), _NEEDS_UNMET, when=when(self._map, plans.planned)),
        )
        yield self(_SUMMARY, met=met, needs=chosen, cost=str(best.plan.cost))
        yield from self.doubtful()
        if best.plan.gap:
            yield self(_NOT_PROVEN, gap=percent(best.plan.gap))
        else:
            text = _PROVEN if plans.wish.budget is None and plans.wish.most is None else _PROVEN_MOST
            yield self(text, others=self.others(best))
        count = len(best.unmet)
        yield self(_WRONG, needs=counted(count, NEEDS), are=are(count)) if best.unmet else self(_CHECKED)
        if best.for_some:
            yield self.whole(met_for_some(best.for_some, len(plans.promised), self._name, self._map))
        yield from self.below()

    def others(self, best: CheckedPlan) -> Filling:
        """Whether other plans are as good as the best one."""
        plans, good = self._planning.plans, (best.plan.cost, len(best.plan.met))
        equal = sum((plan.cost, len(plan.met)) == good for plan in plans.plans[1:])
        if plans.as_good or equal:
            return counted(len(plans.as_good) or equal, _OTHERS_AS_GOOD if plans.as_good else _OTHERS_EQUAL)
        is_known = plans.wish.alternatives or (plans.wish.most == 1 and plans.wish.budget is None)
        return _OTHERS_WORSE if is_known else _OTHERS_UNKNOWN

    def doubtful(self) -> Iterator[str]:
        """How many of the chosen needs an answer to a question may meet, and which are accepted as they are."""
        plans = self._planning.plans
        if plans.doubtful:
            yield self(_DOUBTFUL, count=str(len(plans.doubtful)), all=str(len(plans.chosen)))
        if plans.accepted:
            yield self(_ACCEPTED, named=listed(list(self.needs(plans.accepted))))

    def below(self) -> Iterator[str]:
        """How many unmet needs there are of the levels below those that were chosen."""
        by_level = {level: [each for each in self._planning.plans.below if each.level == level] for level in LEVELS}
        found = {level: len(needs) for level, needs in by_level.items() if needs}
        if found:
            needs = listed([counted(count, NEEDS_OF_LEVEL[level]) for level, count in found.items()])
            yield self(_BELOW[sum(found.values()) != 1], needs=needs, level=list(found)[-1])

    def change(self, step: Step) -> str:
        """What a change is, by itself."""
        return self._words(step).in_language(self._language)

    def step(self, step: Step) -> str:
        """A change, its cost and the needs that hang on it."""
        named = listed(list(self.needs(step.meets)))
        hang = counted(len(step.meets), _HANG)
        return self(_STEP, change=self._words(step), cost=str(step.cost), hang=hang, named=named)

    def _words(self, step: Step) -> Sentence:
        return step_words(step, self._name, self._map, planned=self._planning.plans.planned)

    def needs(self, needs: Sequence[AffectedNeed]) -> Iterator[Sentence]:
        return needs_in_words(needs, self._name, self._map)

    def unmeetable(self) -> Iterator[str]:
        """The needs that nothing allowed meets, each with the reason."""
        for reason, text in _WHY.items():
            needs = [need for need, why in self._planning.plans.unmeetable if why is reason]
            for actor in dict.fromkeys(need.actor for need in needs):
                for words in self.needs([need for need in needs if need.actor == actor]):
                    yield self(text, need=words, actor=self._name("actors", actor))
