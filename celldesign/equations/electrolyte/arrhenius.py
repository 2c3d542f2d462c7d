"""Ionic conductivity at the operating temperature, by Arrhenius' law."""

import numpy as np

from celldesign.si import ConductivityPoints, Kelvin, SiemensPerMetre, TemperaturePoints


def ionic_conductivity(
    conductivity_points: ConductivityPoints,
    temperature_points: TemperaturePoints,
    operation_temperature: Kelvin,
) -> SiemensPerMetre:
    r"""Line through :math:`\ln\sigma` against :math:`1/T`, least squares where more than two.

    Points run along axis 0. The paper's HCPE, 0.0025 S/m at 25 and 0.019 at 60 degC, at 45 degC:

    >>> points = np.array([0.0025, 0.019]), np.array([298.15, 333.15])
    >>> round(float(ionic_conductivity(*points, 318.15)), 5)
    0.00841
    """
    inverse = 1 / temperature_points
    log = np.log(conductivity_points / conductivity_points[0])
    centred = inverse - np.mean(inverse, axis=0)
    slope = np.sum(centred * log, axis=0) / np.sum(centred**2, axis=0)
    at_mean = np.mean(log, axis=0)
    return conductivity_points[0] * np.exp(
        at_mean + slope * (1 / operation_temperature - np.mean(inverse, axis=0))
    )
