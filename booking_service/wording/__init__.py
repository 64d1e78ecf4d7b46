"""What the service itself says to people, in every language they read: catalogues, days."""
