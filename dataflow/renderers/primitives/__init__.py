"""What drawings write with. Law: knows colours and letters, but no diagram."""
