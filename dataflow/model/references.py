"""Resolves references by id; DF101 for an unknown one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.nearest import did_you_mean, nearest, nearest_ids
from dataflow.base.place import Place
from dataflow.base.rule import letters_of
from dataflow.base.text import Filling, Sentence, Text, cut_short
from dataflow.language import diagnostics
from dataflow.language.everyday_words import meant_by
from dataflow.language.ids import id_meant, is_id
from dataflow.language.lookalikes import lookalike_in_word
from dataflow.language.nodes import NOT_WRITTEN, Scalar, place_of
from dataflow.language.several import as_list, parts_of
from dataflow.model.entities import Citation
from dataflow.model.phases_as_text import range_meant
from dataflow.model.sections import DECLARING, OBJECTS, WHAT, Sections

_UNKNOWN = Text(en='{none} is called "{id}".', da='{none} hedder "{id}".')
_IS_ANOTHER = Text(
    en='"{id}" is no {what}: it is declared under {other}:.',
    da='"{id}" er ikke angivet som {what}, men under {other}:.',
)
_DECLARE = Text(
    en="Declare it under {section}:, or choose one of: {known}.",
    da="Angiv id'et under {section}:, eller vælg et af: {known}.",
)
_DECLARE_FIRST = Text(en="Declare it under {section}:.", da="Angiv id'et under {section}:.")
_DECLARE_ID = Text(
    en="Declare it under {section}: by an id such as {meant}, or choose one of: {known}.",
    da="Angiv det under {section}: med et id som {meant}, eller vælg et af: {known}.",
)
_SEVERAL = Text(en='Several ids stand here as one text: "{id}".', da='Her står flere id\'er som én tekst: "{id}".')
_ONLY_ONE = Text(en="Only {one} may stand here, not several.", da="Her kan kun stå {one}, ikke flere.")
_RULES = Text(en="The command dataflow rules lists them.", da="Kommandoen dataflow rules viser dem alle.")
_SCENARIO = Text(
    en="Write scenario: {{id: {id}}} in a file of its own, or choose one of: {known}.",
    da="Skriv scenario: {{id: {id}}} i en fil for sig, eller vælg et af: {known}.",
)
_AS_GROUP = Text(
    en='Write "group:{id}" to name all the fields of the group.',
    da='Skriv "group:{id}" for at nævne alle felter i gruppen.',
)
_AS_FIELD = Text(en="Take group: away to name the field itself.", da="Fjern group: for at nævne selve feltet.")
_LIST_THEM = Text(
    en='Only phases may be "all". List each id: [{known}].',
    da='Kun faser kan være "all". Skriv hvert id: [{known}].',
)
_LIST_FIELDS = Text(
    en='Only phases may be "all". List each field: [{known}], or the groups of fields: [group:{group}].',
    da='Kun faser kan være "all". Skriv hvert felt: [{known}], eller grupperne af felter: [group:{group}].',
)
_SHOWN = 8
_MISSPELT = Text(
    en='"{declared}" is declared here and named nowhere; "{named}" is named in several places and declared nowhere.',
    da='"{declared}" er angivet her og nævnes ingen steder, mens "{named}" nævnes flere steder og ikke er angivet.',
)
_MEANT = Text(en='Did you mean "{named}" here?', da='Mente du "{named}" her?')
_NAMED = Text(en="named here", da="nævnt her")
_PLACES_SHOWN = 3


class References:
    """Resolves the references of one layer, and collects the findings."""

    def __init__(self, sections: Sections, findings: list[Finding]) -> None:
        self.sections = sections
        self.findings = findings
        # Cached, as a large map names few ids very often.
        self._found: dict[str, dict[str, str]] = defaultdict(dict)
        self.cited: dict[tuple[tuple[str, str | None], ...], tuple[Citation, ...]] = {}
        self._fields_found: dict[str, tuple[str, ...]] = {}
        self._unknown_in: Counter[str] = Counter()

    def one(
        self, file: str, word: Scalar | None, section: str, single: Sentence | None = None, in_range: bool = False
    ) -> str | None:
        """The id if a section declares it; else None, and a finding.

        ``single`` is the hint for several ids where only one is allowed; None where a list is allowed. ``in_range``
        means that a range of phases may stand in its place.
        """
        if word is None:
            return None
        before = self._found[section]
        found = before.get(word)
        if found is None:
            found = self.among(file, word, section, self.sections.known(section), single, in_range)
            if found is not None:
                before[found] = found
        return found

    def rule(self, file: str, code: Scalar) -> None:
        """A finding for an unknown rule; a rule of a package that is not installed here is none."""
        known, letters = self.sections.known("rules"), letters_of(str(code))
        if letters is None or any(letters == letters_of(each) for each in known):
            self.one(file, code, "rules")

    def many(self, file: str, words: Iterable[Scalar] | None, section: str) -> tuple[str, ...]:
        """The declared ids of a list, each once, in the order written."""
        if not words:
            return ()
        found = [self.one(file, word, section) for word in words]
        if len(found) == 1:
            return () if found[0] is None else (found[0],)
        return tuple(dict.fromkeys(found_id for found_id in found if found_id is not None))

    def among(
        self,
        file: str,
        word: Scalar,
        section: str,
        known: Iterable[str],
        single: Sentence | None = None,
        in_range: bool = False,
    ) -> str | None:
        """The id if it is one of ``known``; else None, and a finding (see ``one``)."""
        if word is NOT_WRITTEN:
            return None
        if not isinstance(known, Collection):
            known = frozenset(known)
        name = str(word)
        named = self.sections.named.get(section)
        if named is None:
            named = self.sections.named[section] = set()
        named.add(name)
        if name in known:
            return name
        # After a file that could not be read to its end, an id may be declared in the rest of it: no finding.
        if self.sections.lost:
            return None
        self._unknown_in[file] += 1
        # One more than are listed, which shows that there are more.
        if self._unknown_in[file] <= diagnostics.MAX_PROBLEMS + 1:
            finding = self._unknown(file, word, section, known, single, in_range)
            self.findings.append(finding)
            self.sections.unknown.append((section, str(word), finding))
        return None

    def fields(self, file: str, words: Iterable[Scalar]) -> tuple[tuple[str, Scalar], ...]:
        """The fields that a list of fields and groups names, each with the first scalar that names it."""
        named: dict[str, Scalar] = {}
        for word in words:
            for field in self._fields_of(file, word):
                named.setdefault(field, word)
        return tuple(named.items())

    def field_ids(self, file: str, words: Iterable[Scalar]) -> Collection[str]:
        """The fields that a list of fields and groups names, each once."""
        before = self._fields_found
        return dict.fromkeys([field for word in words for field in before.get(word) or self._fields_of(file, word)])

    def _fields_of(self, file: str, word: Scalar) -> tuple[str, ...]:
        found = self._fields_found.get(word)
        if found is None:
            found = self._fields_named(file, word)
            # An empty result is not cached, as an unknown reference is reported at each place.
            if found:
                self._fields_found[str(word)] = found
        return found

    def _fields_named(self, file: str, word: Scalar) -> tuple[str, ...]:
        if not word.startswith("group:"):
            found = self.one(file, word, "fields")
            return (found,) if found in self.sections.objects["fields"] else ()
        quote = 0 if word.plain else 1
        width = max(word.width - 6 - 2 * quote, 1)
        group = Scalar.at(word[6:], word.line, word.column + 6 + quote, width, word.plain)
        found = self.one(file, group, "groups")
        return fields_in_group(self.sections, found) if found else ()

    def _unknown(
        self, file: str, word: Scalar, section: str, known: Collection[str], single: Sentence | None, in_range: bool
    ) -> Finding:
        labels = self.sections.labels(section)
        pathway = [each for each in self.sections.objects["phases"] if is_id(each)] if section == "phases" else []
        meant = range_meant(word, pathway, labels) if pathway else None
        if meant is not None and single is None:
            hint = meant.as_range_or_list() if in_range else meant.one_by_one()
            return Finding("DF101", Severity.ERROR, place_of(file, word), meant.message(word), hint)
        if (odd := lookalike_in_word("DF101", file, word)) is not None:
            return odd
        kind = WHAT[section]
        words: dict[str, Filling] = {
            "id": str(word)[:80],
            "what": kind.word,
            "none": kind.none.capitalised(),
            "one": kind.only_one,
        }
        # An id that is not valid is never suggested: it has a finding of its own.
        known = {each for each in known if is_id(each) or section == "rules"}
        in_range_meant = meant.phases if meant is not None else ()
        if parts := parts_of(word, known) or _parts_by_label(word, known, labels) or in_range_meant:
            several = _SEVERAL if single is None else _ONLY_ONE
            hint = single or as_list(_as_known(parts, known))
            return Finding("DF101", Severity.ERROR, place_of(file, word), Sentence(several, words), hint)
        other = next(
            (each for each in DECLARING if str(word) in self.sections.ids.get(each, ()) and each != section), None
        )
        message = Sentence(_IS_ANOTHER, {**words, "other": other}) if other else Sentence(_UNKNOWN, words)
        # An id in place of a label or of a word with æ, ø or å may be further away than a misspelt one.
        near = nearest_ids(str(word), {each: labels.get(each, ()) for each in known})
        near = near or tuple(known & {id_meant(word)})
        if section == "phases" and single is None:
            near = near or meant_by(str(word), ("all",))
        hint = did_you_mean(near, _declare(word, section, known))
        if str(word) == "all" or (len(word) > 2 and section != "phases" and meant_by(str(word), ("all",))):
            hint, near = self._listed(section, known), ()
        if (section, other) == ("fields", "groups"):
            hint, near = Sentence(_AS_GROUP, words), (f"group:{word}",)
        elif (section, other) == ("groups", "fields"):
            hint, near = Sentence(_AS_FIELD), ()
        return Finding("DF101", Severity.ERROR, place_of(file, word), message, hint, corrections=near)

    def _listed(self, section: str, known: Collection[str]) -> Sentence:
        """The hint for "all" where ids are to be listed."""
        groups = sorted(self.sections.ids.get("groups", ())) if section == "fields" else ()
        listed = cut_short(sorted(known), 3)
        if groups:
            return Sentence(_LIST_FIELDS, {"known": listed, "group": groups[0]})
        return Sentence(_LIST_THEM, {"known": listed})


def _as_known(parts: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """The ids, each as the known one that is meant, if there is exactly one."""
    for part in parts:
        near = nearest(part, known)
        yield near[0] if part not in known and len(near) == 1 else part


def _parts_by_label(word: str, known: Iterable[str], labels: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The ids of labels that are divided by commas; none where a part is not the label of exactly one."""
    written = [each.strip() for each in word.split(",")]
    all_labels = {each: labels.get(each, ()) for each in known}
    found = [nearest_ids(each, all_labels, part=False) for each in written] if len(written) > 1 else []
    return tuple(near[0] for near in found) if all(len(near) == 1 for near in found) else ()


def _declare(word: Scalar, section: str, known: set[str]) -> Sentence:
    """The hint for an id that is not similar to any."""
    if section == "rules":
        return Sentence(_RULES)
    if not known:
        return Sentence(_DECLARE_FIRST, {"section": section})
    listed = cut_short(sorted(known), _SHOWN)
    words: dict[str, Filling] = {"section": section, "known": listed, "id": str(word)[:80]}
    if section == "scenarios":
        return Sentence(_SCENARIO, words)
    meant = id_meant(word)
    return Sentence(_DECLARE, words) if meant is None else Sentence(_DECLARE_ID, {**words, "meant": meant})


def fields_in_group(sections: Sections, group: str) -> tuple[str, ...]:
    """The fields of a group and of the groups directly in it, in the order of declaration."""
    groups = {group} | {
        child
        for child, declared in sections.objects["groups"].items()
        if declared.spec and declared.spec.parent == group
    }
    return tuple(
        field
        for field, declared in sections.objects["fields"].items()
        if declared.spec and declared.spec.group is not None and str(declared.spec.group) in groups
    )


def cycles(links: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The cycles of a directed graph, each once and from the node that is declared first."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in links:
        # An explicit stack, as a chain of derived fields may be longer than Python's limit of recursion.
        path = {} if start in done else {start: iter(links[start])}
        while path:
            current, children = next(reversed(path.items()))
            child = next(children, None)
            if child is None:
                del path[current]
                done.add(current)
            elif child in path:
                nodes = list(path)
                found.append(tuple(nodes[nodes.index(child) :]))
            elif child not in done and child in links:
                path[child] = iter(links[child])
    return tuple(found)


def join_misspelt(sections: Sections, findings: list[Finding]) -> None:
    """Replaces the findings at all references to a misspelt declaration with one finding at the declaration."""
    unknown: dict[tuple[str, str], list[Finding]] = {}
    gone: set[int] = set()
    joined: list[Finding] = []
    for section, named, finding in sections.unknown:
        unknown.setdefault((section, named), []).append(finding)
    for (section, named), said in unknown.items():
        declared = _declared_as(sections, section, named) if len(said) > 1 else None
        if declared is None:
            continue
        gone.update(map(id, said))
        declared_id, place = declared
        words = {"declared": declared_id, "named": named}
        related = tuple(Related(finding.place, Sentence(_NAMED)) for finding in said[:_PLACES_SHOWN])
        joined.append(
            Finding(
                "DF101",
                Severity.ERROR,
                place,
                Sentence(_MISSPELT, words),
                Sentence(_MEANT, words),
                related,
                corrections=(named,),
            )
        )
    findings[:] = [*(finding for finding in findings if id(finding) not in gone), *joined]


def _declared_as(sections: Sections, section: str, named: str) -> tuple[str, Place] | None:
    """The declaration without references whose id is similar to this one, if there is exactly one."""
    places = (
        {declared: each.place for declared, each in sections.objects[section].items()}
        if section in OBJECTS
        else sections.actor_places
        if section == "actors"
        else {}
    )
    unused = [declared for declared in places if declared not in sections.named.get(section, ())]
    near = nearest(named, unused)
    return (near[0], places[near[0]]) if len(near) == 1 else None
