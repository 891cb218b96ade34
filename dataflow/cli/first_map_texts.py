"""The files of the first map, with comments in English (``#en``) and Danish (``#da``)."""

SCHEMA = "dataflow.schema.json"
"""The name of the JSON Schema beside the files, which the first line of each names for editors."""

_FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA}\n"

_MAP = """\
#en A first map: one patient group, three actors, three fields. Change it, and run:
#da Et første kort: én gruppe borgere, tre aktører, tre felter. Ret i det, og kør:
#
#en   dataflow validate .     is everything spelt and connected right?
#en   dataflow gaps .         who lacks what, when, and why?
#da   dataflow validate .     er alt stavet og forbundet rigtigt?
#da   dataflow gaps .         hvem mangler hvad, hvornår og hvorfor?
#   dataflow render . -o overview.svg
#
#en Ids are yours: small letters, digits, - and _. What people read is the label, in one language or several.
#da Id'er vælger du selv: små bogstaver, cifre, - og _. Det, som folk læser, er label, på ét eller flere sprog.

dataflow: 1                     # the version of the language | sprogets version

map:
  id: first-map
  title: {en: My first map, da: Mit første kort}
  languages: [LANGUAGES]           # the first is that of reports and diagrams | det første er rapporternes sprog

#en The patient's pathway, in order. Whoever is responsible takes over at its beginning.
#da Borgerens forløb i rækkefølge. Den ansvarlige (responsible) overtager, når fasen begynder.
phases:
  admission: {label: {en: Admission, da: Indlæggelse}, responsible: hospital}
  discharge: {label: {en: Discharge, da: Udskrivning}, responsible: hospital}
  rehabilitation: {label: {en: Rehabilitation, da: Genoptræning}, responsible: municipality}
  follow-up: {label: {en: Follow-up, da: Opfølgning}, responsible: gp}

purposes:
  treatment: {label: {en: Treatment, da: Behandling}}

#en What allows data to be passed on, and for which purposes.
#da Hvad der giver ret til at videregive data, og til hvilke formål.
legal_bases:
  sul-41: {label: {en: "Danish Health Act, section 41", da: Sundhedsloven § 41}, purposes: [treatment]}

#en The evidence that statements cite.
#da Den dokumentation, som udsagnene henviser til.
sources:
  interviews: {title: {en: Interviews with those who work there, da: "Interview med dem, der arbejder dér"}}
"""

_FIELDS = """\
#en The data fields, in groups.
#da Datafelterne, ordnet i grupper.

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

#en How data travel. A channel carries free text unless you say more: slots for single fields, form for all.
#da Hvordan data kommer frem. En kanal overfører fritekst, medmindre du skriver mere: slots for enkelte felter, form
#da for alle.
channels:
  discharge-letter:
    label: {en: Discharge letter, da: Epikrise}
    mode: push
    kind: message
    slots: {lvef: structured}
  #en takes: how long until the receiver has it, in hours (h), days (d) or weeks (w).
  #da takes: hvor længe der går, til modtageren har det, i timer (h), dage (d) eller uger (w).
  plan-message:
    {label: {en: Plan message, da: Planmeddelelse}, mode: push, kind: message, form: structured, takes: 2d}
"""

_ACTORS = """\
#en Who records, needs, uses and shares what, in which phase.
#da Hvem der registrerer, har brug for, bruger og deler hvad, i hvilken fase.

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
      #en within: no later than so long after the phase begins. The plan message takes two days, so this is met.
      #da within: senest så længe efter fasens begyndelse. Planmeddelelsen er to dage undervejs, så det er opfyldt.
      - {fields: rehabilitation-plan, phase: discharge, within: 7d, for: treatment, level: should, source: interviews}
      #en Here is the gap: nobody sends the municipality the heart's function before the training begins.
      #en Fix it: add lvef to what the hospital shares in the plan message above.
      #da Her er et hul: ingen sender kommunen hjertets pumpefunktion, før træningen begynder.
      #da Ret det: tilføj lvef til det, som hospitalet deler i planmeddelelsen ovenfor.
      - {fields: lvef, phase: rehabilitation, for: treatment, level: must, source: interviews}

  gp:
    label: {en: General practitioner, da: Almen praksis}
    sector: primary
    needs:
      - {fields: lvef, phase: follow-up, for: treatment, level: should, source: interviews}
"""

FILES = {
    name: _FIRST_LINE + text
    for name, text in (("map.yaml", _MAP), ("fields.yaml", _FIELDS), ("actors.yaml", _ACTORS))
}
