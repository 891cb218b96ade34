"""What travels between actors: in what form it arrives, and how surely (``language.md``, "Who holds what")."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import Holdings
from dataflow.analysis.closure.sharing import carried
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Share, StatementSet

NOT_HELD = "not-held"
"""The status of a share that brings nothing, as its sender does not hold the field by then."""


class Travel(NamedTuple):
    """A share of a field between two presented actors (a role, or an actor that has none).

    ``status`` is ``current``; ``planned`` or ``unknown`` where the share counts, and its sender holds the field, only
    with planned or unknown statements; or ``NOT_HELD``. ``form`` is the best in which it arrives from any of
    the senders; None for ``NOT_HELD``. ``senders`` are those who state it and hold the field by then, or for
    ``NOT_HELD`` all who state it.
    """

    source: str
    target: str
    share: Share
    status: str
    form: Form | None
    senders: tuple[str, ...]

    @property
    def way(self) -> tuple[str, str, str, str, str]:
        """Equal for shares that bring a field over one channel, perhaps in other phases and from other members."""
        return self.source, self.target, self.share.entry.via, self.status, self.share.field


def senders_by_way(found: Iterable[Travel]) -> Mapping[tuple[str, ...], Collection[str]]:
    """All who bring a field over a channel to another actor, by ``Travel.way``."""
    senders: dict[tuple[str, ...], set[str]] = {}
    for travel in found:
        senders.setdefault(travel.way, set()).update(travel.senders)
    return senders


def travels(needs: Needs, assumptions: Assumptions) -> tuple[Travel, ...]:
    """Every share that its channel carries and that reaches somebody, by sender in the order of declaration."""
    unknown = frozenset(needs.map_as_of.unknown)
    tiers = (
        ("current", replace(assumptions, unknown=frozenset())),
        ("planned", replace(assumptions, unknown=frozenset(), planned=True)),
        ("unknown", replace(assumptions, unknown=unknown)),
        ("unknown", replace(assumptions, unknown=unknown, planned=True)),
    )
    return tuple(
        travel for source in needs.map_as_of.data_map.presented for travel in _travels_from(needs, source, tiers)
    )


def only_on_request(found: Iterable[Travel]) -> bool:
    """Whether all of these shares happen only when somebody asks (``language.md``, "shares")."""
    return all(travel.share.entry.on_request for travel in found)


def _travels_from(needs: Needs, source: str, tiers: tuple[tuple[str, Assumptions], ...]) -> Iterator[Travel]:
    data_map, counts = needs.map_as_of.data_map, needs.map_as_of.counts
    reaching = cache(lambda actor, to: bool(data_map.receivers(actor, to)))
    for share, actors in _shares_of(data_map, source).items():
        senders, limit = [actor for actor in actors if reaching(actor, share.to)], carried(data_map, share)
        counting = [(status, each) for status, each in tiers if counts(share.entry, each)]
        if limit is None or not counting or not senders:
            continue
        target = data_map.role_of(share.to)
        for status, each in counting:
            holdings = needs.holdings(each)
            holding = [sender for sender in senders if holdings.holds(sender, share.field, share.phase)]
            if holding:
                form = _best(holdings, holding, share, limit)
                yield Travel(source, target, share, status, form, tuple(holding))
                break
        else:
            yield Travel(source, target, share, NOT_HELD, None, tuple(senders))


def _shares_of(data_map: DataMap, source: str) -> dict[Share, list[str]]:
    """The shares of a presented actor, each with the concrete actors that state it."""
    sets: dict[StatementSet, list[str]] = {}
    for actor in data_map.presented[source]:
        sets.setdefault(data_map.statements[actor], []).append(actor)
    shares: dict[Share, list[str]] = {}
    for statements, actors in sets.items():
        for share in statements.of(Share):
            shares.setdefault(share, []).extend(actors)
    return shares


def _best(holdings: Holdings, senders: Iterable[str], share: Share, limit: Form) -> Form:
    """The best form in which a share arrives from any of those who send it."""
    best = Form.FREE_TEXT
    for sender in senders:
        best = max(best, min(holdings.elements(sender, share.field, share.phase)[0].form, limit))
        if best == limit:
            break
    return best
