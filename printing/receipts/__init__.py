"""What stands on each receipt: one module a receipt, pure functions from values to blocks."""
