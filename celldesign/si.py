"""The units of signatures: an annotation such as `Metres` says which SI unit an equation expects.

The unit is the second part of the annotation, for whoever reads signatures.

>>> Metres.__metadata__
('m',)
"""

from typing import Annotated, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numeric: TypeAlias = float | NDArray[np.float64]

# Points measured at several temperatures run along axis 0.
ConductivityPoints = Annotated[NDArray[np.float64], "S/m"]
TemperaturePoints = Annotated[NDArray[np.float64], "K"]

Fraction = Annotated[Numeric, "1"]
Count = Annotated[Numeric, "1"]
Cycles = Annotated[Numeric, "1"]

Metres = Annotated[Numeric, "m"]
SquareMetres = Annotated[Numeric, "m^2"]
CubicMetres = Annotated[Numeric, "m^3"]

Kilograms = Annotated[Numeric, "kg"]
KilogramsPerSquareMetre = Annotated[Numeric, "kg/m^2"]
KilogramsPerCubicMetre = Annotated[Numeric, "kg/m^3"]
KilogramsPerMole = Annotated[Numeric, "kg/mol"]
KilogramsPerCoulomb = Annotated[Numeric, "kg/C"]

Seconds = Annotated[Numeric, "s"]
PerSecond = Annotated[Numeric, "1/s"]
SquareMetresPerSecond = Annotated[Numeric, "m^2/s"]

Coulombs = Annotated[Numeric, "C"]
CoulombsPerSquareMetre = Annotated[Numeric, "C/m^2"]
CoulombsPerKilogram = Annotated[Numeric, "C/kg"]
CoulombsPerMole = Annotated[Numeric, "C/mol"]
CubicMetresPerMole = Annotated[Numeric, "m^3/mol"]
CubicMetresPerKilogram = Annotated[Numeric, "m^3/kg"]
SquareMetresPerCoulomb = Annotated[Numeric, "m^2/C"]
CubicMetresPerCoulomb = Annotated[Numeric, "m^3/C"]

Volts = Annotated[Numeric, "V"]
Amperes = Annotated[Numeric, "A"]
AmperesPerSquareMetre = Annotated[Numeric, "A/m^2"]
Ohms = Annotated[Numeric, "ohm"]
OhmMetres = Annotated[Numeric, "ohm*m"]
OhmSquareMetres = Annotated[Numeric, "ohm*m^2"]
SiemensPerMetre = Annotated[Numeric, "S/m"]

Joules = Annotated[Numeric, "J"]
JoulesPerKilogram = Annotated[Numeric, "J/kg"]
JoulesPerCubicMetre = Annotated[Numeric, "J/m^3"]
JoulesPerCoulomb = Annotated[Numeric, "J/C"]
JoulesPerMole = Annotated[Numeric, "J/mol"]
JoulesPerMoleKelvin = Annotated[Numeric, "J/mol/K"]
JoulesPerKilogramKelvin = Annotated[Numeric, "J/kg/K"]
Watts = Annotated[Numeric, "W"]
WattsPerKilogram = Annotated[Numeric, "W/kg"]
Kelvin = Annotated[Numeric, "K"]

Moles = Annotated[Numeric, "mol"]
MolesPerCubicMetre = Annotated[Numeric, "mol/m^3"]
MolesPerCoulomb = Annotated[Numeric, "mol/C"]

Dollars = Annotated[Numeric, "USD"]
DollarsPerKilogram = Annotated[Numeric, "USD/kg"]
DollarsPerSquareMetre = Annotated[Numeric, "USD/m^2"]
DollarsPerCubicMetre = Annotated[Numeric, "USD/m^3"]
DollarsPerSecond = Annotated[Numeric, "USD/s"]
DollarsPerJoule = Annotated[Numeric, "USD/J"]
KilogramsPerSecond = Annotated[Numeric, "kg/s"]
KilogramsPerJoule = Annotated[Numeric, "kg/J"]
JoulesPerSecond = Annotated[Numeric, "J/s"]
