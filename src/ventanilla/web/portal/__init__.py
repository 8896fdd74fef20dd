"""The public office: what people see."""
