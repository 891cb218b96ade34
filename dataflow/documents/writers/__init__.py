"""One file a format: a document becomes the bytes of a file. Law: the same document, the same bytes."""
