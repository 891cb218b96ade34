"""Rules of other packages: checked when they are loaded, and kept from stopping a run."""

import dataclasses
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Any

from dataflow.base.finding import Finding, Severity
from dataflow.base.installed import Broken, InstalledPart
from dataflow.base.place import Place
from dataflow.base.text import LANGUAGES, Text
from dataflow.rules import Context, Rule, by_subject

_ANOTHER = Text(en="its {key} is {found}, not {expected}", da="dens {key} er {found} og ikke {expected}")
_NO_TEXT = Text(en="its {key} is no Text with both languages", da="dens {key} er ikke en Text med begge sprog")
_NO_FIND = Text(en="it has no function find", da="den har ingen funktion find")
_NO_FINDING = Text(en="it gave a {type}, which is no Finding", da="den gav en {type}, som ikke er et Finding")
_NOT_IN_MAP = Text(
    en="it gave a finding about {key} {id}, which the map does not have",
    da="den gav et fund om {key} {id}, som kortet ikke har",
)
_ABOUT = {"actor": "actors", "field": "fields", "phase": "phases", "channel": "channels"}


def checked(part: InstalledPart, code: str, name: str) -> Rule:
    """The rule of a package. Raises ``Broken``; while it runs, it warns instead and finds nothing."""
    rule = part.load(Rule)
    for key, found, expected in (("code", rule.code, code), ("name", rule.name, name)):
        if found != expected:
            part.broken(_ANOTHER, key=key, found=str(found), expected=expected)
    if not isinstance(rule.severity, Severity):
        part.broken(_ANOTHER, key="severity", found=str(rule.severity), expected="Severity")
    for each in dataclasses.fields(rule):
        text = getattr(rule, each.name)
        if each.type is Text and not (isinstance(text, Text) and text.en and text.da):
            part.broken(_NO_TEXT, key=each.name)
    if rule.find is None:
        part.broken(_NO_FIND)
    return replace(
        rule, origin=part.package, find=_find(part, rule, rule.find), identity=_identity(part, rule.identity)
    )


def _find(
    part: InstalledPart, rule: Rule, find: Callable[[Context], Iterable[Finding]]
) -> Callable[[Context], Iterable[Finding]]:
    """The function of a rule, which gives all findings or, with a warning, none."""

    def found(context: Context) -> tuple[Finding, ...]:
        return tuple(_sound(part, rule, finding, context) for finding in find(context))

    def guarded(context: Context) -> tuple[Finding, ...]:
        try:
            return part.tried(found, context, passing=Broken)
        except Broken as broken:
            broken.warn()
            return ()

    return guarded


def _sound(part: InstalledPart, rule: Rule, finding: Any, context: Context) -> Finding:
    if not isinstance(finding, Finding) or not isinstance(finding.place, Place):
        part.broken(_NO_FINDING, type=type(finding).__name__)
    for key, found, expected in (("code", finding.code, rule.code), ("severity", type(finding.severity), Severity)):
        if found != expected:
            part.broken(_ANOTHER, key=key, found=str(found), expected=str(expected))
    for key, section in _ABOUT.items():
        about = getattr(finding.subject, key)
        if about is not None and about not in getattr(context.data_map, section):
            part.broken(_NOT_IN_MAP, key=key, id=str(about))
    for language in LANGUAGES:  # a blank without a word fails here
        finding.message.in_language(language)
        if finding.hint is not None:
            finding.hint.in_language(language)
    return replace(finding, evidence=None)


def _identity(part: InstalledPart, identity: Callable[[Finding], Hashable]) -> Callable[[Finding], Hashable]:
    def guarded(finding: Finding) -> Hashable:
        try:
            return part.tried(identity, finding, passing=Broken)
        except Broken as broken:
            broken.warn()
            return by_subject(finding)

    return guarded
