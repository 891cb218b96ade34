"""Which needs are met, the cause where one is not, certainty and proofs.

Law: one cause for each unmet need.
"""
