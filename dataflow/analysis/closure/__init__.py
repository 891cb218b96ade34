"""Who holds what and when: the closure of a map under its records, derivations and shares.

Law: one entrance to reachability.
"""
