"""The arrow of an exchange."""

from dataflow.analysis.lineage.travels import NOT_HELD
from dataflow.base.picture import Edge
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views._exchanges import Exchange
from dataflow.wording.counts import counted
from dataflow.wording.forms import MOSTLY
from dataflow.wording.lists import listed

SHARES = {
    "current": Text(
        en="{source} shares {fields} with {target} by {channels}, {form}.",
        da="{source} deler {fields} med {target} via {channels}, {form}.",
    ),
    "planned": Text(
        en="{source} is planned to share {fields} with {target} by {channels}, {form}.",
        da="{source} skal efter planen dele {fields} med {target} via {channels}, {form}.",
    ),
    "unknown": Text(
        en="It is not known whether {source} shares {fields} with {target} by {channels}, {form}.",
        da="Det vides ikke, om {source} deler {fields} med {target} via {channels}, {form}.",
    ),
    "not-held": Text(
        en="{source} is stated to share {fields} with {target} by {channels}, but does not have what it would share.",
        da="Ifølge kortet deler {source} {fields} med {target} via {channels}, men har ikke det, der skulle deles.",
    ),
}
BY_ONE = Text(en="{fields}: {channel}", da="{fields}: {channel}")


def share(data_map: DataMap, exchange: Exchange, role: str) -> Edge:
    """The edge of an exchange."""
    names = tuple(data_map.channels[channel].label for channel in exchange.channels)
    form = exchange.form.word
    fields = counted(len(exchange.fields))
    # With an arrow for each channel there are many: the name beside the number saves a line.
    in_one = exchange.key not in ("", NOT_HELD) and role == "care"
    return Edge(
        source=exchange.source,
        target=exchange.target,
        role=role,
        count=len(exchange.fields),
        form=form,
        status=exchange.status,
        caption=Sentence(BY_ONE, {"fields": fields, "channel": names[0]}) if in_one else fields,
        names=() if in_one else names,
        about=exchange.about,
        key=exchange.key,
        meaning=Sentence(
            SHARES[exchange.status],
            {
                "source": data_map.actors[exchange.source].label,
                "target": data_map.actors[exchange.target].label,
                "fields": fields,
                "channels": listed(names),
                "form": MOSTLY[exchange.form],
            },
        ),
    )
