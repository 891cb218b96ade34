"""The sections of a report, one file each. Law: a section knows no format."""
