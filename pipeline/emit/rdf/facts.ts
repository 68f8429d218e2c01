import { jsonOf } from './json.ts';
import { escapeLiteral, languageTag } from './literal.ts';
import type { Names } from './names.ts';
import type { JsonNode, NodeText } from './nodes.ts';
import type { TakeLines } from './quads.ts';
import { RDF } from './vocabularies.ts';

/** Object of a fact: an absolute IRI, or a literal. */
export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly datatype?: string; readonly language?: string };

/** One triple that comes from no row. Subject and predicate are absolute IRIs. */
export type Fact = readonly [subject: string, predicate: string, object: Term];

/** A literal tagged with its language where that is a language tag. */
export function tagged(text: string, language: string): Term {
  const tag = languageTag(language);
  return tag === null ? { text } : { text, language: tag };
}

/** Gives the lines of canonical N-Quads, one at a time, with their subject (`<iri>`). */
export function takeFacts(facts: readonly Fact[], take: TakeLines): void {
  for (const [subject, predicate, object] of facts) {
    take(`<${subject}>`, `<${subject}> <${predicate}> ${termQuad(object)} .\n`);
  }
}

/** The same as nodes of JSON-LD: keys are compact IRIs, every value is a list. */
export function factTexts(facts: readonly Fact[], names: Names): NodeText[] {
  const nodes = new Map<string, { [key: string]: readonly (string | JsonNode)[] }>();
  for (const [subject, predicate, object] of facts) {
    const node = nodes.get(subject) ?? {};
    const isType = predicate === `${RDF}type` && 'iri' in object;
    const key = isType ? 'type' : names.shorten(predicate);
    node[key] = [...(node[key] ?? []), isType ? names.shorten(object.iri) : termNode(object, names)];
    nodes.set(subject, node);
  }
  return [...nodes].map(([subject, node]) => {
    const id = names.compact(subject);
    return { id, text: jsonOf({ id, ...node }) };
  });
}

function termQuad(term: Term): string {
  if ('iri' in term) return `<${term.iri}>`;
  const text = `"${escapeLiteral(term.text)}"`;
  if (term.language !== undefined) return `${text}@${term.language}`;
  return term.datatype === undefined ? text : `${text}^^<${term.datatype}>`;
}

function termNode(term: Term, names: Names): string | JsonNode {
  if ('iri' in term) return { id: names.compact(term.iri) };
  if (term.language !== undefined) return { '@value': term.text, '@language': term.language };
  return term.datatype === undefined ? term.text : { '@value': term.text, '@type': names.shorten(term.datatype) };
}
