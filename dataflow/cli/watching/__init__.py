"""What ``dataflow watch`` is made of: the files, what a save changed, the drawing, and the page.

Law: reads the files of the map, and serves nothing but what was made of them, to this machine alone.
"""
