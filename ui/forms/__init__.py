"""Forms: several questions after one another, all answers once more, then one deed."""
