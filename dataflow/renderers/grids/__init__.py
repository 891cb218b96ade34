"""The words and symbols of a table. Law: knows the roles of a picture, never its map."""
