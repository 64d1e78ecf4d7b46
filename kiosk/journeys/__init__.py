"""The journeys a resident can take: plain Python that blocks and returns values or refusals."""
