"""The slow twin: what a map means, worked out the long way round, to hold against the real engine.

Its law: it shares no code with the package `dataflow` and reads only the contract
(``language.md``, ``analysis.md``); it walks every route and tries every rule again until nothing changes;
where clarity and speed disagree, clarity wins.
"""
