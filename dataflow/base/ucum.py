"""Whether a unit is a UCUM expression, and which one was probably meant where it is not.

The symbols are those of the UCUM table of version 2.2 (17 June 2024). The UCUM codes, UCUM table (regardless of
format), and UCUM Specification are copyright 1999-2024, Regenstrief Institute, Inc. and the Unified Codes for Units
of Measures (UCUM) Organization. All rights reserved. https://ucum.org/license
"""

import re
from collections.abc import Callable


def _symbols(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_PREFIXES = _symbols("Y Z E P T G M k h da d c m u n p f a z y Ki Mi Gi Ti")
_METRIC = _symbols("""
m s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc [c] [h] [k]
[eps_0] [mu_0] [e] [m_e] [m_p] [G] [g] [ly] gf Ky Gal dyn erg P Bi St Mx G Oe Gb sb Lmb ph Ci R RAD REM
cal_[15] cal_[20] cal_m cal_IT cal_th cal tex m[H2O] m[Hg] eq osm g% kat U [iU] [IU] Np B B[SPL] B[V] B[mV]
B[uV] B[10.nV] B[W] B[kW] st mho bit By Bd
""")
_OTHER = _symbols("""
10* 10^ [pi] % [ppth] [ppm] [ppb] [pptr] gon deg ' '' min h d a_t a_j a_g a wk mo_s mo_j mo_g mo AU atm
[lbf_av] [in_i] [ft_i] [yd_i] [mi_i] [fth_i] [nmi_i] [kn_i] [sin_i] [sft_i] [syd_i] [cin_i] [cft_i] [cyd_i]
[bf_i] [cr_i] [mil_i] [cml_i] [hd_i] [ft_us] [yd_us] [in_us] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us]
[fth_us] [fur_us] [mi_us] [acr_us] [srd_us] [smi_us] [sct] [twp] [mil_us] [in_br] [ft_br] [rd_br] [ch_br]
[lk_br] [fth_br] [pc_br] [yd_br] [mi_br] [nmi_br] [kn_br] [acr_br] [gal_us] [bbl_us] [qt_us] [pt_us] [gil_us]
[foz_us] [fdr_us] [min_us] [crd_us] [bu_us] [gal_wi] [pk_us] [dqt_us] [dpt_us] [tbs_us] [tsp_us] [cup_us]
[foz_m] [cup_m] [tsp_m] [tbs_m] [gal_br] [pk_br] [bu_br] [qt_br] [pt_br] [gil_br] [foz_br] [fdr_br] [min_br]
[gr] [lb_av] [oz_av] [dr_av] [scwt_av] [lcwt_av] [ston_av] [lton_av] [stone_av] [pwt_tr] [oz_tr] [lb_tr]
[sc_ap] [dr_ap] [oz_ap] [lb_ap] [oz_m] [lne] [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce] [ligne] [didot]
[cicero] [degF] [degR] [degRe] [Cal] [Btu_39] [Btu_59] [Btu_60] [Btu_m] [Btu_IT] [Btu_th] [Btu] [HP] [den]
[in_i'H2O] [in_i'Hg] [PRU] [wood'U] [diop] [p'diop] %[slope] [mesh_i] [Ch] [drp] [hnsf'U] [MET] [hp'_X]
[hp'_C] [hp'_M] [hp'_Q] [hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C] [kp_M] [kp_Q] [pH] [S] [HPF] [LPF] [arb'U]
[USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U] [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U]
[mclg'U] [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [CFU] [IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U]
[FEU] [ELU] [EU] Ao b att [psi] circ sph [car_m] [car_Au] [smoot] [m/s2/Hz^(1/2)] [NTU] [FNU] bit_s
""")
_ATOMS = _METRIC | _OTHER


def _table(listed: str) -> dict[str, str]:
    """A table of lines such as ``wk: uge uger week weeks``, by each of the words behind the colon."""
    lines = (line.split(": ") for line in listed.strip().splitlines())
    return {word: symbol.strip() for symbol, words in lines for word in words.split()}


_NAMES = _table("""
a: år years year yrs yr
mo: måned måneder mdr md month months mth
wk: uge uger week weeks wks
d: dag dage døgn day days
h: time timer hour hours hrs hr
min: minut minutter minute minutes mins
s: sekund sekunder sek second seconds sec secs
ms: millisekund millisekunder millisecond milliseconds
kg: kilo kilos kilogram kilograms
g: gram grams
mg: milligram milligrams
ug: mikrogram microgram micrograms mcg
km: kilometer kilometre kilometers kilometres
m: meter metre meters metres
cm: centimeter centimetre centimeters centimetres
mm: millimeter millimetre millimeters millimetres
L: liter litre liters litres ltr
mL: milliliter millilitre milliliters millilitres
Cel: celsius degc gradercelsius
W: watt watts
J: joule joules
V: volt volts
Hz: hertz
%: procent percent pct
[ppth]: promille
""")
"""The symbol of each name, in small letters and without a full stop."""

_DOUBTFUL = _table("""
h: t H
a: ar
g: G
s: S
mg: MG Mg
mL: ML Ml
mm: Mm
mmol: Mmol
""")
"""Symbols of UCUM that care hardly uses, each written by habit for another: t is the tonne, ar the are,
H the henry, G the gauss, S the siemens, and M a million.
"""

_CASED = {
    symbol.lower(): symbol
    for symbol in _symbols("""
    kg g mg ug ng pg km m cm mm um nm L dL mL uL mol mmol umol nmol pmol h min s ms d wk mo Hz W kW J kJ kcal cal Pa
    kPa mV Cel Bq Gy Sv eq meq
    """)
}
"""The usual symbols by their small letters, for a symbol in the wrong case."""


# A symbol may contain brackets with any text inside.
_TOKENS = re.compile(
    r"(?P<annotation>\{[!-z|~]*\})|(?P<sign>[/.()])|(?P<unit>(?:\[[^\[\]]*\]|[^\[\]/.(){}])+)|(?P<other>.)", re.S
)
_SIMPLE = re.compile(r"(?P<symbol>.+?)(?P<exponent>[+-]?[1-9][0-9]*)?", re.S)

# Common spellings, and their UCUM spelling.
_HABITS = (
    (re.compile("[µμ]"), "u"),
    (re.compile(r"(?<=[A-Za-z])\^(?=[0-9-])"), ""),
    (re.compile("[×x]10(?:\\*|\\^)?"), "10*"),
    (re.compile(r"mm\s?Hg"), "mm[Hg]"),
    (re.compile(r"(?<![A-Za-z\[])(m|u|k)?(?:IU|IE|iu|ie)(?![A-Za-z\]])"), r"\1[IU]"),
    (re.compile(r"(?<![A-Za-z\[])METs?(?![A-Za-z\]])"), "[MET]"),
    (re.compile("°C"), "Cel"),
    (re.compile(r"\bmEq\b"), "meq"),
    (re.compile(r"/1[.,]73\s?m2"), "/{1.73_m2}"),
    (re.compile(r"\s+"), ""),
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻·", "0123456789-.")
_WORD = re.compile(r"(?<![A-Za-zÆØÅæøå\[{])[A-Za-zÆØÅæøå]{3,}(?![A-Za-zÆØÅæøå\]}])")
_NAME = re.compile(r"(?<![A-Za-zÆØÅæøå\[{])([A-Za-zÆØÅæøå]+)\.?(?![A-Za-zÆØÅæøå\]}])")
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def is_unit(text: str) -> bool:
    """Whether a text is a UCUM expression (case-sensitive)."""
    depth, wants_unit, may_divide, may_annotate = 0, True, True, False
    for token in _TOKENS.finditer(text):
        kind, written = token.lastgroup, token[0]
        if kind == "annotation" and (wants_unit or may_annotate):
            wants_unit = may_annotate = False
        elif kind == "unit" and wants_unit and _is_simple(written):
            wants_unit, may_annotate = False, True
        elif written == "(" and wants_unit:
            depth, may_divide = depth + 1, True
            continue
        elif written == ")" and not wants_unit and depth:
            depth, may_annotate = depth - 1, True
        elif (written == "/" and (may_divide or not wants_unit)) or (written == "." and not wants_unit):
            wants_unit, may_annotate = True, False
        else:
            return False
        may_divide = False
    return depth == 0 and not wants_unit


def probably_meant(text: str) -> str | None:
    """The UCUM expression of a common spelling of a unit; None where there is none."""
    meant = text.translate(_RAISED)
    for habit, ucum in _HABITS:
        meant = habit.sub(ucum, meant)
    meant = _NAME.sub(lambda name: _NAMES.get(name[1].lower(), name[0]), meant)
    if not is_unit(meant):
        meant = _replaced(meant, lambda symbol: symbol if _is_symbol(symbol) else _CASED.get(symbol.lower(), symbol))
    if not is_unit(meant):
        # Counted things are annotations in braces, not units.
        meant = _WORD.sub(lambda word: word[0] if is_unit(word[0]) else f"{{{word[0].translate(_ASCII)}}}", meant)
    return meant if is_unit(meant) else None


def doubted(text: str) -> str | None:
    """The expression that was probably meant by one that is UCUM, but hardly the one that is meant in care."""
    meant = _replaced(text, lambda symbol: _DOUBTFUL.get(symbol) or _NAMES.get(symbol, symbol))
    return meant if meant != text and is_unit(meant) else None


def _replaced(text: str, replace: Callable[[str], str]) -> str:
    """The text with other symbols; an annotation that is the name of a unit is replaced as a whole."""
    parts: list[str] = []
    for token in _TOKENS.finditer(text):
        kind, written = token.lastgroup, token[0]
        if kind == "annotation":
            written = _NAMES.get(written[1:-1].lower(), written)
        elif kind == "unit" and (match := _SIMPLE.fullmatch(written)):
            written = replace(match["symbol"]) + (match["exponent"] or "")
        parts.append(written)
    return "".join(parts)


def _is_simple(token: str) -> bool:
    """Whether a token is a number, or a symbol with or without a prefix and an exponent."""
    if token.isascii() and token.isdigit():
        return not token.startswith("0")
    match = _SIMPLE.fullmatch(token)
    return match is not None and _is_symbol(match["symbol"])


def _is_symbol(symbol: str) -> bool:
    if symbol in _ATOMS:
        return True
    return any(symbol[:width] in _PREFIXES and symbol[width:] in _METRIC for width in (1, 2))
