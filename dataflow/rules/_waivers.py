"""A waiver as text."""

from dataflow.model.entities import Waiver


def keys_of(waiver: Waiver) -> str:
    """The rule of a waiver and the keys that its author wrote."""
    keys = {"actor": waiver.actor, "field": waiver.field, "phase": waiver.phase, "channel": waiver.channel}
    said = ", ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)
    return f"{waiver.rule} ({said})" if said else waiver.rule
