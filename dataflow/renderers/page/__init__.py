"""The page around a picture: head, legend and foot. Law: knows the roles of a picture, never its map."""
