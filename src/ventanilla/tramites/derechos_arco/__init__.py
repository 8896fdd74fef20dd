"""A person sees, corrects, has removed or objects to what the office keeps of them (rights «ARCO»)."""
