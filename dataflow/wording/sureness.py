"""The words for how sure a finding or statement is."""

from collections.abc import Mapping

from dataflow.base.finding import Confidence
from dataflow.base.text import Text

SURENESS: Mapping[bool, Text] = {True: Text(en="Certain", da="Sikkert"), False: Text(en="Possible", da="Muligt")}
"""Of a finding: whether it depends on what nobody has found out yet."""

CONFIDENCE_PHRASES: Mapping[Confidence, Text] = {
    Confidence.HIGH: Text(en="high confidence", da="høj tillid til udsagnene"),
    Confidence.MEDIUM: Text(en="medium confidence", da="middel tillid til udsagnene"),
    Confidence.LOW: Text(en="low confidence", da="lav tillid til udsagnene"),
}
"""Of a finding: the lowest confidence of the statements that it rests on."""
