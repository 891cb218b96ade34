"""YAML to nodes that know their place; the schema; the reader.

Law: an author's mistake is a finding, never an exception.
"""
