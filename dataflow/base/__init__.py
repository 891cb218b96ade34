"""The words every floor speaks. Law: imports nothing of ours."""
