"""What all renderers draw with: shapes, text, colours, typeface, paper. Law: knows no kind of picture."""
