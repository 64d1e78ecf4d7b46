"""Questions of forms: one screen a kind of question, and the review of all answers."""
