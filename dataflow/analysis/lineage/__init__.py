"""How a field reaches an actor: timelines, explanations and the statements behind a holding. Law: computes nothing that closure/ knows."""
