"""What to do about a need that is not met, for each cause."""

from collections.abc import Mapping

from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.planned import Planned
from dataflow.base.text import Text

ADVICE: Mapping[Cause, Text] = {
    Cause.UNDERIVABLE: Text(
        en="See to it that {actor} gets {parts_all} in time, or let someone record {field} itself.",
        da="Sørg for, at {actor} får {parts_all} i tide, eller lad nogen registrere {field} direkte.",
    ),
    Cause.UNRECORDED: Text(
        en="Find out who could record {field}; or, if someone does, state it {records_key}.",
        da="Find ud af, hvem der kunne registrere {field}; eller skriv det {records_key}, hvis nogen gør.",
    ),
    Cause.RECORDED_LATE: Text(
        en="Record {field} in {phase} or earlier, or state the need where it can be met.",
        da="Registrér {field} i {phase} eller før, eller skriv behovet i den fase, hvor det kan opfyldes.",
    ),
    Cause.NOT_SHARED: Text(en="{repair}", da="{repair}"),
    Cause.ARRIVES_LATE: Text(
        en="Share {field} with {actor} no later than in {phase}, and not before its sender has it.",
        da="Del {field} med {actor} senest i {phase}, men ikke før afsenderen selv har det.",
    ),
    Cause.STALE: Text(
        en="Record {field} again in {since} or later and share what is then recorded with {actor}, or loosen"
        " {recorded_since_key}.",
        da="Registrér {field} igen i {since} eller senere, og del det, der da er registreret, med {actor}, eller"
        " slæk {recorded_since_key}.",
    ),
    Cause.RECORDED_ELSEWHERE: Text(
        en="Record {field} in {there} too and share what is then recorded with {actor}, or loosen {recorded_in_key}.",
        da="Registrér også {field} i {there}, og del det, der da er registreret, med {actor}, eller slæk"
        " {recorded_in_key}.",
    ),
    Cause.FORM_TOO_LOW: Text(
        en="Record {field} as {least} where it arises, or ask whether {best} will do.",
        da="Registrér {field} som {least}, hvor det opstår, eller spørg, om {best} er nok.",
    ),
    Cause.FORM_LOST: Text(
        en="Give {field} a slot as {least} in {channel}, over which {sender} sends it to {to}, or send it another"
        " way.",
        da="Giv {field} en plads som {least} i {channel}, som {sender} sender det til {to} med, eller send det ad en"
        " anden vej.",
    ),
    Cause.CODE_SYSTEM_MISMATCH: Text(
        en="Record {field} in {wanted}, or state {maps_to_key} where such a map is used in practice.",
        da="Registrér {field} i {wanted}, eller skriv {maps_to_key}, hvor en oversættelse bruges i praksis.",
    ),
    Cause.TOO_SLOW: Text(
        en="Let {field} be recorded or sent earlier, or over a faster channel; the step that takes longest is:"
        " {slowest}.",
        da="Lad {field} blive registreret eller sendt tidligere eller ad en hurtigere kanal; det trin, der tager"
        " længst tid, er: {slowest}.",
    ),
}
"""What to do about an unmet need: a sentence."""
ADVICE_RECORD_IN_ANOTHER_CODE_SYSTEM = Text(
    en="Let {coders} record {field} in {wanted}, or state {maps_to_key} where such a map is used in practice.",
    da="Lad {coders} registrere {field} i {wanted}, eller skriv {maps_to_key}, hvor en oversættelse bruges i"
    " praksis.",
)
"""``CODE_SYSTEM_MISMATCH``, where it is known who codes it otherwise."""
ADVICE_IN_NO_CODE_SYSTEM = Text(
    en="State with the record of {field} in which {code_system_key} it is coded; or record it in {wanted}.",
    da="Skriv ved registreringen af {field}, hvilket {code_system_key} den er kodet i; eller registrér det i"
    " {wanted}.",
)
"""``CODE_SYSTEM_MISMATCH``, where the map does not say in what the value is coded."""
ADVICE_RECORD_AND_SEND_BETTER = Text(
    en="Record {field} as {least} where it arises, and send it to {actor} by a way that carries that, which none of"
    " today's does; or ask whether {best} will do.",
    da="Registrér {field} som {least}, hvor det opstår, og send det til {actor} ad en vej, der overfører det sådan;"
    " det gør ingen af de nuværende. Eller spørg, om {best} er nok.",
)
"""``FORM_TOO_LOW``, where no way to the actor would carry the field in the form that is needed."""
ADVICE_SHARE_WHAT_IS_FRESH = Text(
    en="Let {fresh}, where {field} is recorded in {since} or later, share that with {actor}, or loosen"
    " {recorded_since_key}.",
    da="Lad {fresh}, som registrerer {field} i {since} eller senere, dele det med {actor}, eller slæk"
    " {recorded_since_key}.",
)
"""``STALE``, where some actor records the field recently enough."""
ADVICE_SHARE_WHAT_IS_RECORDED_THERE = Text(
    en="Let {fresh}, where {field} is recorded in {there}, share that with {actor}, or loosen {recorded_in_key}.",
    da="Lad {fresh}, som registrerer {field} i {there}, dele det med {actor}, eller slæk {recorded_in_key}.",
)
"""``RECORDED_ELSEWHERE``, where some other actor records the field in the phase asked for."""
ADVICE_SHARE_WHAT_IS_WORKED_OUT = Text(
    en="Let {fresh}, where {fresh_parts} is recorded in {since} or later, share {field} with {actor}, or loosen"
    " {recorded_since_key}.",
    da="Lad {fresh}, som registrerer {fresh_parts} i {since} eller senere, dele {field} med {actor}, eller slæk"
    " {recorded_since_key}.",
)
"""``STALE``, where some actor records what the field is derived from recently enough."""
ADVICE_SHARE_WHAT_IS_BETTER = Text(
    en="Let those who record {field} as {least} share it in that form with {actor}.",
    da="Lad dem, der registrerer {field} som {least}, dele det i den form med {actor}.",
)
"""``FORM_LOST``, where records in a sufficient form are not shared."""
ADVICE_SEND_DIGITALLY = Text(
    en="Let {sender} send {field} to {to} over a digital channel with a slot for it as {least}; a slot is no help in"
    " {channel}, which is on paper or spoken.",
    da="Lad {sender} sende {field} til {to} ad en digital kanal med en plads til det som {least}; en plads hjælper"
    " ikke i {channel}, som er på papir eller mundtlig.",
)
"""``FORM_LOST``, over a channel on paper or by word of mouth."""
ADVICE_SEND_OVER_DIGITAL = Text(
    en="Let {sender} send {field} to {to} over {digital} instead, with a slot for it as {least}; a slot is no help in"
    " {channel}, which is on paper or spoken.",
    da="Lad {sender} sende {field} til {to} via {digital} i stedet, med en plads til det som {least}; en plads"
    " hjælper ikke i {channel}, som er på papir eller mundtlig.",
)
"""The same, where the receiver gets data over a digital channel already."""
_AND_LOST_AGAIN = Text(
    en="That alone is not enough, and the same is needed further on: {again}.",
    da="Det er ikke nok i sig selv; det samme skal til længere fremme: {again}.",
)
ADVICE_SEND_IN_TIME = Text(
    en="Let {sender} send {field} to {to} over {channel} no later than in {phase}, and not before having it.",
    da="Lad {sender} sende {field} til {to} via {channel} senest i {phase}, men ikke før {sender} selv har det.",
)
"""``ARRIVES_LATE``, where the step that is too late is known."""

PUT_INTO_FORCE: Mapping[Planned, Text] = {
    Planned.FOR_ALL: Text(
        en="What is planned would meet it: put that into force. Else: {hint}",
        da="Det planlagte ville opfylde det: sæt det i værk. Ellers: {hint}",
    ),
    Planned.FROM_SOME: Text(
        en="What is planned would meet it, though nothing comes from {left_out}: put that into force. For the rest:"
        " {hint}",
        da="Det planlagte ville opfylde det, men der kommer intet fra {left_out}: sæt det i værk. For resten: {hint}",
    ),
    Planned.FOR_SOME: Text(
        en="What is planned would meet it for some only: put that into force. For the rest: {hint}",
        da="Det planlagte ville kun opfylde det for nogle: sæt det i værk. For resten: {hint}",
    ),
}
"""Where planned statements would meet the need: what to do first."""
ADVICE_LET_MEMBERS_HAVE_IT = Text(
    en="Let {members} record {field}, or get it from others, to have it to share with {actor}.",
    da="Lad {members} registrere {field} eller få det fra andre, så det kan deles med {actor}.",
)
"""For members of the role that plans to share a field, and that do not have it."""
ADVICE_LET_MEMBERS_SHARE_TOO = Text(
    en="Let {members} share {field} with {actor} in the same way.",
    da="Lad {members} dele {field} med {actor} på samme måde.",
)
"""For members that do not plan what others of their role plan."""
MORE_COMPLETE_RECORD = Text(
    en="See to it that {author} records {field} in {phase} for more than {figure}.",
    da="Sørg for, at {author} registrerer {field} i {phase} for flere end {figure}.",
)
"""Where a need would be met for some only, as a record does not take in all."""
MORE_COMPLETE_SHARE = Text(
    en="See to it that {author} shares {field} over {channel} in {phase} for more than {figure}.",
    da="Sørg for, at {author} deler {field} via {channel} i {phase} for flere end {figure}.",
)
"""Where a need would be met for some only, as a share does not take in all."""
OR_ELSE = Text(en="{more} Or: {hint}", da="{more} Eller: {hint}")


def and_lost_again(advice: Text) -> Text:
    """Advice about ``FORM_LOST``, where later steps would lower the form too."""
    return Text(en=f"{advice.en} {_AND_LOST_AGAIN.en}", da=f"{advice.da} {_AND_LOST_AGAIN.da}")
