"""Every instant and fee of a date, with the rule and the source."""
