"""Materials and their sourced properties: tables, seeding, and the light look-up of a build."""
