"""Counts over a map: needs met, structure kept, handovers. Law: every figure is a tally."""
