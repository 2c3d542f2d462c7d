"""Physical constants and regulatory limits in SI units, each with its citation."""

from typing import NamedTuple


class Constant(NamedTuple):
    """One constant: value in `unit`, and where it comes from."""

    value: float
    unit: str
    citation: str


_SI = "CODATA 2018, exact by the definition of the SI (2019)"
_TRANSPORT = (
    "UN Model Regulations, special provision 188 (a): 1 g of lithium in a lithium-metal cell, "
    "20 Wh in a lithium-ion cell; read as quoted from ADR-S on "
    "https://safepaconline.com/fragor/view/i/24/q/sarbestammelse-188; check the edition in force"
)

CONSTANTS: dict[str, Constant] = {
    "faraday_constant": Constant(96485.33212, "C/mol", _SI),
    "gas_constant": Constant(8.314462618, "J/mol/K", _SI),
    "standard_concentration": Constant(1000.0, "mol/m^3", "IUPAC: 1 mol/dm^3"),
    "transport_lithium_limit": Constant(1e-3, "kg", _TRANSPORT),
    "transport_energy_limit": Constant(72e3, "J", _TRANSPORT),
}
FARADAY = CONSTANTS["faraday_constant"].value
GAS = 8.314462618  # J/(mol K), CODATA 2018
ROOM_TEMPERATURE = 298.15  # K, also the reference of thermochemical tables
