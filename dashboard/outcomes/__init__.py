"""Shows what became of patients: by how they came, and of patients like one at hand."""
