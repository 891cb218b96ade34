"""DF107 and DF108: clinical codes and units that are not well formed."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn, verhoeff

from dataflow.base.ucum import doubted, is_unit, probably_meant
from dataflow.project import Project
from dataflow.rules._codes import Fault, known_system

VALID = {
    "snomed": "414545008 22298006 554471000005108 271649006 1144665009",
    "sct": "414545008",
    "loinc": "13457-7 4548-4 8480-6 22748-8 LP7789-8 LA6576-8",
    "icd10": "I21.9 I25.1 E11 I20.0",
    "sks": "DI219 DZ340 DQ878C DI20 KFNG02 KFNG05A KFNG UXAC85 BQFT01 AFV01A1 ZZ0155 MC10AA05",
    "icpc2": "K74 K76 T90 A01",
    "atc": "C10AA05 B01AC06 C07AB02 C C07 C10A C10AA",
    "npu": "NPU03230 NPU02319 DNK05472 DNK35302",
}
INVALID = {
    "snomed": "22298007 414545080 22298075 022298006 2229 K74 9" + 18 * "1",
    "sct": "22298007",
    "loinc": "13457-8 2089-2 8480-8 8480 84806 LX1234-5",
    "icd10": "I219 121.9 I2.19 i21.9 I21. I21.901",
    "sks": "I219 DI21.9 D1219 di219 DI2190000000 KFNG2 KFNGO2 K74 UXAC8",
    "icpc2": "C74 K00 K745 k74 74K",
    "atc": "E10AA05 C10A05 C10AA5 C1 c10aa05 C10AA050",
    "npu": "NPU3230 NPU0323O npu03230 NPU032300 DNK1234",
}
UNITS = (
    "mmol/L mm[Hg] 10*9/L kg/m2 mmol/mol mmol/l 10^9/L % {score} /min {beats}/min mL/min/{1.73_m2} [IU]/L ug/L 1 a"
)
UNITS += " U/(10.g){feces} g/kg/(8.h){shift} 10*-6.[IU] m.s-2 Cel [MET] dB[SPL] k[IU]/L /(m.s) 1/d cal_[15]"
NO_UNITS = "mmHg kg/m² µg/L IU/L beats/min kg/m^2 °C METs m/ .m m//s (m m) m2+ {a}{b} {æ} kkg m0 0 09 ()"


def examples(written: dict[str, str]) -> list[tuple[str, str]]:
    return [(system, code) for system, codes in written.items() for code in codes.split()]


def fault(system: str, code: str) -> Fault | None:
    known = known_system(system, None)
    assert known is not None
    return known.fault(code)


@pytest.mark.parametrize(("system", "code"), examples(VALID))
def test_well_formed(system: str, code: str) -> None:
    assert fault(system, code) is None


@pytest.mark.parametrize(("system", "code"), examples(INVALID))
def test_not_well_formed(system: str, code: str) -> None:
    assert fault(system, code) is not None


@pytest.mark.parametrize(
    ("system", "code", "wrong"),
    [
        ("snomed", "22298007", Fault.CHECK_DIGIT),
        ("snomed", "22298075", Fault.NO_CONCEPT),
        ("snomed", "K74", Fault.SHAPE),
        ("loinc", "8480-8", Fault.CHECK_DIGIT),
        ("loinc", "84806", Fault.SHAPE),
    ],
)
def test_what_is_wrong(system: str, code: str, wrong: Fault) -> None:
    assert fault(system, code) is wrong


@given(st.integers(1, 9_999_999), st.integers(0, 9))
def test_loinc_takes_one_check_digit_of_ten(number: int, digit: int) -> None:
    assert (fault("loinc", f"{number}-{digit}") is None) == (luhn.calc_check_digit(str(number)) == str(digit))


@given(st.integers(1, 10**13), st.sampled_from(["00", "10", "01", "07"]), st.data())
def test_snomed_catches_every_slip_of_one_digit(number: int, partition: str, data: st.DataObject) -> None:
    body = f"{number:03}{partition}".lstrip("0")
    code = body + verhoeff.calc_check_digit(body)
    if len(code) < 6:
        return
    assert (fault("snomed", code) is None) == (partition in ("00", "10"))
    at = data.draw(st.integers(1, len(code) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[at]]))
    assert fault("snomed", code[:at] + other + code[at + 1 :]) is Fault.CHECK_DIGIT


@given(st.sampled_from(examples(VALID)), st.integers(0, 18), st.sampled_from("٣³Ａ \n\0") | st.characters())
def test_an_odd_character_is_malformed(valid: tuple[str, str], at: int, odd: str) -> None:
    """A digit of another script, a blank or a line break matches no pattern."""
    system, code = valid
    if not re.fullmatch(r"[0-9A-Z.-]", odd):
        assert fault(system, code[:at] + odd + code[at:]) is Fault.SHAPE
        assert fault(system, code[:at] + odd + code[at + 1 :]) is Fault.SHAPE


@pytest.mark.parametrize("unit", UNITS.split())
def test_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize("unit", [*NO_UNITS.split(), "", " ", "mg /L", "(" * 50_000])
def test_no_units(unit: str) -> None:
    assert not is_unit(unit)


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("mmHg", "mm[Hg]"),
        ("mm Hg", "mm[Hg]"),
        ("kg/m²", "kg/m2"),
        ("kg/m^2", "kg/m2"),
        ("µg/L", "ug/L"),
        ("IU/L", "[IU]/L"),
        ("mIE/L", "m[IU]/L"),
        ("beats/min", "{beats}/min"),
        ("skår", "{skaar}"),
        ("°C", "Cel"),
        ("år", "a"),
        ("mEq/L", "meq/L"),
        ("ml/min/1,73 m²", "ml/min/{1.73_m2}"),
        ("x10^9/L", "10*9/L"),
        ("(((", None),
        *((word, "wk") for word in ("uge", "uger", "week", "weeks", "Uger")),
        *((word, "d") for word in ("dage", "døgn", "day", "days")),
        *((word, "mo") for word in ("måned", "måneder", "mdr", "mdr.", "months")),
        *((word, "h") for word in ("time", "timer", "hours", "hrs")),
        *((word, "s") for word in ("sek", "sek.", "sekunder", "seconds")),
        *((word, "kg") for word in ("kilo", "KG", "Kg", "kilogram")),
        *((word, "Cel") for word in ("celsius", "Celsius", "degC")),
        *((word, "cm") for word in ("Cm", "CM", "centimeter")),
        ("MMOL/L", "mmol/L"),
        ("KG/M2", "kg/m2"),
        ("mg/døgn", "mg/d"),
        ("timer/uge", "h/wk"),
        ("procent", "%"),
        ("promille", "[ppth]"),
        ("skridt/dag", "{skridt}/d"),
        ("point", "{point}"),
    ],
)
def test_what_was_probably_meant(unit: str, meant: str | None) -> None:
    assert probably_meant(unit) == meant


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("km/t", "km/h"),
        ("mg/dag", "mg/d"),
        ("ug/kg/dag", "ug/kg/d"),
        ("t", "h"),
        ("{weeks}", "wk"),
        ("{uger}", "wk"),
        ("{kilo}", "kg"),
        ("1/{dag}", "1/d"),
        ("ar", "a"),
        ("G/L", "g/L"),
        ("MG", "mg"),
        ("Mmol/L", "mmol/L"),
        ("{score}", None),
        ("{steps}/d", None),
        ("kg/m2", None),
        ("mL/min/{1.73_m2}", None),
        ("uS", None),
        ("min", None),
        ("mo", None),
        ("km/s", None),
    ],
)
def test_what_is_ucum_by_chance_is_doubted(unit: str, meant: str | None) -> None:
    """A name or an abbreviation that happens to be a symbol for something else."""
    assert is_unit(unit)
    assert doubted(unit) == meant


def test_a_doubted_unit_is_an_error_that_can_be_waived(project: Callable[..., Project]) -> None:
    """It may be right after all."""
    text = "map: {id: m, title: M}\nphases: {p: {}}\nfields: {waste: {unit: kg/t}}\n"
    text += "actors: {a: {records: [{fields: waste, phase: p}], uses: [{fields: waste, phase: p}]}}\n"
    (found,) = project(text).problems
    assert (found.code, str(found.place), found.waived) == ("DF108", "map.yaml:3:24", False)
    accepted = project(f"{text}waivers: [{{rule: DF108, field: waste, reason: Weighed per tonne.}}]\n")
    assert [each.waived for each in accepted.problems] == [True]
    assert not accepted.is_broken


@given(st.text(max_size=20))
def test_what_was_meant_is_a_unit(text: str) -> None:
    meant = probably_meant(text)
    assert meant is None or is_unit(meant)


def test_common_ucum_units_are_accepted() -> None:
    """Every unit of UCUM's own list of common units is accepted, except Torr, which is not UCUM."""
    from importlib.resources import files

    import ucumvert

    parser = ucumvert.get_ucum_parser()

    listed = (files("ucumvert") / "vendor" / "ucum_examples.tsv").read_text("utf-8").splitlines()[1:]
    units = [line.split("\t")[1] for line in listed if line.count("\t") > 1]
    assert [unit for unit in units if not is_unit(unit)] == ["Torr"]
    assert {unit for unit in units if is_unit(unit) and doubted(unit)} == {"H", "S", "pmol/H/mg{protein}", "t"}
    for unit in NO_UNITS.split():
        # It takes two annotations in a row, for which UCUM has no rule.
        if unit != "{a}{b}":
            with pytest.raises(Exception, match=r"."):
                parser.parse(unit)


MAP = """\
map: {id: study, title: Study}
phases: {p0: {}}
code_systems:
  sct-dk: {url: "http://snomed.info/sct/"}
  loinc: {}
  local: {url: "https://example.org/codes"}
fields:
  bp:
    unit: mmHg
    codes:
      sct-dk: [271649006, 271649007]
      loinc: "8480-8"
      local: anything
actors: {gp: {records: [{fields: bp, phase: p0}]}}
"""


def test_each_wrong_code_and_unit_is_reported_at_its_place(project: Callable[..., Project]) -> None:
    """A system is known by its url too; codes of the author's own systems are not checked."""
    found = project(MAP).problems
    assert [(each.code, str(each.place), each.place.width, each.subject.other) for each in found] == [
        ("DF108", "map.yaml:9:11", 4, None),
        ("DF107", "map.yaml:11:27", 9, "sct-dk"),
        ("DF107", "map.yaml:12:14", 8, "loinc"),
    ]
    for each in found[1:]:
        assert each.hint is not None
        assert re.search("exist", each.hint.in_language("en"))
        assert re.search("findes", each.hint.in_language("da"))


def test_a_code_of_the_base_map_is_reported_once(project: Callable[..., Project]) -> None:
    """A wrong code of the base map is not reported again for each scenario."""
    texts = {
        "map.yaml": MAP,
        "s.yaml": "scenario: {id: s}\nfields: {bp: {unit: mmHg}}\n",
        "t.yaml": "scenario: {id: t, based_on: s}\nmap: {title: T}\n",
    }
    found = project(texts).problems
    assert sorted((each.code, each.place.file) for each in found) == [
        ("DF107", "map.yaml"),
        ("DF107", "map.yaml"),
        ("DF108", "map.yaml"),
        ("DF108", "s.yaml"),
    ]
