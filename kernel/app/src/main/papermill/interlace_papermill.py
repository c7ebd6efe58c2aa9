"""Writes the parameters of papermill as Java: papermill -p x 3 gives int x = 3;

Papermill loads this module with its engines; that registers the translator for every Java kernel.
"""

import json
import math
import re

from papermill.engines import NBClientEngine  # the entry point names it
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

__all__ = ["JavaTranslator", "NBClientEngine"]

INT = range(-(2**31), 2**31)
LONG = range(-(2**63), 2**63)
BOXES = {"int": "Integer", "long": "Long", "double": "Double", "float": "Float", "boolean": "Boolean"}
PRIMITIVES = {box: primitive for primitive, box in BOXES.items()}
DECLARATION = re.compile(
    r"^\s*(?:final\s+)?(?P<type>[A-Za-z_$][\w.$]*(?:<[^=;]*>)?(?:\[\])*)\s+(?P<name>[A-Za-z_$][\w$]*)"
    r"\s*=\s*(?P<value>.*?)\s*;\s*(?://\s*(?P<help>.*))?$"
)
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def text(value):
    """A Java literal of the text."""
    return '"' + "".join(ESCAPES.get(c, c if ord(c) >= 32 else f"\\{ord(c):03o}") for c in value) + '"'


def joined(types):
    """The type that values of these types have in common."""
    types = {one for one in types if one != "null"}
    if not types:
        return "Object"
    if len(types) == 1:
        return types.pop()
    if types == {"int", "long"}:
        return "long"
    return "double" if types <= {"int", "long", "double"} else "Object"


def type_of(value):
    """The Java type of a value of JSON or YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int" if value in INT else "long" if value in LONG else "java.math.BigInteger"
    if isinstance(value, float):
        return "double"
    if isinstance(value, list):
        return f"java.util.List<{boxed(joined(type_of(one) for one in value))}>"
    if isinstance(value, dict):
        return f"java.util.Map<String, {boxed(joined(type_of(one) for one in value.values()))}>"
    return "String"


def boxed(type_name):
    return BOXES.get(type_name, type_name)


def last_argument(type_name):
    """The type of the elements of a list, or of the values of a map."""
    inside = type_name[type_name.find("<") + 1 : type_name.rfind(">")]
    depth = 0
    for index, c in enumerate(inside):
        depth += {"<": 1, ">": -1}.get(c, 0)
        if c == "," and depth == 0:
            return inside[index + 1 :].strip()
    return inside.strip() if "<" in type_name else "Object"


def code(value, wanted):
    """Java code of a value as that type."""
    wanted = PRIMITIVES.get(wanted, wanted)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number(value, wanted)
    if isinstance(value, list):
        if wanted.endswith("[]"):
            return "{" + ", ".join(code(one, wanted[:-2]) for one in value) + "}"
        values = ", ".join(code(one, last_argument(wanted)) for one in value)
        return f"java.util.Arrays.asList({values})" if None in value else f"java.util.List.of({values})"
    if isinstance(value, dict):
        pairs = [(text(str(key)), code(one, last_argument(wanted))) for key, one in value.items()]
        if None in value.values():
            puts = " ".join(f"put({key}, {one});" for key, one in pairs)
            return f"new java.util.LinkedHashMap<String, {last_argument(wanted)}>() {{{{ {puts} }}}}"
        if len(pairs) > 10:
            entries = ", ".join(f"java.util.Map.entry({key}, {one})" for key, one in pairs)
            return f"java.util.Map.ofEntries({entries})"
        return "java.util.Map.of(" + ", ".join(f"{key}, {one}" for key, one in pairs) + ")"
    return text(str(value))


def number(value, wanted):
    if isinstance(value, float) and not math.isfinite(value):
        return "Double.NaN" if math.isnan(value) else f"Double.{'POSITIVE' if value > 0 else 'NEGATIVE'}_INFINITY"
    if wanted == "float":
        return f"{float(value)!r}f"
    if isinstance(value, float) or wanted == "double":
        return repr(float(value))
    if value not in LONG:
        return f'new java.math.BigInteger("{value}")'
    return f"{value}L" if wanted == "long" or value not in INT else str(value)


def structure(value):
    """The list or the map that a text of JSON stands for; papermill -p hands on both as text."""
    if isinstance(value, str) and value[:1] + value[-1:] in ("[]", "{}"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def fits(declared, value):
    """Whether a value can be given to a variable that the notebook declares with that type."""
    own = type_of(value)
    if value is None:
        return declared not in BOXES
    if isinstance(value, list):
        return declared.endswith("[]") or (declared.startswith(("List<", "java.util.List<")) and None not in value)
    wider = {"int": ("long", "float", "double"), "long": ("float", "double"), "double": ("float",)}
    plain = PRIMITIVES.get(declared, declared)
    return plain == own or plain in wider.get(own, ())


class JavaTranslator(Translator):
    """Parameters as declarations of Java variables, with the types of the cell tagged parameters where they fit."""

    declared = {}

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        declared, cls.declared = cls.declared, {}
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            wanted = declared.get(name, "")
            if wanted not in ("String", "CharSequence"):
                value = structure(value)
            if not wanted or not fits(wanted, value):
                wanted = "Object" if value is None else type_of(value)
            lines.append(f"{wanted} {name} = {code(value, wanted)};")
        return "\n".join(lines) + "\n"

    @classmethod
    def translate(cls, val):
        return code(val, type_of(val))

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def inspect(cls, parameters_cell):
        found = [match for match in map(DECLARATION.match, parameters_cell["source"].splitlines()) if match]
        cls.declared = {one["name"]: one["type"] for one in found if one["type"] != "var"}
        return [
            Parameter(
                name=one["name"],
                inferred_type_name="None" if one["type"] == "var" else one["type"],
                default=one["value"],
                help=one["help"] or "",
            )
            for one in found
        ]


for name in ("java", "Java", "interlace"):
    papermill_translators.register(name, JavaTranslator)
