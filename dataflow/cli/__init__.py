"""How people and programs reach a project. Law: only a face exits, prints or reads the clock."""
