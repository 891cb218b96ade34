"""Who holds what and when. Law: ``reachability`` is the one place that searches through the hops of a field."""
