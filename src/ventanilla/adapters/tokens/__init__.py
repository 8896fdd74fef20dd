"""Saying to other applications who entered: tokens signed with a key that signs nothing else."""
