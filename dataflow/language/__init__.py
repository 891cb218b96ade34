"""What the author wrote, file by file. Law: the author's mistakes are findings, never exceptions."""
