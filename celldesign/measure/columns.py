"""What the headings of instruments mean: the quantity's name, and its unit.

Each quantity has the names that instruments give it, the best first: where a file has both a total
time and a time of the step, the total time is meant.
"""

import re

from celldesign.errors import UnitError
from celldesign.units.quantities import si_unit

_HEADINGS = (
    r"(?P<name>[^/\[]+?)\s*/\s*(?P<unit>\S.*)",
    r"(?P<name>.+)/(?P<unit>[^/]+)",
    r"(?P<name>[^\[]+?)\s*\[(?P<unit>[^\]]+)\]",
    r"(?P<name>.+?)\s*\((?P<unit>[^()]+)\)",
    r"(?P<name>[^#]+)#(?P<unit>.+)",
    r"(?P<name>.+)_(?P<unit>[^_]+)",
    r"(?P<name>.+)\s(?P<unit>\S+)",
)
_SPELT = {  # units as instruments spell them, in lower case
    "percent": "%", "deg": "1", "°": "1", "degrees": "1", "-": "1", "#": "1",
    "sec": "s", "secs": "s", "seconds": "s", "second": "s",
    "hr": "h", "hrs": "h", "hours": "h", "mins": "min", "minutes": "min",
    "ma.h": "mAh", "a.h": "Ah", "w.h": "Wh", "mw.h": "mWh", "amp-hr": "Ah", "watt-hr": "Wh",
    "ah": "Ah", "mah": "mAh", "wh": "Wh",
    "amps": "A", "amp": "A", "ampere": "A", "volts": "V", "volt": "V", "v vs. ref.": "V",
    "celcius": "degC", "celsius": "degC", "degc": "degC", "°c": "degC", "hertz": "Hz", "hz": "Hz",
}  # fmt: skip
NAMES = {
    "time": "total_time test_time testtime elapsed_time run_time program_duration prog_time time t "
    "test relative_time time_absolute 总时间 测试时间 时间 step_time steptime time_stamp timestamp "
    "date_time datetime dpt_time date_and_time date realtime real_time absolute_time",
    "voltage": "voltage cell_voltage terminal_voltage ecell ewe-ece ewe potential volts volt vol "
    "vf u v e 电压 电压值",
    "current": "current i cur amps amp im 电流 电流值",
    "cycle": "cycle cycle_number cycle_count cycle_index cycle_id cycle_no cycle_# cycle# cyc# cyc "
    "cyc-count cycle_p cycle_c total_cycle 循环号 循环序号",
    "step": "step step_index step_id step_number step_# step# ns step_count 工步号",
    "state": "state status step_type step_name md mode command 工步类型 状态",
    "charge_capacity": "charge_capacity charging_capacity chg._cap. chg._capacity chg.capacity "
    "capacitance_chg cap_chg chg._cap charge_cap q_charge ahcha chargecapacity",
    "discharge_capacity": "discharge_capacity discharging_capacity dchg._cap. dchg._capacity "
    "dchg.capacity capacitance_dchg cap_dchg dchg._cap discharge_cap q_discharge ahdch "
    "dischargecapacity",
    "frequency": "frequency freq freq. f",
    "real": "real re(z) z' zreal z_real zre z_re rez re z'(a) zprime realz",
    "imaginary": "imaginary im(z) z\" z'' zimag z_imag zim z_im imz im z''(b) zdoubleprime imagz",
    "minus_imaginary": "minus_imaginary -im(z) -z\" -z'' -zimag -zim -z_imag -imz -im",
    "modulus": "modulus |z| zmod z_mod impedance magnitude",
    "phase": "phase phase(z) zphz theta phase_of_z z_phase",
    "soc": "soc state_of_charge",
    "stoichiometry": "stoichiometry sto x degree degree_of_lithiation lithiation",
    "temperature": "temperature surface_temperature",
}
_KNOWN = {
    spelling: (name, rank)
    for name, spellings in NAMES.items()
    for rank, spelling in enumerate(spellings.split())
}
_IMPLIED = {"amps": "A", "volts": "V", "amp-hr": "Ah", "watt-hr": "Wh"}
_BY_QUANTITY = {"frequency": "Hz", "real": "ohm", "imaginary": "ohm", "minus_imaginary": "ohm"}
COUNTS = ("cycle", "step", "stoichiometry")


def tidy(name: str) -> str:
    """Write a name as one word in lower case.

    >>> tidy("<Ewe>"), tidy("Test  Time"), tidy("Chg. Cap.")
    ('ewe', 'test_time', 'chg._cap.')
    """
    bare = re.sub(r"""^(?:<(.+)>|"(.+)")$""", r"\1\2", name.strip(" ~\t"))
    return re.sub(r"[\s_]+", "_", bare.strip().casefold())


def spelt(unit: str) -> str:
    """Spell a unit as this program does.

    >>> spelt("Sec"), spelt("mOhm"), spelt("MΩ"), spelt("mA.h")
    ('s', 'mohm', 'Mohm', 'mAh')
    """
    return _SPELT.get(unit.casefold(), re.sub(r"(?i:ohms?)$|[ΩΩ]$", "ohm", unit))


def meaning(heading: str) -> tuple[str, int, str, str]:
    """Give a heading's quantity, how far down its list the name stands, unit, and a unit implied.

    >>> meaning("Total Time (Sec)"), meaning("Amps"), meaning("Chg. Cap.(Ah)")
    (('time', 0, 's', ''), ('current', 3, '', 'A'), ('charge_capacity', 2, 'Ah', ''))
    >>> meaning("Temperature(C)"), meaning("Z'' (Ohm)"), meaning("cycle / 1")
    (('temperature', 0, 'degC', ''), ('imaginary', 3, 'ohm', ''), ('cycle', 0, '1', ''))
    """
    heading = re.sub(r"\s*[(\[]h:.*?[)\]]", "", heading)  # a clock, whose cells say so themselves
    word = tidy(heading)
    if word not in _KNOWN:
        for pattern in _HEADINGS:
            match = re.fullmatch(pattern, heading.strip())
            unit = _unit(match["unit"].strip(), match["name"]) if match else ""
            if match and unit:
                name, rank = _KNOWN.get(tidy(match["name"]), (tidy(match["name"]), 0))
                if name not in COUNTS or unit in ("1", "%"):
                    return name, rank, unit, ""
    name, rank = _KNOWN.get(word, (word, 0))
    return name, rank, "", _IMPLIED.get(word, _BY_QUANTITY.get(name, ""))


def _unit(text: str, name: str) -> str:
    if text in ("C", "c") and re.match(r"(aux_?)?t(emp|\d|env)", tidy(name)):
        return "degC"
    if (text, _KNOWN.get(tidy(name), ("",))[0]) in (("a", "current"), ("v", "voltage")):
        return text.upper()
    unit = spelt(text)
    try:
        si_unit(unit)
    except UnitError:
        return ""
    return unit
