"""Causes, forms, statements, phases, lists, counted nouns, numbers and hyphenation, each worded once.

Law: words only. A module here turns results of the analysis into a ``Text`` or ``Sentence``; it computes nothing and
knows no format. Different wordings of one thing (a caption in a picture, a sentence in a report) are tables in one
module.
"""
