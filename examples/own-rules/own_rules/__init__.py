"""A rule, a view and two formats for dataflow, as an example."""
