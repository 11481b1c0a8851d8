"""Shows what the own-unit lane answers: exact numbers of a viewer's own units, for nobody else."""
