"""Who holds what, which needs are met, causes, certainty, lineage, figures.

Law: knows no language, no output format and no rule code.
"""
