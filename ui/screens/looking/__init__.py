"""Looking facilities and rooms up."""
