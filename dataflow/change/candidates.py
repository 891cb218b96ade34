"""The changes to a map that could meet a need: what each is, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.model.entities import Form
from dataflow.model.statements import Entry

COSTS: Mapping[str, int] = {
    "field": 1,
    "extend-share": 1,
    "put-in-force": 2,
    "new-share": 3,
    "slot": 3,
    "better-record": 4,
    "code-map": 4,
    "faster-share": 4,
    "new-channel": 6,
    "new-record": 10,
}
"""What a change of each kind costs unless a map says otherwise; ``field`` is what each field of a share adds."""

KINDS = tuple(kind for kind in COSTS if kind != "field")
SHARED = ("extend-share", "new-share", "new-channel")
"""The kinds of changes of a share: its price is paid once for all fields that it takes up."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to change: for one field, but where a planned statement is put into force or a code is mapped.

    ``actor`` is a role or an actor. ``entry`` is the share that is extended or made faster, the record that becomes
    better, or the planned statement. ``share`` is equal for the fields of one share, which pay its price once.
    ``code_system`` is that of a record, or the one to which ``maps`` is mapped.
    """

    kind: str
    actor: str | None = None
    field: str | None = None
    phases: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    via: str | None = None
    form: Form | None = None
    code_system: str | None = None
    maps: str | None = None
    entry: Entry | None = None
    share: str | None = None

    @property
    def price_of_field(self) -> str:
        """The key of the price of the change itself, without the share that it belongs to."""
        return "field" if self.share is not None else self.kind


def cost_of(changes: tuple[Change, ...], costs: Mapping[str, int]) -> int:
    """What several changes cost together."""
    shares = {change.share: change.kind for change in changes if change.share is not None}
    return sum(costs[change.price_of_field] for change in changes) + sum(costs[kind] for kind in shares.values())
