"""LeafLink's records read, and the client's manners."""
