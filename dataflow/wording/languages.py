"""The names of languages in which texts are written."""

from collections.abc import Mapping

from dataflow.base.text import Text

LANGUAGE_NAMES: Mapping[str, Text] = {
    "da": Text(en="Danish", da="dansk"),
    "en": Text(en="English", da="engelsk"),
    "de": Text(en="German", da="tysk"),
    "sv": Text(en="Swedish", da="svensk"),
    "nb": Text(en="Norwegian", da="norsk"),
}
"""By code; a language that is not here goes by its code."""
