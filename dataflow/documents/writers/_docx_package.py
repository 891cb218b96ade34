"""A Word document from its template to its bytes: settings, properties and language, nothing of anyone's machine."""

import datetime
import io
from typing import Any

import docx
from docx.oxml.ns import qn

from dataflow.base.text import shortened
from dataflow.documents.model import Document
from dataflow.documents.packages import CONTENT_TYPES, packed, read_package, unpacked
from dataflow.documents.writers._docx_parts import element
from dataflow.documents.writers._docx_styles import use_base_look

APPLICATION = b"<Application>dataflow</Application>"
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties">' + APPLICATION + b"</Properties>"
)
_LOCALES = {"da": "da-DK", "en": "en-GB"}
_LEFT_OUT = ("customXml", "stylesWithEffects", "thumbnail")
"""Parts of the base that a report needs nothing of."""
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
_EPOCH = datetime.datetime(1980, 1, 1)
_PROPERTY = 250
"""The most characters of a property of a file, of which Office Open XML takes 255."""


def base_document() -> Any:
    """An empty document with built-in styles in our look."""
    document = docx.Document()
    use_base_look(document)
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if not relation.is_external and any(part in str(relation.target_part.partname) for part in _LEFT_OUT):
                del holder.rels[key]
    return document


def from_template(template: bytes, name: str) -> Any:
    """A document that begins as the customer's template. Raises DocumentError for one that is not safe to read."""
    parts = read_package(template, name)
    # A template of Word (.dotx) under the name of a document.
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"ml.template.main+xml", b"ml.document.main+xml")
    document = docx.Document(io.BytesIO(packed(parts)))
    settings = document.settings.element
    # The path of the template on the machine of whoever made it.
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    for holder in (relation.target_part for relation in document.part.rels.values() if not relation.is_external):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith("/attachedTemplate"):
                del holder.rels[key]
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == _THUMBNAIL:
            del document.part.package.rels[key]
    return document


def finish(document: Any, content: Document) -> bytes:
    """Sets language and properties, and gives the bytes."""
    _set_language(document, _LOCALES.get(content.language, "en-GB"))
    _set_settings(document.settings.element)
    _set_properties(document.core_properties, content)
    file = io.BytesIO()
    document.save(file)
    parts = unpacked(file.getvalue())
    parts["docProps/app.xml"] = _APP
    return packed(parts)


def is_own(content: bytes) -> bool:
    """Whether a file was written here: office programs write their own name when they save it."""
    try:
        return APPLICATION in unpacked(content).get("docProps/app.xml", b"")
    except Exception:  # whatever is wrong with it, it is not ours
        return False


def _set_language(document: Any, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = element("docDefaults")
        document.styles.element.insert(0, defaults)
    run_defaults = defaults.find(qn("w:rPrDefault"))
    if run_defaults is None:
        run_defaults = element("rPrDefault")
        defaults.insert(0, run_defaults)
    properties = run_defaults.find(qn("w:rPr"))
    if properties is None:
        properties = element("rPr")
        run_defaults.append(properties)
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    properties.append(element("lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), locale)


def _set_settings(settings: Any) -> None:
    """Hyphenation, and that Word fills in the page numbers of the contents; in the order of the schema."""
    for tag, value, before in (
        (
            "updateFields",
            "true",
            ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr"),
        ),
        (
            "autoHyphenation",
            "true",
            ("consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", *_AFTER_TABS),
        ),
    ):
        for old in settings.findall(qn(f"w:{tag}")):
            settings.remove(old)
        found = next((child for child in settings if child.tag.rsplit("}", 1)[-1] in before), None)
        made = element(tag, val=value)
        if found is None:
            settings.append(made)
        else:
            found.addprevious(made)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), zoom.get(qn("w:percent"), "100"))


_AFTER_TABS = (
    *("showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders"),
    *("bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing"),
    *("drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery"),
    *("doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin"),
    *("doNotShadeFormData", "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne"),
    *("strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "savePreviewPicture"),
    *("doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText"),
    *("doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "saveThroughXslt", "showXMLTags"),
    *("alwaysMergeEmptyNamespace", "updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr", "compat"),
    *("docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping"),
)
"""The settings that come after that of hyphenation, in the order of the schema."""


def _set_properties(properties: Any, content: Document) -> None:
    day = datetime.datetime.fromisoformat(content.date) if len(content.date) == 10 else _EPOCH
    properties.title, properties.subject = (shortened(text, _PROPERTY) for text in (content.title, content.subject))
    properties.author = properties.last_modified_by = shortened(content.author, _PROPERTY)
    properties.created = properties.modified = day
    properties.language = _LOCALES.get(content.language, "en-GB")
    properties.comments, properties.keywords, properties.category = "", "", ""
    properties.revision = 1
