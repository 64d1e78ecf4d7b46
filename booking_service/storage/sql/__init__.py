"""The SQL, a subject a module: statements on top, below them what asks and what changes."""
