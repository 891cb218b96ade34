"""The page in which one clicks: its words, its stylesheet and its script. Law: nothing here comes from a map."""
