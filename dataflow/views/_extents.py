"""How far a need is met that is met for some only, in words."""

from dataflow.analysis.needs.outcomes import Extent
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text

FOR_SOME = Text(en="only for some: {figure}", da="kun for nogle: {figure}")
UNITS = Text(en="{done} of {all}", da="{done} af {all}")
PERCENT = Text(en="{percent}%", da="{percent} %")
POINT = Text(en="{whole}.{rest}", da="{whole},{rest}")


def for_some(extent: Extent) -> Words:
    """``only for some: 22 of 98``."""
    if extent.units is not None:
        done, of_all = extent.units
        return Sentence(FOR_SOME, {"figure": Sentence(UNITS, {"done": str(done), "all": str(of_all)})})
    whole, _, rest = f"{100 * extent.share:.3g}".partition(".")
    number: Words | str = Sentence(POINT, {"whole": whole, "rest": rest}) if rest else whole
    return Sentence(FOR_SOME, {"figure": Sentence(PERCENT, {"percent": number})})
