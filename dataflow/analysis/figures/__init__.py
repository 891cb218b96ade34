"""The figures of a map: needs met, structure kept, fields recorded twice, handovers. Law: every figure is a tally."""
