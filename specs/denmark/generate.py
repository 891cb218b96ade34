"""Writes the members of the national map from the tables beside it: ``python specs/denmark/generate.py``.

The tables (``municipalities.csv``, ``hospitals.csv``, ``clusters.csv``, ``sources.csv``) hold what is known of each
member; the YAML files that come of them say it in the spec language. Members that ``specs/ihd`` declares are only
named. ``docs/denmark.md`` says what the columns mean and where the rows come from.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
BELOW = "midtjylland"
"""The region whose members ``specs/ihd`` declares."""

Row = Mapping[str, str]

HEAD = """\
# {what}
# Written by generate.py from {tables}: change those, and run it again.
"""

REGIONS = {
    "hovedstaden": ("Capital Region of Denmark", "Region Hovedstaden"),
    "midtjylland": ("Central Denmark Region", "Region Midtjylland"),
    "nordjylland": ("North Denmark Region", "Region Nordjylland"),
    "sjaelland": ("Region Zealand", "Region Sjælland"),
    "syddanmark": ("Region of Southern Denmark", "Region Syddanmark"),
}

MERGED = """\
    note: Becomes a part of Region Østdanmark on 1 January 2027 [s47, s48]; the map holds until then.
"""

WITHOUT_HJERTEKOM = """\
    omits: &without-hjertekom
      - records:
          - diet_treatment
          - depression_screened_municipal
          - exercise_capacity
          - patient_education
          - programme_adherence
          - psychosocial_support
          - session_attendance
          - six_minute_walk
          - smoking_cessation_offer
          - smoking_quit_outcome
          - smoking_status
        in: hjertekom
        note: >-
          The source names those who use HjerteKom [s09, s10, s11]: 18 municipalities of Central Denmark, three of
          Zealand, and Copenhagen. This one is in neither region and is not Copenhagen. High for North and Southern
          Denmark, which have no edition of HjerteKom; medium for the rest of the Capital Region.
      - shares:
          - diet_treatment
          - depression_screened_municipal
          - exercise_capacity
          - participation_municipal
          - patient_education
          - programme_adherence
          - psychosocial_support
          - session_attendance
          - six_minute_walk
          - smoking_cessation_offer
          - smoking_quit_outcome
          - smoking_status
        to: hjertekom
"""

PRO_OMITTED = """\
      - {records: pro_flag, in: ambuflex}
"""
PRO_UNKNOWN = """\
    records: &pro-form
      - fields: pro_flag
        phase: rehabilitation-hospital
        status: unknown
        source: s17
        confidence: medium
        note:
          en: >-
            The national form is known from Central Denmark; whether this hospital uses it, and in which system, is
            not.
          da: >-
            Det nationale skema er kendt fra Region Midtjylland; om dette sygehus anvender det, og i hvilket system,
            vides ikke.
"""
REFERRAL_OMITTED = """\
      - shares: [rehab_referral, secondary_diagnoses, ihd_diagnosis]
        to: municipality
        via: xref15_municipal_referral
"""
REFERRAL_UNKNOWN = """\
    shares: &referral-expected
      - fields: [rehab_referral, secondary_diagnoses]
        phase: rehabilitation-hospital
        to: municipality
        via: xref15_municipal_referral
        status: unknown
        for: rehabilitation
        legal_basis: [sul-41-1, sul-119]
        source: [s22, s24]
        confidence: high
        note:
          en: Expected in Southern Denmark in February 2023; whether it came is not in the facts.
          da: Forventet i Region Syddanmark i februar 2023; om den kom, fremgår ikke.
      - fields: ihd_diagnosis
        phase: rehabilitation-hospital
        to: municipality
        via: xref15_municipal_referral
        form: free-text
        status: unknown
        for: rehabilitation
        legal_basis: [sul-41-1, sul-119]
        source: [s22, s24]
        confidence: high
        note:
          en: As above. The code is optional and still uncommon; text is used [s22].
          da: Som ovenfor. Koden er valgfri og endnu ualmindelig; der anvendes tekst [s22].
"""


def files() -> dict[str, str]:
    """The text of every file that is written, by its name."""
    municipalities, hospitals, clusters = (table(name) for name in ("municipalities", "hospitals", "clusters"))
    return {
        "regions.yaml": regions(),
        "municipalities.yaml": "".join(municipal(municipalities)),
        "practices.yaml": "".join(practices(municipalities)),
        "hospitals.yaml": "".join(hospital_members(hospitals)),
        "clusters.yaml": "".join(cluster_members(clusters, municipalities, table("sources"))),
    }


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regions() -> str:
    """The five regions."""
    lines = [
        "# The five regions, as they are until 31 December 2026.\n"
        "# Written by generate.py, which names them: change that, and run it again.\n\nactors:\n"
    ]
    for region, (english, danish) in REGIONS.items():
        lines.append(f"  region-{region}:\n    extends: region\n    label: {{en: {english}, da: {danish}}}\n")
        if region in ("hovedstaden", "sjaelland"):
            lines.append(MERGED)
    return "".join(lines)


def municipal(rows: list[dict[str, str]]) -> Iterator[str]:
    """The municipalities of the other regions; those that are known not to use HjerteKom omit it."""
    what = "The 79 municipalities outside Central Denmark, whose 19 are in ../ihd. Notes give the official code."
    yield HEAD.format(what=what, tables="municipalities.csv") + "\nactors:\n"
    said = False
    for row in rows:
        if row["region"] == BELOW:
            continue
        yield f"  {row['id']}:\n    extends: municipality\n    label: {row['label']}\n"
        yield f"    note: Code {row['code']}.\n"
        if row["hjertekom"] == "none":
            yield "    omits: *without-hjertekom\n" if said else WITHOUT_HJERTEKOM
            said = True


def practices(rows: list[dict[str, str]]) -> Iterator[str]:
    """General practice, one member for each municipality."""
    yield HEAD.format(what="General practice, one member for each municipality.", tables="municipalities.csv")
    yield (
        "#\n"
        "# A member stands for all the practices with which the municipality's citizens are listed. The facts do\n"
        "# not know how many there are in each: some 1,980 in the country about 2016 [s59], 1,500 to 1,700 now\n"
        "# (general knowledge, medium). They differ in nothing that the facts know.\n\nactors:\n"
    )
    for row in rows:
        label = f'{{en: "General practice, {row["name"]}", da: Almen praksis i {row["label"]}}}'
        yield f"  gp-{row['id']}:\n    extends: gp\n    label: {label}\n"
        if row["id"] == "laesoe":
            yield (
                "    note: >-\n"
                "      About 2020 the island no longer had a general practitioner of its own [s60]; who its\n"
                "      citizens are listed with since is not in the facts.\n"
            )


def hospital_members(rows: list[dict[str, str]]) -> Iterator[str]:
    """The emergency hospitals of the other regions, with what is not known of them."""
    what = "The 15 emergency hospitals outside Central Denmark, whose five hospitals are in ../ihd."
    yield HEAD.format(what=what, tables="hospitals.csv") + "\nactors:\n"
    said: set[str] = set()
    for row in rows:
        if row["region"] == BELOW:
            continue
        yield f"  {row['id']}:\n    extends: hospital\n"
        yield f"    label: {both(row)}\n"
        without_form, expected = row["pro_form"] == "unknown", row["municipal_referral"] == "expected"
        if without_form or expected:
            yield "    omits:\n" + PRO_OMITTED * without_form + REFERRAL_OMITTED * expected
        if without_form:
            yield "    records: *pro-form\n" if "pro form" in said else PRO_UNKNOWN
            said.add("pro form")
        if expected:
            yield "    shares: *referral-expected\n" if "referral" in said else REFERRAL_UNKNOWN
            said.add("referral")


def cluster_members(
    rows: list[dict[str, str]], municipalities: list[dict[str, str]], sources: list[dict[str, str]]
) -> Iterator[str]:
    """The health clusters, each with its hospital, its municipalities, their general practice and the region."""
    yield HEAD.format(what="The 22 health clusters (sundhedsklynger).", tables="clusters.csv and sources.csv")
    yield (
        "#\n"
        "# Each is built around the catchment area of an emergency hospital. The five of Central Denmark are\n"
        "# declared in ../ihd with their hospitals and municipalities; here they get general practice and the\n"
        "# region.\n"
        "\nclusters:\n"
    )
    region_of = {row["id"]: row["region"] for row in municipalities}
    titles = {row["id"]: f"{row['title']} ({row['date']}), {row['url']}" for row in sources}
    for row in rows:
        own = row["municipalities"].split()
        below = region_of[own[0]] == BELOW
        members = [] if below else [row["hospital"], *own]
        members += [*(f"gp-{each}" for each in own), f"region-{region_of[own[0]]}"]
        yield f"  {row['id']}:\n"
        if not below:
            yield f"    label: {both(row)}\n"
        yield "    members:\n" + "".join(f"      - {each}\n" for each in members)
        if not below:
            yield "    note: >-\n" + f"      {row['confidence'].capitalize()}.\n"
            yield "".join(f"      {titles[each]}\n" for each in row["sources"].split())


def both(row: Row) -> str:
    """A label in both languages."""
    english, danish = (f'"{row[key]}"' if "," in row[key] else row[key] for key in ("label_en", "label_da"))
    return f"{{en: {english}, da: {danish}}}"


def main() -> None:
    """Writes the files beside this one."""
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
