"""The register of affiliation: who the people and employers are, who is whose family, and every movement."""
