"""Shows a question over time: released time lines of everybody, the viewer's own units exact beside them."""
