"""Letters to residents: one durable queue, templates, ways to send."""
