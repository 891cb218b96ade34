"""The words and marks of a diagram: nodes and edges. Law: knows the roles of a picture, never its map."""
