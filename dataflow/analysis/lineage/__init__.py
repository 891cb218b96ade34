"""How a field reaches an actor: timelines, explanations and the statements behind what is held.

Law: it asks closure/ and needs/, and computes nothing that they know.
"""
