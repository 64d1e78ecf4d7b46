"""From the slots to the receipt."""
