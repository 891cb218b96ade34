"""How views say in what form a value is: coded in what, structured, or free text."""

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.lineage.timeline import Who
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form

AS_FORM = {
    Form.FREE_TEXT: Text(en="as free text", da="som fritekst"),
    Form.STRUCTURED: Text(en="structured", da="struktureret"),
    Form.CODED: Text(en="coded", da="kodet"),
}
IN_CODE = Text(en="coded in {code}", da="kodet i {code}")
SOME = Text(en="{name} ({count} of {of})", da="{name} ({count} af {of})")


def as_form(data_map: DataMap, form: Form, code_system: str | None) -> Words:
    """The form, and the code system where there is one."""
    if code_system is None:
        return AS_FORM[form]
    return Sentence(IN_CODE, {"code": data_map.code_systems[code_system].label})


def as_element(data_map: DataMap, element: Element) -> Words:
    """The form of a value."""
    return as_form(data_map, element.form, element.code_system)


def who_is(data_map: DataMap, who: Who) -> Words:
    """An actor; of a role with how many of its members, where it is not all."""
    name = data_map.actors[who.id].label
    if who.members is None or who.of is None or len(who.members) == who.of:
        return name
    return Sentence(SOME, {"name": name, "count": str(len(who.members)), "of": str(who.of)})
