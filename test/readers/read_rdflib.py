"""The two spellings of graphs as rdflib reads them, compared as sets of triples; the shapes are read too."""

import json
import logging
import pathlib
import sys

import rdflib

logging.disable(logging.CRITICAL)
rdflib.NORMALIZE_LITERALS = False


def triples(path, form):
    graph = rdflib.ConjunctiveGraph()
    graph.parse(path, format=form)
    return {" ".join(term.n3() for term in triple) for triple in graph.triples((None, None, None))}


def compare(folder):
    quads = triples(folder / "graph.nq", "nquads")
    jsonld = triples(folder / "graph.jsonld", "json-ld")
    return {
        "triples": len(quads),
        "only_quads": sorted(quads - jsonld)[:5],
        "only_jsonld": sorted(jsonld - quads)[:5],
        "shapes": len(triples(folder / "shapes.ttl", "turtle")),
    }


json.dump({folder: compare(pathlib.Path(folder)) for folder in sys.argv[1:]}, sys.stdout)
