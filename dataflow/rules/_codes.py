"""Whether a clinical code is well formed, checked offline; whether it exists is not checked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from dataflow.base.text import Text
from dataflow.model.entities import CodeSystem


class Fault(Enum):
    """What is wrong with a code."""

    SHAPE = "shape"
    CHECK_DIGIT = "check digit"
    NO_CONCEPT = "no concept"


@dataclass(frozen=True, slots=True)
class Known:
    """A code system whose codes can be checked: by their ``pattern``, and by ``more``, such as a check digit.

    ``urls`` are those that identify the system elsewhere, without the scheme.
    """

    title: str
    pattern: re.Pattern[str]
    looks: Text
    more: Callable[[str], Fault | None] = lambda code: None
    urls: tuple[str, ...] = ()

    def fault(self, code: str) -> Fault | None:
        """What is wrong with a code; None where it is well formed."""
        return self.more(code) if self.pattern.fullmatch(code) else Fault.SHAPE


def known_system(system: str, declared: CodeSystem | None) -> Known | None:
    """The known code system of an id, or of the url that it is declared with; None for one of the author's own."""
    if system in _KNOWN:
        return _KNOWN[system]
    url = _bare(declared.url) if declared and declared.url else None
    return next((known for known in _KNOWN.values() if url in known.urls), None)


def _bare(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.strip().lower()).rstrip("/")


def _luhn(code: str) -> Fault | None:
    # The check digit of parts and answers (LP..., LA...) includes their letters by an unpublished rule.
    if code.startswith("L"):
        return None
    from stdnum import luhn

    return None if luhn.is_valid(code.replace("-", "")) else Fault.CHECK_DIGIT


def _verhoeff(code: str) -> Fault | None:
    from stdnum import verhoeff

    if not verhoeff.is_valid(code):
        return Fault.CHECK_DIGIT
    return None if code[-3:-1] in ("00", "10") else Fault.NO_CONCEPT


_SNOMED = Known(
    "SNOMED CT",
    re.compile(r"[1-9][0-9]{5,17}"),
    Text(
        en="6 to 18 digits, the last of them a check digit, such as 22298006",
        da="6 til 18 cifre, hvoraf det sidste er kontrolciffer, fx 22298006",
    ),
    _verhoeff,
    ("snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"),
)

# SKS: diagnoses are ICD-10 without the full stop behind a D; operations (K) and radiology (U) have letters and two
# digits; the other main groups have many patterns.
_SKS = (
    r"D[A-Z][0-9]{2}[0-9A-Z]{0,6}"
    r"|[KU][A-Z]{1,3}"
    r"|[KU][A-Z]{3}[0-9]{2}[0-9A-Z]{0,4}"
    r"|[ABEFMNOPRTVWZ][0-9A-Z]{1,9}"
)

_KNOWN = {
    "atc": Known(
        "ATC",
        re.compile(r"[ABCDGHJLMNPRSV]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?"),
        Text(
            en="a main group and its levels, with 1, 3, 4, 5 or 7 characters, such as C10AA05",
            da="en hovedgruppe og dens niveauer på 1, 3, 4, 5 eller 7 tegn, fx C10AA05",
        ),
        urls=("whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73"),
    ),
    "icd10": Known(
        "ICD-10",
        re.compile(r"[A-Z][0-9]{2}(\.[0-9]{1,2})?"),
        Text(
            en="a letter and two digits, and after a full stop one or two more, such as I21.9",
            da="et bogstav og to cifre og efter et punktum et eller to til, fx I21.9",
        ),
        urls=("hl7.org/fhir/sid/icd-10", "urn:oid:2.16.840.1.113883.6.3"),
    ),
    "icpc2": Known(
        "ICPC-2",
        re.compile(r"[ABDFHKLNPRSTUWXYZ](0[1-9]|[1-9][0-9])"),
        Text(en="a chapter's letter and two digits, such as K74", da="kapitlets bogstav og to cifre, fx K74"),
        urls=("hl7.org/fhir/sid/icpc-2", "urn:oid:1.2.208.176.2.31"),
    ),
    "loinc": Known(
        "LOINC",
        re.compile(r"[0-9]{1,7}-[0-9]|L[AP][0-9]{1,7}-[0-9]"),
        Text(
            en="up to seven digits, a hyphen and a check digit, such as 8480-6",
            da="op til syv cifre, en bindestreg og et kontrolciffer, fx 8480-6",
        ),
        _luhn,
        ("loinc.org", "urn:oid:2.16.840.1.113883.6.1"),
    ),
    "npu": Known(
        "NPU",
        re.compile(r"(NPU|DNK)[0-9]{5}"),
        Text(
            en="NPU, or DNK for Danish local use, and five digits, such as NPU03230",
            da="NPU, eller DNK for danske lokale koder, og fem cifre, fx NPU03230",
        ),
        urls=("npu-terminology.org", "urn:oid:1.2.208.176.2.1"),
    ),
    "sct": _SNOMED,
    "sks": Known(
        "SKS",
        re.compile(_SKS),
        Text(
            en="a main group's letter and up to nine letters and digits without a full stop; a diagnosis begins with"
            " D, such as DI219, an operation with K, such as KFNG02",
            da="hovedgruppens bogstav og op til ni bogstaver og cifre uden punktum; en diagnose begynder med D,"
            " fx DI219, en operation med K, fx KFNG02",
        ),
        urls=("urn:oid:1.2.208.176.2.4", "urn:oid:1.2.208.176.2.4.12"),
    ),
    "snomed": _SNOMED,
}
