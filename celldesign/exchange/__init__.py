"""To and from the programs that people use next: BPX, PyBaMM, JSON-LD, Brightway."""
