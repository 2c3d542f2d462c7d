"""Physical constants and regulatory limits in SI units, each with its citation."""

from typing import NamedTuple


class Constant(NamedTuple):
    """One constant: value in `unit`, and where it comes from."""

    value: float
    unit: str
    citation: str


_SI = "CODATA 2018, exact by the definition of the SI (2019)"
_TRANSPORT = (
    "UN Model Regulations, special provision 188 (UN 3090/3091 and 3480/3481); "
    "from memory, quality D, to be checked against the edition in force"
)

CONSTANTS: dict[str, Constant] = {
    "faraday_constant": Constant(96485.33212, "C/mol", _SI),
    "transport_lithium_limit": Constant(1e-3, "kg", _TRANSPORT),
    "transport_energy_limit": Constant(72e3, "J", _TRANSPORT),
}
