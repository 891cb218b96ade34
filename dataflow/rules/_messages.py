"""Messages between concrete actors, and the answers that they expect (``expects_reply`` of their channel)."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.sharing import Hop, carried
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share

Message = tuple[Share, ...]
"""The shares of one entry that differ only in the field."""


class Messages:
    """The messages of a map, and which of them answer which, under any assumptions.

    A message that expects a reply is answered by what its receiver sends back to its sender, in the same phase or
    later, over the channel that ``expects_reply`` names; over any where it is true.
    """

    def __init__(self, map_as_of: MapAsOf) -> None:
        self._map_as_of = map_as_of
        self._data_map = map_as_of.data_map

    @cached_property
    def questions(self) -> Mapping[tuple[str, str], list[Message]]:
        """The messages that expect a reply, by sender and receiver, whatever the status and dates."""
        return self._sent(self.expecting)

    @cached_property
    def sent(self) -> Mapping[tuple[str, str], list[Message]]:
        """The messages by sender and receiver, whatever the status and dates."""
        return self._sent(self._data_map.channels)

    def _sent(self, channels: Collection[str]) -> Mapping[tuple[str, str], list[Message]]:
        sent: dict[tuple[str, str], list[Message]] = {}
        for actor, statements in self._data_map.statements.items():
            shares = (share for share in statements.of(Share) if share.entry.via in channels)
            for message in _messages(self._data_map, shares):
                for receiver in self._data_map.receivers(actor, message[0].to):
                    if receiver != actor:
                        sent.setdefault((actor, receiver), []).append(message)
        return sent

    @cached_property
    def expecting(self) -> Mapping[str, str | bool]:
        """The channels that expect a reply, each with the channel of the reply, or true."""
        channels = self._data_map.channels.values()
        return {channel.id: channel.expects_reply for channel in channels if channel.expects_reply}

    def counts(self, message: Message, assumptions: Assumptions) -> bool:
        """Whether a message is sent."""
        return self._map_as_of.counts(message[0].entry, assumptions)

    def is_answered(self, sender: str, receiver: str, question: Message, assumptions: Assumptions) -> bool:
        """Whether a message that expects a reply gets one."""
        return any(
            self._answers(question[0], back[0]) and self.counts(back, assumptions)
            for back in self.sent.get((receiver, sender), ())
        )

    def is_awaited(self, hop: Hop, assumptions: Assumptions) -> bool:
        """Whether what reaches an actor answers a message that the actor sent."""
        return any(
            self._answers(question[0], hop.statement) and self.counts(question, assumptions)
            for question in self.questions.get((hop.receiver, hop.sender), ())
        )

    def _answers(self, question: Share, back: Share) -> bool:
        phases = self._data_map.phases
        in_time = phases[back.phase].position >= phases[question.phase].position
        return in_time and self.expecting[question.entry.via] in (True, back.entry.via)


def _messages(data_map: DataMap, shares: Iterable[Share]) -> Iterable[Message]:
    found: dict[tuple[Entry, str, str], list[Share]] = {}
    for share in shares:
        if carried(data_map, share) is not None:
            found.setdefault((share.entry, share.phase, share.to), []).append(share)
    return [tuple(shares) for shares in found.values()]
