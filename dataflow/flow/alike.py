"""Members that nothing in a map tells apart, so that what holds for one holds for all of them."""

from collections.abc import Mapping

from dataflow.model.entities import DataMap


def clusters_of(data_map: DataMap) -> Mapping[str, frozenset[str]]:
    """The clusters of each concrete actor that stands in any."""
    clusters: dict[str, set[str]] = {}
    for cluster in data_map.clusters.values():
        for member in cluster.members:
            clusters.setdefault(member, set()).add(cluster.id)
    return {member: frozenset(ids) for member, ids in clusters.items()}


def representatives(data_map: DataMap) -> Mapping[str, str]:
    """For each concrete actor the first that is alike: itself, where none before it is.

    Members of one role are alike where they state the same, stand in the same clusters, and no share names one of
    them: then the map with any two of them swapped is the same map, and so is everything that follows from it.
    """
    named = {
        statement.to
        for statements in {id(statements): statements for statements in data_map.statements.values()}.values()
        for statement in statements
        if statement.to is not None
    }
    clusters = clusters_of(data_map)
    first: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    for actor, statements in data_map.statements.items():
        role = data_map.actors[actor].role
        told_apart = actor in named or role is None
        kind = data_map.actors[actor].kind
        key = (actor,) if told_apart else (role, kind, id(statements), clusters.get(actor))
        found[actor] = first.setdefault(key, actor)
    return found
