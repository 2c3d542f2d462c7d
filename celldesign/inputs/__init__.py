"""What the model needs, from design and database."""
