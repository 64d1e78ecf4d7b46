"""Sample values, receipt and terminal: what previews and tests show instead of a city."""
