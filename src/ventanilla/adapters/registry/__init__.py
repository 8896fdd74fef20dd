"""The population registry: whose a CURP is, and whether it is still theirs."""
