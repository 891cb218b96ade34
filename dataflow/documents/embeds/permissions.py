"""Which maps a document may name."""

from dataflow.base.text import Text

OUTSIDE = Text(
    en="{path} is outside the folder of the document. Allow it on the command line: --map and the path of the map.",
    da="{path} ligger uden for dokumentets mappe. Tillad det på kommandolinjen: --map og stien til kortet.",
)
NO_SUCH_MAP = Text(
    en="There is no map {path}; a path is seen from the folder of the document. Write the path from there to the map;"
    " if that is outside the folder, allow it with --map as well.",
    da="Der er intet kort {path}; en sti regnes fra dokumentets mappe. Skriv stien derfra til kortet, og tillad den"
    " med --map, hvis den fører ud af mappen.",
)
NO_SUCH_MAP_BUT = Text(
    en="There is no map {path}; a path is seen from the folder of the document. For the map that is named by --map,"
    " write {meant} here.",
    da="Der er intet kort {path}; en sti regnes fra dokumentets mappe. Skriv {meant} her, hvis det er kortet, som"
    " --map nævner.",
)
NO_MAP = Text(
    en="{command} names no map. Write its path after the command, seen from the folder of the document, or name one"
    " map on the command line with --map.",
    da="{command} nævner intet kort. Skriv stien efter kommandoen, regnet fra dokumentets mappe, eller nævn ét kort"
    " på kommandolinjen med --map.",
)
