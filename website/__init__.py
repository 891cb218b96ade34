"""The documentation site: what MkDocs does with docs/ beyond its settings. Law: a page of the site says what docs/ or
the code says; nothing is written here that a reader would look for there.
"""
