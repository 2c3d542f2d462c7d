"""How far an electrolyte is from being oxidised at full charge."""

from celldesign.si import Volts


def oxidation_margin(oxidation_onset: Volts, operation_upper_voltage: Volts) -> Volts:
    """Voltage between full charge and the onset of oxidation, both against lithium.

    With an anode that is no lithium the cathode's potential is higher than the cell's voltage by
    the anode's, about 0.1 V for graphite, and the margin that much smaller. Source of the onset:
    a linear sweep, Boaretto 2025, doi 10.1016/j.jpowsour.2025.237671.

    >>> round(oxidation_margin(4.5, 4.35), 9)
    0.15
    """
    return oxidation_onset - operation_upper_voltage
