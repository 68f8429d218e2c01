"""Flat OpenDocument spreadsheets of a folder: the type and value of each cell, by the name of the file."""

import json
import pathlib
import sys
import xml.etree.ElementTree as tree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
VALUES = {"float": ("number", "value"), "percentage": ("number", "value"), "date": ("date", "date-value"), "boolean": ("boolean", "boolean-value")}


def words(node):
    """Text of a paragraph: runs of blanks, tabs and line ends are elements."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == TEXT + "s":
            parts.append(" " * int(child.get(TEXT + "c", "1")))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        else:
            parts.append(words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def cell(node):
    kind = node.get(OFFICE + "value-type")
    if kind in VALUES:
        name, attribute = VALUES[kind]
        return {"type": name, "value": node.get(OFFICE + attribute)}
    text = "\n".join(words(paragraph) for paragraph in node.findall(TEXT + "p"))
    return {"type": "text" if text else "empty", "value": text}


def rows(sheet):
    found = []
    for row in sheet.iter(TABLE + "table-row"):
        cells = []
        for node in row:
            if node.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                cells += [cell(node)] * min(int(node.get(TABLE + "number-columns-repeated", "1")), 100)
        repeated = int(row.get(TABLE + "number-rows-repeated", "1"))
        found += [cells] * (repeated if any(each["value"] for each in cells) else min(repeated, 2))
    return found


sheets = {}
for path in pathlib.Path(sys.argv[1]).glob("*.fods"):
    [sheet] = tree.parse(path).getroot().iter(TABLE + "table")
    sheets[path.stem] = rows(sheet)
json.dump(sheets, sys.stdout)
