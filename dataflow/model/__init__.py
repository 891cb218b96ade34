"""What the files mean together. Law: frozen; every reference is resolved, every statement is expanded."""
