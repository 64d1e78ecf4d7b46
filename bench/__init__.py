"""What is measured, one file a figure. ``python -m bench`` measures all and writes RESULTS.md."""
