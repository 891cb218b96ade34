"""Excel workbooks: a map's tables written for people to fill in, and read back.

Law: what was written is kept in the workbook, so that changes can be found; no cell is a formula.
"""
