"""Units of measurements: their kind, their symbol in the file, and words for them.

The kinds are those of `WFMeasurementUnitType`; the symbols are the international ones, in the
spelling that real files and the cases of Convert Measurement have.
"""

from __future__ import annotations

from typing import Any

from shortcuts_py.workflow.values import PlainDictionary

__all__ = ["known_units", "unit_state", "unit_symbol", "unit_type"]

# Symbols by kind; words for a symbol stand behind it.
_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "Duration": {
        "sec": ("second", "seconds", "s"),
        "min": ("minute", "minutes"),
        "hr": ("hour", "hours", "h"),
        "days": ("day",),
        "weeks": ("week",),
        "months": ("month",),
        "years": ("year",),
        "ms": ("millisecond", "milliseconds"),
    },
    "Length": {
        "m": ("meter", "meters"),
        "km": ("kilometer", "kilometers"),
        "cm": ("centimeter", "centimeters"),
        "mm": ("millimeter", "millimeters"),
        "ft": ("foot", "feet"),
        "in": ("inch", "inches"),
        "yd": ("yard", "yards"),
        "mi": ("mile", "miles"),
        "NM": ("nautical_mile", "nautical_miles"),
        "nm": ("nanometer", "nanometers"),
        "ly": ("light_year", "light_years"),
        **dict.fromkeys(("Mm", "hm", "dam", "dm", "\u00b5m", "pm", "smi"), ()),
        **dict.fromkeys(("ftm", "fur", "ua", "pc"), ()),
    },
    "Mass": {
        "kg": ("kilogram", "kilograms"),
        "g": ("gram", "grams"),
        "mg": ("milligram", "milligrams"),
        "\u00b5g": ("mcg", "microgram", "micrograms"),
        "oz": ("ounce", "ounces"),
        "lb": ("lbs", "pound", "pounds"),
        "st": ("stone", "stones"),
        "t": ("metric_ton", "metric_tons"),
    },
    "Temperature": {
        "\u00b0C": ("celsius", "degrees_celsius"),
        "\u00b0F": ("fahrenheit", "degrees_fahrenheit"),
        "K": ("kelvin",),
    },
    "Speed": {
        "m/s": ("meters_per_second",),
        "km/h": ("kilometers_per_hour",),
        "mph": ("miles_per_hour",),
        "kn": ("knot", "knots"),
    },
    "Volume": {
        "L": ("liter", "liters"),
        "mL": ("milliliter", "milliliters"),
        "fl oz": ("fluid_ounce", "fluid_ounces"),
        "fl_oz": (),
        "cup": ("cups",),
        "pt": ("pint", "pints"),
        "qt": ("quart", "quarts"),
        "gal": ("gallon", "gallons"),
        "tsp": ("teaspoon", "teaspoons"),
        "tbsp": ("tablespoon", "tablespoons"),
    },
    "Area": {
        "m\u00b2": ("square_meter", "square_meters"),
        "km\u00b2": ("square_kilometer", "square_kilometers"),
        "ft\u00b2": ("square_foot", "square_feet"),
        "ac": ("acre", "acres"),
        "ha": ("hectare", "hectares"),
    },
    "Energy": {
        "J": ("joule", "joules"),
        "kJ": ("kilojoule", "kilojoules"),
        "cal": ("calorie", "calories"),
        "Cal": ("kcal", "kilocalorie", "kilocalories"),
        "kWh": ("kilowatt_hour", "kilowatt_hours"),
    },
    "Information Storage": {
        "B": ("byte", "bytes"),
        "KB": ("kilobyte", "kilobytes"),
        "MB": ("megabyte", "megabytes"),
        "GB": ("gigabyte", "gigabytes"),
        "TB": ("terabyte", "terabytes"),
    },
    "Angle": {"\u00b0": ("degree", "degrees"), "rad": ("radian", "radians")},
    "Concentration Mass": {"mg/dL": (), "g/L": ()},
    "Frequency": {"Hz": ("hertz",), "kHz": ("kilohertz",), "MHz": ("megahertz",)},
    "Power": {"W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"), "hp": ("horsepower",)},
    "Pressure": {"hPa": (), "kPa": (), "bar": ("bars",), "mbar": (), "mmHg": (), "psi": ()},
    # What health samples are counted in.
    "Count": {"count": ("counts",), "count/min": ("bpm",), "%": ("percent",)},
}
_SYMBOLS = {
    word: symbol
    for units in _UNITS.values()
    for symbol, words in units.items()
    for word in (*words, symbol)
}
_TYPES = {symbol: kind for kind, units in _UNITS.items() for symbol in units}


def known_units() -> dict[str, str]:
    """Every word for a unit, and its symbol."""
    return _SYMBOLS


def unit_symbol(text: str) -> str | None:
    """The symbol of a unit, by itself or by a word; None for an unknown unit."""
    return _SYMBOLS.get(text) or _SYMBOLS.get(text.lower())


def unit_type(symbol: str) -> str | None:
    """The kind of measurement that a unit belongs to; None for an unknown unit."""
    return _TYPES.get(_SYMBOLS.get(symbol, symbol))


def unit_state(text: str) -> Any:
    """The state of a parameter that is a unit; the text itself for an unknown unit."""
    symbol = unit_symbol(text)
    if symbol is None:
        return text
    return PlainDictionary({"WFNSUnitSymbol": symbol, "WFNSUnitType": _TYPES[symbol]})
