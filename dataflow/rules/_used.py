"""What is declared in a map and referred to somewhere."""

from collections.abc import Mapping

from dataflow.model.data_map import DataMap
from dataflow.model.statements import DemandEntry, RecordEntry, ShareEntry


def used_in(data_map: DataMap) -> Mapping[str, set[str]]:
    """The ids of each kind that something refers to; statements count whatever their status and dates."""
    stated, entries = data_map.stated, data_map.entries
    records = [entry for entry in entries if isinstance(entry, RecordEntry)]
    demands = [entry for entry in entries if isinstance(entry, DemandEntry)]
    shares = [entry for entry in entries if isinstance(entry, ShareEntry)]
    fields, channels = data_map.fields.values(), data_map.channels.values()
    cited = [citation for entry in entries for citation in entry.citations]
    cited += [citation for channel in channels for citation in channel.citations]
    return {
        "field": {statement.field for statement in stated}
        | {part for field in fields for part in field.derived_from},
        "channel": {entry.via for entry in shares} | {str(channel.expects_reply) for channel in channels},
        "source": {citation.source for citation in cited},
        "purpose": {purpose for entry in demands for purpose in entry.purposes}
        | {purpose for entry in shares for purpose in entry.purposes}
        | {purpose for basis in data_map.legal_bases.values() for purpose in basis.purposes},
        "legal-basis": {basis for entry in shares for basis in entry.legal_bases},
        "code-system": {system for entry in demands for system in entry.code_systems}
        | {entry.code_system for entry in records if entry.code_system}
        | {code.system for field in fields for code in field.codes}
        | {other for system in data_map.code_systems.values() for other in system.maps_to},
        "group": {field.group for field in fields if field.group}
        | {group.parent for group in data_map.groups.values() if group.parent},
    }
