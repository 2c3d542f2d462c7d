"""A change of `tables` is one more module here; none is ever edited after a release."""
