"""What follows from a map. Law: knows no language, no colour and no format."""
