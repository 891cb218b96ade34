"""Where things go on the page. Law: knows sizes and places, but no colours and no file formats.

Graphviz, embedded or the machine's own, gives order and horizontal places only; it never sees a word of
the map, so that no label can break a layout.
"""
