"""A map as tables: what sheets there are, their rows, and what differs between two tables.

Law: knows no file format of a table; an author's slip is a problem with its cell, never an exception.
"""
