"""Ionic conductivity at the operating temperature, by the Vogel-Tammann-Fulcher law.

It follows the curvature of a polymer above its glass transition, and needs three values.
"""

import numpy as np

from celldesign.si import ConductivityPoints, Kelvin, SiemensPerMetre, TemperaturePoints


def ionic_conductivity(
    conductivity_points: ConductivityPoints,
    temperature_points: TemperaturePoints,
    operation_temperature: Kelvin,
) -> SiemensPerMetre:
    r"""Curve :math:`\ln\sigma = a - B/(T-T_0)` through the first, middle and last point.

    Points run along axis 0 in rising temperature. Made with a = 0, B = 1000 K, T0 = 200 K:

    >>> t = np.array([300.0, 320.0, 350.0])
    >>> float(ionic_conductivity(np.exp(-1000 / (t - 200)), t, 330.0)).__round__(9)
    0.000456324
    >>> float(np.exp(-1000 / 130)).__round__(9)
    0.000456324
    """
    middle = len(temperature_points) // 2
    cold, mid, hot = temperature_points[0], temperature_points[middle], temperature_points[-1]
    rise_mid = np.log(conductivity_points[middle] / conductivity_points[0])
    rise_hot = np.log(conductivity_points[-1] / conductivity_points[0])
    share = rise_mid / rise_hot * (hot - cold) / (mid - cold)
    vogel = (share * mid - hot) / (share - 1)
    steepness = rise_hot * (hot - vogel) * (cold - vogel) / (hot - cold)
    return conductivity_points[0] * np.exp(
        steepness / (cold - vogel) - steepness / (operation_temperature - vogel)
    )
