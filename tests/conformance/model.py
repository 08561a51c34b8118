#!/usr/bin/env python3
"""Makes `src/local/model/*.txt`, what the services' models say of the inputs that the lake takes: model.py [--check]

One line for each operation and shape, in columns; the shapes are those that an operation of `fixtures/local-operations.txt`
reaches. The facts are those of AWS's own models, which botocore carries. With --check nothing is written, and a
difference is an error.
"""

import os
import sys

import botocore.session

HERE = os.path.dirname(os.path.abspath(__file__))
COVERED = os.path.join(HERE, "../../fixtures/local-operations.txt")
MODELS = os.path.join(HERE, "../../src/local/model")
# The names that signatures have for services, and botocore's. S3 has no model that it enforces.
SERVICES = {
    "athena": "athena",
    "events": "events",
    "glue": "glue",
    "iam": "iam",
    "lakeformation": "lakeformation",
    "logs": "logs",
    "monitoring": "cloudwatch",
    "sts": "sts",
}
HEAD = "# What the service's model says of inputs. Made by tests/conformance/model.py; not edited by hand.\n"


def bounds(shape):
    """`least..most`, each where there is one; nothing where there is neither."""
    least, most = shape.metadata.get("min", ""), shape.metadata.get("max", "")
    return "" if least == most == "" else f"{least}..{most}"


def line(shape):
    kind = shape.type_name
    if kind == "structure":
        required = set(shape.required_members)
        members = (f"{name}{'!' * (name in required)}:{member.name}" for name, member in shape.members.items())
        return [kind, shape.name, " ".join(members)]
    if kind == "list":
        return [kind, shape.name, bounds(shape), shape.member.name]
    if kind == "map":
        return [kind, shape.name, bounds(shape), shape.key.name, shape.value.name]
    if kind == "string" and shape.enum:
        return ["enum", shape.name, *shape.enum]
    if kind == "string":
        return [kind, shape.name, bounds(shape), shape.metadata.get("pattern", "")]
    return [kind, shape.name, bounds(shape)]


def reach(shape, found):
    """A shape and what it is made of, by name."""
    if shape.name in found:
        return
    found[shape.name] = line(shape)
    parts = {"structure": lambda: shape.members.values(), "list": lambda: [shape.member]}
    parts["map"] = lambda: [shape.key, shape.value]
    for part in parts.get(shape.type_name, list)():
        reach(part, found)


def model(signing_name, operations):
    service = botocore.session.get_session().get_service_model(SERVICES[signing_name])
    found, lines = {}, []
    for operation in operations:
        shape = service.operation_model(operation).input_shape
        lines.append(["operation", operation, shape.name if shape else ""])
        if shape:
            reach(shape, found)
    lines += [found[name] for name in sorted(found)]
    return HEAD + "".join("\t".join(line).rstrip("\t") + "\n" for line in lines)


def main():
    with open(COVERED, encoding="utf-8") as file:
        covered = [line.split() for line in file if line.strip()]
    stale = []
    for signing_name in SERVICES:
        text = model(signing_name, [operation for service, operation in covered if service == signing_name])
        path = os.path.join(MODELS, f"{signing_name}.txt")
        old = open(path, encoding="utf-8").read() if os.path.exists(path) else None
        if old == text:
            continue
        stale.append(os.path.relpath(path))
        if "--check" not in sys.argv:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    if stale:
        print("other than the models say, made anew by tests/conformance/model.py:", *stale)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
