"""The view channel_list: the channels of a map, and what is shared over each."""

from dataflow.base.picture import Band, Diagram, Node
from dataflow.base.text import Text
from dataflow.views import Scene, View

TITLE = Text(en="The channels", da="Kanalerne")


def draw(scene: Scene) -> Diagram:
    """A node for each channel."""
    channels = scene.data_map.channels.values()
    return Diagram(
        id="channel_list",
        title=TITLE,
        subtitle=(scene.data_map.title,),
        description=tuple(channel.label for channel in channels),
        bands=(Band("channels", TITLE, "main"),),
        nodes=tuple(
            Node(
                channel.id,
                channel.label,
                "system",
                "channels",
                channel.label,
                facts=() if channel.standard is None else (channel.standard,),
            )
            for channel in channels
        ),
        edges=(),
    )


VIEW = View(id="channel_list", title=TITLE, draw=draw)
