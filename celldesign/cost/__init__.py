"""The bill of materials, and cost broken down."""
