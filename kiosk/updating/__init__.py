"""Getting the version that the operator wants this terminal to run (docs/decisions/0044-*.md)."""
