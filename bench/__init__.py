"""What dataflow costs, beside what it could cost at least. Law: everything is measured in one run, as ratios.

``make bench`` runs ``python -m bench``, which makes its own maps, measures, and writes ``docs/performance.md`` with
its plot. Whole processes are compared by the processor time that they use, as that is what a busy machine disturbs
least; those that are compared take turns, so that what disturbs one disturbs the other.
"""
