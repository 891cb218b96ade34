"""Types that all folders use. Law: imports no other folder of dataflow."""
