"""What the office keeps of people, for how long, and their rights over it."""
