import type { Row } from '../../model.ts';
import { type Aside, isTold, type NodeRules, type Rule, type TableGraph } from './mapping.ts';
import { compareCodePoints, sortByCodePoint, sortLines } from './order.ts';
import { RDF } from './vocabularies.ts';

/**
 * Takes lines that are sorted by code point, unique and end in a line feed each. All of them begin with `beginning`: a whole
 * subject (`<iri>`), or one with a fragment left open (`<iri#s_1`) where the nodes that hang on it are among the lines.
 */
export type TakeLines = (beginning: string, lines: string) => void;

/** One predicate of a node, with all that its objects can be. */
interface Step {
  /** ` <predicate> ` */
  readonly open: string;
  readonly rules: readonly Rule[];
  readonly children: readonly QuadNode[];
  /** The only rule, where it gives one object at most: nothing to sort, and ends that can be joined beforehand. */
  readonly single: { readonly rule: Rule; readonly open: string; readonly close: string } | null;
}

/** Steps in the order of their predicates, those before and after rdf:type apart. */
interface QuadNode {
  readonly source: NodeRules;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
  readonly children: readonly QuadNode[];
}

const TYPE = ` <${RDF}type> `;
const END = ' .\n';

/**
 * Compiles a table's mapping to a function that writes a row as canonical N-Quads. Predicates are put in order here, once,
 * so that the lines of a row come out sorted and only objects of the same predicate are ever compared.
 */
export function compileQuads(table: TableGraph): (row: Row, take: TakeLines) => void {
  const node = compileNode(table.node);
  const merges = isTangled(node);
  const { subject, asides, nest, fragment } = table;
  return (row, take) => {
    for (const aside of asides) takeAside(aside, row, take);
    if (subject === null) return;
    const iri = subject.full(row);
    if (nest && !nest.reverse) takeLink(nest.parent.full(row), nest.predicate, iri, take);
    if (!fragment || node.children.length === 0) return takeNode(node, iri, table.types(row), row, take);
    let all = '';
    takeNode(node, iri, table.types(row), row, (_, lines) => {
      all += lines;
    });
    take(`<${iri}`, merges ? sortLines(all, `<${iri}`) : all);
  };
}

/** The nodes that hang on a node come first: where it has a fragment their IRIs begin like its own, and `-` sorts before `>`. */
function takeNode(node: QuadNode, iri: string, types: readonly string[], row: Row, take: TakeLines): void {
  for (const child of node.children) {
    if (isTold(child.source, row)) takeNode(child, iri, child.source.classes, row, take);
  }
  // Joined, not added: it is copied into every line, and a sum is only put together when it is read.
  const subject = ['<', iri, node.source.suffix, '>'].join('');
  let lines = '';
  for (const step of node.before) lines += stepLines(step, iri, subject, row);
  for (const type of types) lines += `${subject}${TYPE}<${type}>${END}`;
  for (const step of node.after) lines += stepLines(step, iri, subject, row);
  if (lines !== '') take(subject, lines);
}

function takeAside({ rule, subject }: Aside, row: Row, take: TakeLines): void {
  const objects = objectsOf(rule, row);
  if (objects.length === 0) return;
  const iri = `<${subject.full(row)}>`;
  take(iri, objectLines(iri, ` <${rule.predicate}> `, objects));
}

function takeLink(subject: string, predicate: string, iri: string, take: TakeLines): void {
  take(`<${subject}>`, `<${subject}> <${predicate}> <${iri}>${END}`);
}

function stepLines({ open, single, rules, children }: Step, iri: string, subject: string, row: Row): string {
  if (single) {
    const value = single.rule.read(row);
    return value === null ? '' : subject + single.open + single.rule.form.text(value as string, row) + single.close;
  }
  let links = '';
  if (rules.length === 0) {
    for (const { source } of children) {
      if (isTold(source, row)) links += `${subject}${open}<${iri}${source.suffix}>${END}`;
    }
    return links;
  }
  const told = children.filter(({ source }) => isTold(source, row)).map(({ source }) => `<${iri}${source.suffix}>`);
  return objectLines(subject, open, [...rules.flatMap(rule => objectsOf(rule, row)), ...told]);
}

function objectsOf({ read, form }: Rule, row: Row): string[] {
  const value = read(row);
  if (value === null) return [];
  const values = typeof value === 'object' ? value : [value];
  return values.map(item => form.open + form.text(item, row) + form.close);
}

function objectLines(subject: string, open: string, objects: string[]): string {
  const sorted = objects.length > 1 ? sortByCodePoint([...new Set(objects)]) : objects;
  return sorted.reduce((lines, object) => lines + subject + open + object + END, '');
}

function compileNode(source: NodeRules): QuadNode {
  const inOrder = (one: QuadNode, other: QuadNode) =>
    compareCodePoints(`${one.source.suffix}>`, `${other.source.suffix}>`);
  const children = source.children.map(compileNode).sort(inOrder);
  const predicates = [...source.rules, ...source.children].map(({ predicate }) => predicate);
  const steps = [...new Set(predicates)]
    .sort(compareCodePoints)
    .map(predicate => compileStep(predicate, source, children));
  const isBefore = ({ open }: Step) => compareCodePoints(open, TYPE) < 0;
  return { source, before: steps.filter(isBefore), after: steps.filter(step => !isBefore(step)), children };
}

function compileStep(predicate: string, source: NodeRules, nodes: readonly QuadNode[]): Step {
  const open = ` <${predicate}> `;
  const rules = source.rules.filter(rule => rule.predicate === predicate);
  const children = nodes.filter(node => node.source.predicate === predicate);
  const [rule] = rules;
  const isSingle = rule && rules.length + children.length === 1 && !rule.many;
  const single = isSingle ? { rule, open: open + rule.form.open, close: rule.form.close + END } : null;
  return { open, rules, children, single };
}

/** Whether the lines of one node can come to stand between those of another: one's name begins with the other's. */
function isTangled({ children }: QuadNode): boolean {
  const suffixes = children.map(({ source }) => source.suffix);
  const begins = suffixes.some(one => suffixes.some(other => other !== one && other.startsWith(one)));
  return begins || children.some(isTangled);
}
