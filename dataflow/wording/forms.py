"""The words for the form in which a value is held or shared: a table for each grammatical use."""

from collections.abc import Mapping

from dataflow.analysis.closure.holdings import Element
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form

DATA: Mapping[Form, Text] = {
    Form.FREE_TEXT: Text(en="free text", da="fritekst"),
    Form.STRUCTURED: Text(en="structured data", da="strukturerede data"),
    Form.CODED: Text(en="coded data", da="kodede data"),
}
"""A noun, in findings: "needs it as structured data"."""

AS_DATA: Mapping[Form, Text] = {form: Text(en=f"as {data.en}", da=f"som {data.da}") for form, data in DATA.items()}
"""An adverbial, in sentences of traces and questions."""

ADVERB: Mapping[Form, Text] = {
    Form.FREE_TEXT: Text(en="as free text", da="som fritekst"),
    Form.STRUCTURED: Text(en="structured", da="struktureret"),
    Form.CODED: Text(en="coded", da="kodet"),
}
"""The same in short, in pictures: "recorded structured"."""

IN_A_CHOICE: Mapping[Form, Text] = {**ADVERB, Form.FREE_TEXT: Text(en="free text", da="fritekst")}
"""A word to choose in a workbook."""

ENTRY: Mapping[Form, Text] = {**ADVERB, Form.FREE_TEXT: DATA[Form.FREE_TEXT]}
"""In a list of holdings."""

MOSTLY: Mapping[Form, Text] = {
    Form.CODED: Text(en="mostly coded", da="overvejende kodet"),
    Form.STRUCTURED: Text(en="mostly structured", da="overvejende struktureret"),
    Form.FREE_TEXT: Text(en="mostly free text", da="overvejende fritekst"),
}
"""Of several fields that are shared, in the order of a legend."""

HAS_IT: Mapping[Form, Text] = {
    Form.CODED: Text(en="has it coded", da="har det kodet"),
    Form.STRUCTURED: Text(en="has it structured", da="har det struktureret"),
    Form.FREE_TEXT: Text(en="has it as free text", da="har det som fritekst"),
}
"""Of an actor, in the order of a legend."""

SHARED: Mapping[Form, Text] = {
    Form.CODED: Text(en="shared coded", da="deles kodet"),
    Form.STRUCTURED: Text(en="shared structured", da="deles struktureret"),
    Form.FREE_TEXT: Text(en="shared as free text", da="deles som fritekst"),
}
"""Of one field, in the order of a legend."""

LOST: Mapping[Form, Text] = {
    Form.STRUCTURED: Text(en="structure is lost", da="strukturen går tabt"),
    Form.CODED: Text(en="the code is lost", da="koden går tabt"),
}
"""What is lost where this form is lowered, at an arrow; the lowest form has no entry."""

SO_IT_IS_LOST: Mapping[Form, Text] = {
    Form.STRUCTURED: Text(en=", {form}, so its structure is lost", da=", {form}, så strukturen går tabt"),
    Form.CODED: Text(en=", {form}, so its code is lost", da=", {form}, så koden går tabt"),
}
"""The same at the end of a sentence; ``{form}`` is the lower one (``AS_DATA``)."""

CODED_IN = Text(en="coded in {code}", da="kodet i {code}")


def adverb(data_map: DataMap, form: Form, code_system: str | None) -> Words:
    """A form, with its code system where there is one: ``as free text``, ``coded in NPU``."""
    if code_system is None:
        return ADVERB[form]
    return Sentence(CODED_IN, {"code": data_map.code_systems[code_system].label})


def adverb_of(data_map: DataMap, element: Element) -> Words:
    """The form of a value."""
    return adverb(data_map, element.form, element.code_system)
