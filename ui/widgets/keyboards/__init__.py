"""Key boards on the glass, the line they type into, and the writings to choose from."""
