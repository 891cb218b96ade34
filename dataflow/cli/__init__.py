"""The command line, one file a command. Law: only this folder prints or ends the process."""
