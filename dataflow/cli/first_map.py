"""The map that ``dataflow init`` writes: small, commented, and with one gap."""

from pathlib import Path

from dataflow.cli.exit_codes import CliError
from dataflow.cli.output import write

MAP = """\
# A first map: one patient group, three actors, three fields. Change it, and run:
#
#   dataflow validate .     is everything spelt and connected right?
#   dataflow gaps .         who lacks what, when, and why?
#   dataflow render . -o overview.svg
#
# Ids are yours: small letters, digits, - and _. What people read is the label, in one language or several.

dataflow: 1                     # the version of the language

map:
  id: first-map
  title: {en: My first map, da: Mit første kort}
  languages: [en, da]           # the first is that of reports and diagrams

# The patient's pathway, in order. Whoever is responsible takes over at its beginning.
phases:
  admission: {label: {en: Admission, da: Indlæggelse}, responsible: hospital}
  discharge: {label: {en: Discharge, da: Udskrivning}, responsible: hospital}
  rehabilitation: {label: {en: Rehabilitation, da: Genoptræning}, responsible: municipality}
  follow-up: {label: {en: Follow-up, da: Opfølgning}, responsible: gp}

purposes:
  treatment: {label: {en: Treatment, da: Behandling}}

# What allows data to be passed on, and for which purposes.
legal_bases:
  sul-41: {label: {en: "Danish Health Act, section 41", da: Sundhedsloven § 41}, purposes: [treatment]}

# The evidence that statements cite.
sources:
  interviews: {title: {en: Interviews with those who work there, da: Interview med dem der arbejder dér}}
"""

FIELDS = """\
# The data fields, in groups.

groups:
  heart: {label: {en: The heart, da: Hjertet}}
  plan: {label: {en: The plan, da: Planen}}

fields:
  lvef:
    label: {en: Ejection fraction, da: Uddrivningsfraktion}
    group: heart
    kind: quantity
    unit: "%"
  training-risk: {label: {en: Risk group for training, da: Risikogruppe for træning}, group: heart, kind: ordinal}
  rehabilitation-plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}, group: plan, kind: document}

# How data travel. A channel carries free text unless you say more; slots are what it has a place for.
channels:
  discharge-letter: {label: {en: Discharge letter, da: Epikrise}, mode: push, kind: message}
  plan-message:
    label: {en: Plan message, da: Planmeddelelse}
    mode: push
    kind: message
    slots: {rehabilitation-plan: structured}
"""

ACTORS = """\
# Who records, needs, uses and shares what, in which phase.

actors:
  hospital:
    label: {en: Hospital, da: Hospital}
    sector: regional
    records:
      - {fields: lvef, phase: admission, source: interviews}
      - {fields: [training-risk, rehabilitation-plan], phase: discharge, source: interviews}
    shares:
      - {fields: lvef, phase: discharge, to: gp, via: discharge-letter,
         for: treatment, legal_basis: sul-41, source: interviews}
      - {fields: [rehabilitation-plan, training-risk], phase: discharge, to: municipality, via: plan-message,
         for: treatment, legal_basis: sul-41, source: interviews}

  municipality:
    label: {en: Municipality, da: Kommune}
    sector: municipal
    needs:
      - {fields: [rehabilitation-plan, training-risk], phase: rehabilitation, for: treatment, level: should,
         source: interviews}
      # Here is the gap: nobody sends the municipality the heart's function before the training begins.
      # Fix it: add lvef to what the hospital shares in the plan message above.
      - {fields: lvef, phase: rehabilitation, for: treatment, level: must, source: interviews}

  gp:
    label: {en: General practitioner, da: Almen praksis}
    sector: primary
    needs:
      - {fields: lvef, phase: follow-up, for: treatment, level: should, source: interviews}
"""

FILES = {"map.yaml": MAP, "fields.yaml": FIELDS, "actors.yaml": ACTORS}


def write_first_map(folder: Path) -> list[Path]:
    """Writes the files into a folder, and gives their paths. Raises CliError if one of them exists."""
    targets = {folder / name: text for name, text in FILES.items()}
    if folder.exists() and not folder.is_dir():
        raise CliError(f"{folder.as_posix()} is a file; name a folder.")
    if folder.is_dir() and any(path.suffix in (".yaml", ".yml") for path in folder.iterdir()):
        raise CliError(
            f"{folder.as_posix()} holds YAML files already, and nothing of yours is overwritten. Name a new folder."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CliError(f"{folder.as_posix()} can't be made: {(error.strerror or str(error)).lower()}.") from error
    for path, text in targets.items():
        write(text.encode(), path)
    return list(targets)
