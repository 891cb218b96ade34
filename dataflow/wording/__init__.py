"""The words that several parts of the program use, each once and in both languages.

Law: words only. A module here turns what the analysis found into a ``Text`` or ``Sentence``; it works nothing out
and knows no format. Where one thing is worded in several ways (a caption in a picture, a sentence in a report), its
tables stand side by side in one module.
"""
