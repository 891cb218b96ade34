"""A channel beside its standard in words: a line for each difference."""

from collections.abc import Iterator, Mapping

from dataflow.base.text import Filling, Label, Sentence, Text, joined
from dataflow.exchange.fhir.comparison import Comparison, Difference, Kind
from dataflow.exchange.fhir.nodes import Wording
from dataflow.exchange.fhir.places import REASONS, counted_open
from dataflow.model.data_map import DataMap
from dataflow.wording.counts import FIELDS, Nouns, counted
from dataflow.wording.forms import DATA, ENTRY

_HEAD = Text(en="{channel} compared with {standards}:", da="{channel} sammenlignet med {standards}:")
_REQUIRED = Text(en=" and required", da=" og obligatorisk")
_NOT = Text(en="not carried", da="ikke med")
_GOES = Text(en="it goes as {form}", da="det sendes som {form}")
_GOES_NOT = Text(en="it is not carried", da="det sendes ikke")
_LINES: Mapping[Kind, Text] = {
    Kind.OTHER_FORM: Text(
        en="other form: {field} is {carried} in the map and {standard} in the standard ({where})",
        da="anden form: {field} er {carried} i kortet og {standard} i standarden ({where})",
    ),
    Kind.NO_SLOT: Text(
        en="no slot: {field} is {standard} in the standard; the map has no slot for it, so {goes} ({where})",
        da="ingen plads: {field} er {standard} i standarden; kortet har ingen plads til det, så {goes} ({where})",
    ),
    Kind.NO_FIELD: Text(
        en="no field: {label} is {standard}{required} in the standard, and the map has no such field ({where})",
        da="intet felt: {label} er {standard}{required} i standarden, og kortet har intet sådant felt ({where})",
    ),
    Kind.RULED_OUT: Text(
        en="ruled out: the standard rules {field} out (max 0), but in the map {goes} ({where})",
        da="udelukket: standarden udelukker {field} (max 0), men i kortet er det ikke udelukket: {goes} ({where})",
    ),
    Kind.NOT_SHARED: Text(
        en="not shared: the standard requires {label}, and nobody shares it over the channel ({where})",
        da="ikke delt: standarden kræver {label}, og ingen deler det via kanalen ({where})",
    ),
    Kind.NOT_CLOSED: Text(
        en="not closed: the standard lets nothing else through, and the channel of the map is not closed",
        da="ikke lukket: standarden tillader intet andet, og kortets kanal er ikke lukket",
    ),
}
_AGREE = Text(en="the same in both: {fields}: {listed}", da="ens i begge: {fields}: {listed}")
_UNFOUND = Text(
    en="not found in these files: {fields} with a slot in the map: {listed}",
    da="ikke fundet i disse filer: {fields} med plads i kortet: {listed}",
)
_UNCERTAIN = Text(
    en="perhaps in these files: {fields} with a slot in the map, where other fields fit too: {listed}",
    da="måske i disse filer: {fields} med plads i kortet, hvor andre felter også passer: {listed}",
)
_LEFT_OPEN = Text(
    en="in these files, which leave the form open: {fields} with a slot in the map: {listed}",
    da="med i disse filer, men uden fastlagt form: {fields} med plads i kortet: {listed}",
)
_NO_DIFFERENCES = Text(en="no differences in what the files say", da="ingen forskelle i det, filerne siger")
_OPEN: Nouns = (
    Text(en="left open: {count} element: {reason}", da="ikke fastlagt: {count} element: {reason}"),
    Text(en="left open: {count} elements: {reason}", da="ikke fastlagt: {count} elementer: {reason}"),
)


def text_of(comparison: Comparison, data_map: DataMap, language: str) -> str:
    """The lines of a comparison."""
    return "".join(f"{line}\n" for line in _lines(comparison, data_map, language))


def _lines(comparison: Comparison, data_map: DataMap, language: str) -> Iterator[str]:
    standards = joined([profile.standard for profile in comparison.profiles], language)
    words: dict[str, Filling] = {"channel": comparison.channel.label, "standards": standards}
    yield Sentence(_HEAD, words).in_language(language)
    for difference in comparison.differences:
        yield f"  {_line(difference, data_map, language)}"
    if not comparison.differences:
        yield f"  {_NO_DIFFERENCES.in_language(language)}"
    lists = (
        (_AGREE, comparison.same),
        (_UNFOUND, comparison.unfound),
        (_UNCERTAIN, comparison.uncertain),
        (_LEFT_OPEN, comparison.left_open),
    )
    for text, fields in lists:
        if fields:
            labels = joined([data_map.fields[field].label.in_language(language) for field in fields], language)
            filled: dict[str, Filling] = {"fields": counted(len(fields), FIELDS), "listed": labels}
            yield f"  {Sentence(text, filled).in_language(language)}"
    for reason, count in counted_open(comparison.profiles).items():
        yield f"  {counted(count, _OPEN, reason=REASONS[reason]).in_language(language)}"


def _line(difference: Difference, data_map: DataMap, language: str) -> str:
    place, field = difference.place, data_map.fields.get(difference.field)
    name: Filling = field.label if field else _label(place.label if place else {}, difference.field)
    words: dict[str, Filling] = {
        "field": name,
        "label": name,
        "standard": _NOT if difference.standard is None else ENTRY[difference.standard],
        "carried": _NOT if difference.carried is None else ENTRY[difference.carried],
        "goes": _GOES_NOT if difference.carried is None else Sentence(_GOES, {"form": DATA[difference.carried]}),
        "required": _REQUIRED if place and place.required else "",
        "where": place.where if place else "",
    }
    return Sentence(_LINES[difference.kind], words).in_language(language)


def _label(wording: Wording, id_: str) -> Label:
    return Label(id_, tuple(wording.items()))
