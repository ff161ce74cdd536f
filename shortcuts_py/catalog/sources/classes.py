"""The editor's parameter classes and the system's content classes, as types.

Facts: the classes of `WFActions` (138 over all generations, each written
`WF...Parameter`), the kinds that a dump of the running system gives them, and the
content item classes and Objective-C classes named as output types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shortcuts_py.catalog.sources.values import Fields
from shortcuts_py.catalog.types import (
    AnyType,
    AppType,
    BooleanType,
    ContactType,
    ContentType,
    CurrencyType,
    DateType,
    DictionaryType,
    EntityType,
    EnumerationCase,
    EnumerationType,
    FileType,
    ListType,
    LocationType,
    MeasurementType,
    NumberType,
    QueryType,
    ShortcutType,
    TextType,
    UnionType,
    UnknownType,
    UrlType,
    ValueType,
)

__all__ = ["class_type", "content_type", "output_type", "parameter_type"]

_DYNAMIC = EnumerationType(dynamic=True)
_CLASSES: Mapping[str, ValueType] = {
    "TextInput": TextType(), "OSAScriptEditor": TextType(multiline=True),
    "CustomDateFormat": TextType(), "VariableField": TextType(), "SSHKey": TextType(),
    "URL": UrlType(), "Switch": BooleanType(), "Expanding": BooleanType(),
    "NumberField": NumberType(), "Slider": NumberType(), "Stepper": NumberType(integer=True),
    "NumericDynamicEnumeration": NumberType(), "SpeakTextRate": NumberType(),
    "SearchLocalBusinessesRadius": MeasurementType(measures="length"),
    "DateField": DateType(), "DatePicker": DateType(), "DateActionYearPicker": DateType(),
    "HealthActionStartDateField": DateType(), "HealthActionEndDateField": DateType(),
    "HealthCategoryStartDateField": DateType(), "HealthCategoryEndDateField": DateType(),
    "VariablePicker": AnyType(variable=True), "Dictionary": DictionaryType(),
    "Array": ListType(item=TextType()), "ContentArray": ListType(item=AnyType()),
    "ChooseFromMenuArray": ListType(item=TextType()), "TagField": ListType(item=TextType()),
    "EvernoteTagsTagField": ListType(item=TextType()), "FilePicker": FileType(),
    "DynamicTagField": ListType(item=TextType()), "Location": LocationType(),
    "LocationField": LocationType(), "AppPicker": AppType(), "IntentAppPicker": AppType(),
    "MapsAppPicker": AppType(), "Filter": QueryType(),
    "EmailAddressField": ContactType(reached_by="email"),
    "PhoneNumberField": ContactType(reached_by="phone"),
    "ContactField": ContactType(), "ContactHandleField": ContactType(reached_by="email or phone"),
    "DurationQuantityField": MeasurementType(measures="duration"),
    "UnitQuantityField": MeasurementType(), "HealthQuantityField": MeasurementType(),
    "HealthQuantityAdditionalField": MeasurementType(),
    "WorkoutGoalQuantityField": MeasurementType(), "CurrencyQuantityField": CurrencyType(),
    "WorkflowPicker": ShortcutType(), "StoredValueVariableField": TextType(),
    "ConditionalSubject": AnyType(variable=True), "ColorPicker": TextType(dynamic=True),
    "TimeOffset": MeasurementType(measures="duration"),
    "TimeInterval": MeasurementType(measures="duration"),
}  # fmt: skip
_PICKED = ("Picker", "Picker2", "Project")
_KINDS: Mapping[str, ValueType] = {
    "text": TextType(), "string": TextType(), "bool": BooleanType(), "number": NumberType(),
    "plainNumber": NumberType(), "dictionary": DictionaryType(), "picker": AnyType(variable=True),
    "any": AnyType(), "date": DateType(), "file": FileType(), "app": AppType(),
    "plainString": TextType(), "quantity": MeasurementType(), "filter": QueryType(),
    "subject": AnyType(variable=True), "url": UrlType(),
    "list": ListType(item=AnyType()), "array": ListType(item=AnyType()),
}  # fmt: skip
_CONTENT: Mapping[str, ValueType] = {
    "NSString": TextType(), "WFStringContentItem": TextType(), "string": TextType(),
    "NSAttributedString": TextType(rich=True), "WFRichTextContentItem": TextType(rich=True),
    "attributedString": TextType(rich=True),
    "NSNumber": NumberType(), "NSDecimalNumber": NumberType(), "WFNumberContentItem": NumberType(),
    "number": NumberType(), "decimal": NumberType(), "int": NumberType(integer=True),
    "WFBooleanContentItem": BooleanType(), "bool": BooleanType(),
    "NSDate": DateType(), "WFDateContentItem": DateType(), "date": DateType(),
    "dateComponents": DateType(parts="components"),
    "dateInterval": ContentType(name="dateInterval"),
    "NSURL": UrlType(), "WFURLContentItem": UrlType(), "url": UrlType(),
    "NSDictionary": DictionaryType(), "WFDictionaryContentItem": DictionaryType(),
    "dictionary": DictionaryType(), "CLLocation": LocationType(), "MKMapItem": LocationType(),
    "WFLocationContentItem": LocationType(), "placemark": LocationType(),
    "WFContact": ContactType(), "WFContactContentItem": ContactType(), "person": ContactType(),
    "WFEmailAddress": ContactType(reached_by="email"),
    "WFPhoneNumber": ContactType(reached_by="phone"),
    "WFContentItem": AnyType(), "file": FileType(), "intentsFile": FileType(),
    "WFGenericFileContentItem": FileType(), "public.data": FileType(),
    "public.item": FileType(), "app": AppType(), "builtin.app": AppType(),
    "shortcut": ShortcutType(), "currencyAmount": CurrencyType(),
    "genericMeasurement": MeasurementType(), "duration": MeasurementType(measures="duration"),
    "length": MeasurementType(measures="length"), "mass": MeasurementType(measures="mass"),
    "temperature": MeasurementType(measures="temperature"),
    "searchableItem": ContentType(name="searchableItem"),
}  # fmt: skip


def class_type(class_name: str | None, kind: str | None = None) -> ValueType:
    """The type of an editor class such as `WFSwitchParameter`, or of a dump's kind."""
    if class_name:
        short = class_name.removeprefix("WF").removesuffix("Parameter")
        found = _CLASSES.get(short)
        if found is not None:
            return found
        if short == "Enumeration":
            return EnumerationType()
        if "Enumeration" in short or short.endswith(_PICKED) or kind in {"string", "picker"}:
            return _DYNAMIC
    if kind:
        return _KINDS.get(kind, UnknownType(name=class_name or kind))
    return UnknownType(name=class_name)


def parameter_type(class_name: str | None, entry: Fields) -> ValueType:
    """The type of a parameter with the details that its definition adds."""
    base = class_type(class_name)
    items = entry.get("Items")
    if isinstance(items, list):
        return _enumeration(base, items, entry)
    if isinstance(base, TextType):
        multiline = entry.flag("Multiline")
        return base if multiline is None else base.model_copy(update={"multiline": multiline})
    if isinstance(base, NumberType):
        low, high = entry.number("MinimumValue"), entry.number("MaximumValue")
        if low is not None or high is not None:
            return base.model_copy(update={"minimum": low, "maximum": high})
    if isinstance(base, FileType):
        types = entry.texts("FilePickerSupportedTypes")
        return FileType(content_types=tuple(types)) if types else base
    if isinstance(base, MeasurementType):
        units, measures = entry.texts("PossibleUnits"), entry.text("WFUnitType")
        if units or measures:
            return MeasurementType(measures=measures or base.measures, units=tuple(units))
    return base


def _enumeration(base: ValueType, items: Iterable[object], entry: Fields) -> ValueType:
    titles = entry.texts("ItemDisplayNames")
    cases = []
    for position, item in enumerate(items):
        if isinstance(item, bool) or not isinstance(item, (str, int, float)):
            entry.problems.add(f"{entry.at('Items')}[{position}]", "text is expected")
            continue
        title = titles[position] if position < len(titles) else None
        cases.append(EnumerationCase(value=str(item), title=title))
    dynamic = isinstance(base, EnumerationType) and base.dynamic
    return EnumerationType(cases=tuple(cases), dynamic=dynamic)


def content_type(name: str) -> ValueType:
    """The type that a content class, an Objective-C class or a type identifier names."""
    found = _CONTENT.get(name)
    if found is not None:
        return found
    if name.endswith("Entity") and "." in name:
        return EntityType(name=name)
    if name.startswith(("public.", "com.adobe.", "com.compuserve.", "com.apple.m4", "org.")):
        return FileType(content_types=(name,))
    return ContentType(name=name)


def output_type(names: Iterable[str]) -> ValueType | None:
    """One type for all the names of an action's result; None without any."""
    found: list[ValueType] = []
    for name in names:
        if name != "none" and (kind := content_type(name)) not in found:
            found.append(kind)
    if not found:
        return None
    return found[0] if len(found) == 1 else UnionType(options=tuple(found))
