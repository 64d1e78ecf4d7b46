"""How the terminal looks: colours, type, sizes on the glass. Screens ask ``Theme`` for it."""
