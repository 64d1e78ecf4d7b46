"""What went wrong, why, and what to do instead."""
