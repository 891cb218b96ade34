"""Excel workbooks: a map's tables written for people to fill in, and read back.

Law: what was written is kept in the workbook, so that a change can be told; no cell is a formula.
"""
