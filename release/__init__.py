"""What a release is made and tried with (``docs/releasing.md``).

Law: it runs the package, and imports nothing of it.
"""
