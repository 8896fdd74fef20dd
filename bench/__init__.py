"""How fast, beside its floor: every figure is measured with its baseline in the same run (docs/benchmarks)."""
