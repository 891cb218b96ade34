"""What an editor shows and changes while a spec is typed.

Law: answers are functions of texts and a place in them; only ``dataflow/editor/server.py`` and
``dataflow/editor/features.py`` know the protocol of editors.
"""
