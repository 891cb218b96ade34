"""Views of other packages: checked when they are loaded and when they have drawn."""

from dataclasses import replace

from dataflow.base.installed import InstalledPart
from dataflow.base.kinds import KINDS
from dataflow.base.picture import Diagram, Picture
from dataflow.base.text import Text
from dataflow.views import Scene, View

_ANOTHER = Text(en="its {key} is {found}, not {expected}", da="dens {key} er {found} og ikke {expected}")
_NO_PICTURE = Text(en="it drew a {type}, which is no Picture", da="den tegnede en {type}, som ikke er et Picture")
_NO_END = Text(
    en="it drew {part}, which names {missing}, and there is none",
    da="den tegnede {part}, som nævner {missing}, og den findes ikke",
)


def checked(part: InstalledPart, view_id: str) -> View:
    """The view of a package, which draws or raises ``Broken``. Raises ``Broken``."""
    view = part.load(View)
    if view.id != view_id:
        part.broken(_ANOTHER, key="id", found=str(view.id), expected=view_id)
    if (view.of is not None) != (part.name != view_id) or view.of not in (None, *KINDS):
        part.broken(_ANOTHER, key="of", found=str(view.of), expected="None" if part.name == view_id else "actor")

    def draw(scene: Scene) -> Picture:
        picture = part.tried(view.draw, scene)
        if not isinstance(picture, Picture):
            part.broken(_NO_PICTURE, type=type(picture).__name__)
        if isinstance(picture, Diagram):
            _check_ends(part, picture)
        return picture

    return replace(view, draw=draw)


def _check_ends(part: InstalledPart, picture: Diagram) -> None:
    nodes, bands = {node.id for node in picture.nodes}, {band.id for band in picture.bands}
    named = [(node.id, node.band, bands) for node in picture.nodes]
    named += [(edge.id, end, nodes) for edge in picture.edges for end in (edge.source, edge.target)]
    for name, end, known in named:
        if end not in known:
            part.broken(_NO_END, part=name, missing=end)
