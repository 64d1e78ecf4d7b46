"""What the terminal shows. Qt lives in this package and nowhere else."""
