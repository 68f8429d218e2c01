"""JSON-LD as canonical N-Quads, as PyLD makes them, without network."""

import json
import sys

from pyld import jsonld


def refuse(url, options):
    raise ValueError(f"Unexpected address {url}, expected all that is needed within the document")


jsonld.set_document_loader(refuse)
with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
sys.stdout.write(jsonld.normalize(document, {"algorithm": "URDNA2015", "format": "application/n-quads"}))
