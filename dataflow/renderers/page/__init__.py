"""A drawn page: head, picture, legend and foot, in ink. Law: knows the diagram's roles, never its map."""
