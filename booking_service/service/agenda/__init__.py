"""The city's calendar of a month, and the lotteries that are running."""
