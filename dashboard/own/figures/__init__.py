"""Display to figure: one function for each way an answer about own units is drawn."""
