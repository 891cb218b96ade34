"""Code systems: the URL by which FHIR names one, and the id that a map has for it."""

import re
from collections.abc import Mapping

from dataflow.language.ids import id_meant, is_id

ELEMENTS = "http://hl7.org/fhir"
"""The URL of a code system whose codes are ids of elements, such as ``Encounter.period.start``."""

_KNOWN: Mapping[str, str] = {
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomed",
    "http://www.whocc.no/atc": "atc",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "urn:oid:2.16.840.1.113883.6.3": "icd10",
    "http://hl7.org/fhir/sid/icpc-2": "icpc2",
    "urn:oid:2.16.840.1.113883.6.139": "icpc2",
    "urn:oid:1.2.208.176.2.31": "icpc2",
    "urn:oid:1.2.208.176.2.1": "npu",
    "urn:oid:1.2.208.176.2.4": "sks",
    "urn:oid:1.2.208.176.2.4.12": "sks",
}


class Systems:
    """The code systems of a map, and those that are added to it."""

    def __init__(self, stated: Mapping[str, str], names: Mapping[str, str]) -> None:
        """``stated`` are the URLs of the map's code systems by id, ``names`` the names of others by URL."""
        self.by_url = {**_KNOWN, **{url: id_ for id_, url in stated.items() if url}}
        self.taken = {*stated, *_KNOWN.values()}
        self.names = names
        self.added: dict[str, str] = {}
        """The URLs of those that were added, by id."""

    def known(self, url: str) -> str | None:
        """The id of a code system that the map has, or may name without declaring it."""
        return self.by_url.get(url.partition("|")[0])

    def id_of(self, url: str) -> str:
        """The id of a code system, which is added where there is none; empty without a URL that makes one."""
        url = url.partition("|")[0]
        found = self.by_url.get(url)
        if found is None and url:
            last = self.names.get(url) or re.split("[/:#]", url.rstrip("/"))[-1]
            meant = last if is_id(last) else id_meant(last) or id_meant(f"system-{last}")
            if meant is None:
                return ""
            found = free_id(meant, self.taken)
            self.taken.add(found)
            self.by_url[url] = found
            self.added[found] = url
        return found or ""


def free_id(wanted: str, taken: set[str]) -> str:
    """An id that is not taken yet: the wanted one, or with a number behind it."""
    number, found = 2, wanted
    while found in taken:
        end = f"-{number}"
        found, number = wanted[: 64 - len(end)] + end, number + 1
    return found
