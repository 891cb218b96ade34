"""Corrections of findings as edits of the text that they are about.

Law: changes what is written at the places of findings, and where that is named, and nothing else.
"""
