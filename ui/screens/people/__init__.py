"""Who is it: number, card and secret."""
