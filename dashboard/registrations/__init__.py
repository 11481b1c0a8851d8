"""Registrations of the viewer's own units: stays over time, forms, delay and work list. Live, exact, own units only."""
