"""Keys of the language within advice: as authors write them, and in plain words for those who read documents."""

from collections.abc import Mapping

from dataflow.base.text import Text

KEY_PHRASES: Mapping[str, Text] = {
    "recorded_since_key": Text(
        en="recorded_since",
        da="kravet i recorded_since",
        plain=Text(en="the limit on how old it may be", da="kravet til, hvor gammelt det må være"),
    ),
    "recorded_in_key": Text(
        en="recorded_in",
        da="kravet i recorded_in",
        plain=Text(en="the demand that it is recorded just then", da="kravet om, at det er registreret netop da"),
    ),
    "records_key": Text(en="under records", da="under records", plain=Text(en="in the map", da="i kortet")),
    "maps_to_key": Text(
        en="maps_to",
        da="maps_to",
        plain=Text(en="the translation between the code systems in the map", da="det i kortet"),
    ),
    "code_system_key": Text(en="code_system", da="code_system", plain=Text(en="code system", da="kodesystem")),
    "times_key": Text(
        en="after and takes with the share, or takes with the channel",
        da="after og takes ved delingen eller takes ved kanalen",
        plain=Text(
            en="both with the share, or the time that it takes with the channel",
            da="begge dele ved delingen eller tiden undervejs ved kanalen",
        ),
    ),
    "form_key": Text(
        en="state form: structured with the need",
        da="angiv form: structured ved behovet",
        plain=Text(
            en="let the map say that structured data are needed",
            da="lad kortet sige, at der er brug for strukturerede data",
        ),
    ),
    "legal_basis_key": Text(en="legal_basis", da="legal_basis", plain=Text(en="the legal basis", da="hjemlen")),
    "declared_key": Text(
        en="in a section legal_bases, and name it as legal_basis on the share",
        da="i en sektion legal_bases, og skriv den som legal_basis på delingen",
        plain=Text(en="in the map", da="i kortet"),
    ),
    "purposes_key": Text(
        en="under purposes", da="under purposes", plain=Text(en="among its purposes", da="som et formål")
    ),
}
"""By the blank in which they stand."""
