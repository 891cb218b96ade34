"""Places, texts in two languages, findings, and pictures before they are drawn.

Law: imports nothing else of the package.
"""
