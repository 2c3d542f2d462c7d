"""The planner, and what it reads of an equation."""
