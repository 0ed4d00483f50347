"""What was checked on a candidate, one JSON file a check; the gate reads nothing else."""
