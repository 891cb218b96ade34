"""Words that several folders use, each defined once and in both languages.

Law: words only. A module here turns results of the analysis into a ``Text`` or ``Sentence``; it computes nothing and
knows no format. Different wordings of one thing (a caption in a picture, a sentence in a report) are tables in one
module.
"""
