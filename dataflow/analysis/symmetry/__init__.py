"""Members that a map does not distinguish. Law: the only place that knows of them."""
