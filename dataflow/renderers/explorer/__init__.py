"""What the HTML explorer adds to a picture: words, stylesheet, script, data. Law: no text of a map becomes markup."""
