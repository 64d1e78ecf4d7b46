"""Before and after: the start, notices, help, the farewell."""
