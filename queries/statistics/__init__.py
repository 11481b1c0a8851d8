"""Statistics over shown cells: pure functions that never see a patient."""
