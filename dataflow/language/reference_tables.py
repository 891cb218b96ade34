"""The keys of the language by mapping: what each means, and what holds where it is left out, in Markdown."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from dataflow.language.word_texts import WORD_TEXTS


class KeyText(NamedTuple):
    """What one or several keys mean, and what holds where they are left out.

    ``examples`` are values of the first key. A text that is not ``listed`` is in no table of the page: there prose
    says it.
    """

    keys: tuple[str, ...]
    means: str
    left_out: str = ""
    examples: tuple[Any, ...] = ()
    listed: bool = True

    @property
    def plain(self) -> str:
        """The text as a sentence or two without markup, and without references to places of the page."""
        means, default = _plain(self.means), _plain(self.left_out)
        if default == REQUIRED:
            return f"{means[:1].upper()}{means[1:]}. Required."
        return f"{means[:1].upper()}{means[1:]}." + (f" If left out: {default}." if default else "")


REQUIRED = "must be there"
"""What is said of a key that cannot be left out."""
_ELSEWHERE = re.compile(r"(?:^|[,:;] )see (?:\[\w[^]]*\]\(#[^)]+\)|below|each kind below)")


def _plain(text: str) -> str:
    text = _ELSEWHERE.sub("", text)
    return re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).replace("`", "").replace("*", "")


def _key(keys: str, means: str, left_out: str = "", *examples: Any) -> KeyText:
    return KeyText(tuple(keys.split()), means, left_out, examples)


def _prose(keys: str, means: str, left_out: str = "", *examples: Any) -> KeyText:
    return KeyText(tuple(keys.split()), means, left_out, examples, listed=False)


def _meanings(choice: str) -> str:
    """The words of a choice, each with what it means."""
    return ". ".join(f"`{word}`: {means.in_language('en')}" for word, means in WORD_TEXTS[choice].items())


_DAYS = "see [days](#days)"
_LABEL = _prose("label", "what people read", "the id", {"en": "Discharge letter", "da": "Epikrise"})

TABLES: Mapping[str, tuple[KeyText, ...]] = {
    "sections": (
        _prose("dataflow", "the version of the language: `1`, the only one so far", "", 1),
        _prose("map", "what the map is about"),
        _prose("phases", "the patient's pathway"),
        _prose("purposes", "what data are used for"),
        _prose("legal_bases", "with what right data are passed on"),
        _prose("sources", "the evidence"),
        _prose("groups", "groups of fields"),
        _prose("fields", "the data"),
        _prose("code_systems", "the languages of codes"),
        _prose("channels", "how data travel"),
        _prose("actors", "who records, needs, uses and shares data"),
        _prose("clusters", "which actors work together"),
        _prose("waivers", "findings that you accept"),
        _prose("scenario", "makes the file a what-if on top of the map"),
    ),
    "anything": (
        _prose("note", "for the reader", "none"),
        _prose(
            "meta", "keys of your own, which the tool keeps and does not interpret", "none", {"owner": "DEFACTUM"}
        ),
    ),
    "map": (
        _key("id", "the name of the map for programs", REQUIRED, "fall-prevention"),
        _key("title", "the name of the map, which people read", REQUIRED, "Fall prevention"),
        _key(
            "extends",
            "the path to a map that this one [builds on](#maps-that-build-on-another)",
            "it stands by itself",
            "../region",
        ),
        _key("population", "the patients it is about"),
        _key(
            "languages",
            "the languages of its labels, by their codes in ISO 639 (`da`, not `dk`); the first that the tool speaks"
            " (`da`, `en`) is that of reports and pictures",
            "`[en]`",
            ["da", "en"],
        ),
        _key(
            "as_of",
            "the date that the map describes: statements count by it (`valid_from`, `valid_to`)",
            "every statement counts, whatever its dates",
            "2026-11-01",
        ),
        _key("evidence_years", "how many years old a source may be (DF125)", "5", 5),
        _key(
            "exclude",
            "files and folders that are no part of the map, see [files](#files-and-limits)",
            "none",
            ["mkdocs.yml", "build/**"],
        ),
        _key(
            "rules",
            "severities of this map's own: `error`, `warning`, `info`, or `off`",
            "those of the rules",
            {"DF502": "off", "DF401": "info"},
        ),
        _key(
            "costs",
            "what a change of each kind costs, a whole number, for `dataflow plan`"
            " ([What changes](change.md#what-to-do-dataflow-plan))",
            "the usual costs",
            {"new-record": 5},
        ),
    ),
    "costs": (
        _prose("field", "each field of a share that is added or extended", "1", 1),
        _prose("extend-share", "fields added to a share that exists", "1", 1),
        _prose("put-in-force", "a planned statement put into force", "2", 2),
        _prose("new-share", "a share over a channel that the two use already", "3", 3),
        _prose("slot", "a place for a field in a channel, or a better form of it", "3", 3),
        _prose("better-record", "a field recorded in a better form or another code system", "4", 4),
        _prose("code-map", "the codes of one code system mapped to another", "4", 4),
        _prose("faster-share", "a share that arrives at once", "4", 4),
        _prose("new-channel", "a share over another channel", "6", 6),
        _prose("new-record", "a field recorded earlier, or by an actor that does not record it", "10", 10),
    ),
    "phases": (
        _key("label", "what people read"),
        _key(
            "responsible",
            "the actor who takes over when the phase begins; or a list with dates, see below",
            "",
            "hospital",
        ),
        _key("alongside", "another phase at the same time: both have one position, and neither is before the other"),
    ),
    "responsible": (
        _prose("actor", "the actor who takes over", REQUIRED, "municipality"),
        _prose(
            "valid_from valid_to", "from and to which day it is responsible, both included", "always", "2027-01-01"
        ),
    ),
    "purposes": (
        _LABEL,
        _prose("secondary", "true: use for something else than the care of the patient", "false", True),
    ),
    "legal_bases": (
        _LABEL,
        _prose("url", "where it can be read", "not said", "https://www.retsinformation.dk"),
        _prose("purposes", "the purposes that it covers", "none", ["treatment"]),
    ),
    "sources": (
        _prose("title", "what people read", REQUIRED, "National guideline on rehabilitation"),
        _prose("url", "where it can be read", "not said"),
        _prose("date", "a day, a month or a year", "not said", "2018-10"),
        _prose("kind", "a word of your own, or one for each language", "not said", "guideline"),
    ),
    "groups": (_LABEL, _prose("parent", "the group in which it lies, one level deep", "none", "body")),
    "code_systems": (
        _LABEL,
        _prose("url", "the address that identifies it", "not said", "http://loinc.org"),
        _prose("maps_to", "the code systems into which its codes are translated in practice", "none", ["icd10"]),
    ),
    "fields": (
        _key("label definition", "what people read"),
        _key("group", "its group", "none"),
        _key(
            "kind",
            "`quantity`, `code`, `text`, `boolean`, `date`, `score`, `ordinal`, `identifier` or `document`",
            "none",
        ),
        _key(
            "unit",
            'the unit, in [UCUM](https://ucum.org), a standard for writing units (`mmol/L`, `kg/m2`, `wk`, `"%"`)',
            "none",
            "mmol/L",
        ),
        _key(
            "icf",
            "an ICF component (`b`, `s`, `d`, `e`; `pf` for personal factors) or code (`b410`)",
            "none",
            "b410",
        ),
        _key("special_category", "health data in the sense of GDPR Art. 9", "`true`"),
        _key("repeats", "it is measured anew as a matter of course", "`false`"),
        _key("codes", "its codes, by code system; one or a list", "none", {"loinc": "22748-8", "npu": ["NPU01568"]}),
        _key("derived_from", "whoever holds all of these can work it out", "nothing", ["height", "weight"]),
    ),
    "citations": (
        _prose("ref", "the source", REQUIRED, "guideline-2018"),
        _prose("at", "the spot in it", "not said", "p. 12"),
    ),
    "channels": (
        _key("label standard", "what people read"),
        _key("form", "what it carries a field as: `free-text`, `structured` or `coded`", "`free-text`"),
        _key(
            "slots",
            "fields that it has a place for, each with the form of its place; a field's own slot beats its group's,"
            " and that of the group beats that of the group above",
            "none",
            {"diagnosis": "coded", "group:lifestyle": "structured"},
        ),
        _key("closed", "`true`: it carries its slots and nothing else", "`false`"),
        _key("mode", _meanings("mode"), "not said"),
        _key("kind", "`message`, `referral`, `notification`, `registry`, `portal`, `oral`, `paper`", "not said"),
        _key(
            "expects_reply",
            "the channel by which an answer is due, or `true` for any",
            "no answer is due",
            "closing-note",
            True,
        ),
        _key("takes", f"how long until the receiver has what is sent over it, {_DAYS}", "not stated", "2d"),
        _key("source", "the evidence", "none", "interviews"),
    ),
    "ranges": (
        _prose("from", "the first phase", "the first of the pathway", "discharge"),
        _prose("to", "the last phase", "the last of the pathway", "follow-up"),
    ),
    "actors": (
        _key("label", "what people read", "the id"),
        _key("sector", "`primary`, `regional`, `municipal`, `national`, `private` or `citizen`", "not said"),
        _key("kind", "`organisation`, `patient` or `registry`", "`organisation`"),
        _key(
            "controller",
            "the actor that is the data controller (GDPR Art. 4) of what is processed here: the actor itself or"
            " another; a list of joint controllers",
            "not said",
            "region",
        ),
        _key("processor", "the actor or actors that process the data here on the controller's behalf", "not said"),
        _key("retention", "how long data are kept here, where no system says otherwise", "not said", "10 years"),
        _key("systems", "its record systems by id, each with `label`, `processor` and `retention`", "none"),
        _key("records needs uses shares", "lists of [statements](#the-statements)", "none"),
        _key("extends omits", "[builds on a role](#roles-members-and-clusters), less what it does not do"),
    ),
    "systems": (
        _LABEL,
        _prose(
            "processor",
            "the actor or actors that run it on the data controller's behalf",
            "those of the actor",
            "vendor",
        ),
        _prose("retention", "how long data are kept in it, for the reader", "as the actor says", "10 years"),
    ),
    "statements": (
        _prose(
            "fields",
            "a field, a list of them, or group: and the id of a group",
            REQUIRED,
            ["weight", "height"],
        ),
        _prose("phase", "a phase, a list of them, a range, or all", REQUIRED, "discharge", {"from": "discharge"}),
        _key(
            "status",
            _meanings("status"),
            "`current`",
        ),
        _key("valid_from valid_to", "from and to which day it is so, both included", "always", "2026-11-01"),
        _key("coverage", "`56/98`: 56 of the 98 units that the actor represents do this", "all do", "56/98"),
        _key("completeness", "`0.8`: it is done for 80 % of the patients", "all", 0.8),
        _key(
            "source",
            "the evidence, see [sources](#sources)",
            "none",
            "interviews",
            ["interviews", {"ref": "guideline-2018", "at": "p. 12"}],
        ),
        _key("confidence", "how sure you are: `high`, `medium`, `low`", "`high`"),
        _key("form", "`free-text`, `structured` or `coded`: see each kind below", "see below"),
        _key("note", "a remark for the reader; reports show it below the table of what the actor states", "none"),
        _key("meta", "[keys of your own](#keys-of-your-own)", "none", {"owner": "DEFACTUM"}),
    ),
    "records": (
        _key("form", "how it is entered", "`structured`, or `coded` with a code system"),
        _key(
            "code_system",
            "the one it is coded in",
            "none: a coded record without one meets no need that names one",
            "npu",
        ),
        _key("in", "which of the actor's `systems` it is entered in", "not said", "ehr"),
        _key("patient_reported", "`true` for data that come from the patient", "`false`"),
        _key("method", "how it is measured, an id of your own (`home`, `clinic`)", "not said", "clinic"),
        _key(
            "called",
            "what the actor calls the field; `dataflow language` shows it, and it changes nothing that is held",
            "the field's label",
            "Quality of life",
        ),
        _key("after", f"it happens no earlier than so long after its phase begins, {_DAYS}", "not stated", "5d"),
    ),
    "needs": (
        _key("level", "`must`, `should` or `may`", "`must`"),
        _key("form", "the *least* form that will do", "`free-text`, or `coded` with a code system"),
        _key("code_system", "those that will do, any one of them", "any, or none", ["icd10", "icpc2"]),
        _key(
            "recorded_since",
            "the value must have been recorded in that phase or later; that phase may not lie after the need's own",
            "any time",
            "discharge",
        ),
        _key(
            "recorded_in",
            "the value must have been recorded in this very phase, or in one of a list; none may lie after the need's"
            " own",
            "any",
            "discharge",
        ),
        _key(
            "within",
            f"it must be there no later than so long after its phase begins, {_DAYS}",
            "any time in the phase",
            "7d",
        ),
        _key(
            "received",
            "`true`: the need is for what *others* send; what the actor records itself does not count",
            "`false`",
        ),
        _key("called", "what the actor calls the field, as with a record", "the field's label", "Quality of life"),
        _key("for", "the purpose or purposes", "none", "treatment"),
    ),
    "shares": (
        _key("to", "the receiver or receivers: actors or roles", REQUIRED, ["gp", "municipality"]),
        _key("via", "the channel", REQUIRED, "discharge-letter"),
        _key(
            "form",
            "*lowers* what the channel would carry: the portal could carry codes, but a text is typed into it",
            "what the channel carries",
        ),
        _key("for", "the purposes", "none", "treatment"),
        _key("legal_basis", "the legal bases: with what right it is shared", "none", "health-act-41"),
        _key(
            "after takes",
            f"when it is sent, and how long until the receiver has it, {_DAYS}",
            "not stated",
            "1d",
        ),
        _key(
            "on_request",
            "`true`: it happens only when somebody asks, or happens to write. It changes nothing that is held; DF305"
            " says which needs hang on it",
            "`false`",
        ),
    ),
    "omits": (
        _prose(
            "records needs uses shares", "the fields that are left out; one of the four in each entry", "", ["hads"]
        ),
        _prose("phase", "only in these phases", "in all", "discharge"),
        _prose("to via", "only the shares to these receivers, or over these channels", "all", ["gp"]),
        _prose("in", "only the records in this system", "all", "portal"),
    ),
    "clusters": (_LABEL, _prose("members", "concrete actors that work together", "none", ["auh", "aarhus"])),
    "waivers": (
        _prose("rule", "the rule whose findings are accepted", REQUIRED, "DF301"),
        _prose("reason", "why they are accepted", REQUIRED),
        _prose("actor field phase channel", "only the findings about this; a role matches its members", "all"),
        _prose("by", "who accepted them", "not said"),
        _prose("valid_to", "until which day, that day included", "always", "2027-06-30"),
    ),
    "scenario": (
        _prose("id", "its id; files with one id add up", REQUIRED, "better-letter"),
        _LABEL,
        _prose("based_on", "the scenario that it builds on", "the map itself", "better-letter"),
    ),
}
