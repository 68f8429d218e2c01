/** Namespaces of the terms that the graph uses beside those that the schemas name. */
export const DCAT = 'http://www.w3.org/ns/dcat#';
export const DCTERMS = 'http://purl.org/dc/terms/';
/** Extended Date/Time Format, the datatype of the Library of Congress. */
export const EDTF = 'http://id.loc.gov/datatypes/edtf/EDTF';
export const GEO = 'http://www.opengis.net/ont/geosparql#';
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
export const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';
export const SCHEMA = 'http://schema.org/';
export const SEM = 'http://semanticweb.cs.vu.nl/2009/11/sem/';
export const SKOS = 'http://www.w3.org/2004/02/skos/core#';
export const VOID = 'http://rdfs.org/ns/void#';
export const XSD = 'http://www.w3.org/2001/XMLSchema#';
export const FOAF = 'http://xmlns.com/foaf/0.1/';
export const IANA = 'https://www.iana.org/assignments/media-types/';
