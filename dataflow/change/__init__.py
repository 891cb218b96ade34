"""What differs between two maps, what a map depends on, and what would meet its needs.

Law: it takes linked maps and their needs, and gives plain results; it runs no rule and words nothing.
"""
