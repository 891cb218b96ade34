"""How a field reaches an actor: timelines, explanations and the statements behind what is held.

Law: it uses the results of closure/ and needs/, and computes none of them again.
"""
