"""When something is so that a text tells: today, with a scenario, or when what is planned is in force."""

from dataflow.base.text import Text
from dataflow.model.data_map import DataMap

TODAY = Text(en=" today", da=" i dag")
_WITH = {
    (True, False): Text(en=" with the scenario", da=" med scenariet"),
    (False, True): Text(en=" when what is planned is in force", da=", når det planlagte gælder"),
    (True, True): Text(
        en=" with the scenario and what is planned in force", da=" med scenariet, når det planlagte gælder"
    ),
}
"""The same where a scenario is laid over the map, and where planned statements count."""
NO_SHARE = Text(en="none of the shares between them", da="ingen af delingerne mellem dem")
"""What is said of all shares of two, whenever they are so."""


def when(data_map: DataMap, planned: bool = False) -> Text:
    """What stands behind a verb, with the space or comma before it, of a map; ``planned`` is so where those count."""
    return _WITH.get((data_map.scenario is not None, planned), TODAY)
