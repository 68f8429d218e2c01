import type { Row } from '../../model.ts';
import { childIri, isTold, type NodeRules, type Rule, type TableGraph } from './mapping.ts';
import { compareCodePoints, sortByCodePoint } from './order.ts';
import { RDF } from './vocabularies.ts';

/** Takes lines of one subject (`<iri>`): sorted by code point, unique, each ending in a line feed. */
export type TakeLines = (subject: string, lines: string) => void;

/** One predicate of a node, with all that its objects can be. */
interface Step {
  /** ` <predicate> ` */
  readonly open: string;
  /** The only rule, where it gives one object at most: the case in which there is nothing to sort. */
  readonly single: Rule | null;
  readonly rules: readonly Rule[];
  readonly children: readonly QuadNode[];
}

/** Steps in the order of their predicates, those before and after rdf:type apart. */
interface QuadNode {
  readonly name: string;
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
  const { subject, asides, nest } = table;
  return (row, take) => {
    for (const aside of asides) takeAside(aside.rule, `<${aside.subject(row)}>`, row, take);
    if (subject === null) return;
    const iri = subject(row);
    if (nest && !nest.reverse) takeLink(`<${nest.parent(row)}>`, nest.predicate, iri, take);
    takeNode(node, iri, table.types(row), row, take);
  };
}

function takeAside(rule: Rule, subject: string, row: Row, take: TakeLines): void {
  const lines = joinLines(subject, ` <${rule.predicate}> `, ruleObjects(rule, row));
  if (lines !== '') take(subject, lines);
}

function takeLink(subject: string, predicate: string, iri: string, take: TakeLines): void {
  take(subject, `${subject} <${predicate}> <${iri}>${END}`);
}

function takeNode(node: QuadNode, iri: string, types: readonly string[], row: Row, take: TakeLines): void {
  const subject = `<${iri}>`;
  let lines = stepLines(node.before, iri, subject, row);
  for (const type of types) lines += `${subject}${TYPE}<${type}>${END}`;
  lines += stepLines(node.after, iri, subject, row);
  if (lines !== '') take(subject, lines);
  for (const child of node.children) {
    if (isTold(child.source, row)) takeNode(child, childIri(iri, child.name), child.source.classes, row, take);
  }
}

function stepLines(steps: readonly Step[], iri: string, subject: string, row: Row): string {
  let lines = '';
  for (const step of steps) {
    if (step.single) {
      const value = step.single.read(row);
      if (value !== null) lines += subject + step.open + step.single.form.quad(value as string, row) + END;
    } else lines += joinLines(subject, step.open, stepObjects(step, iri, row));
  }
  return lines;
}

function stepObjects({ rules, children }: Step, iri: string, row: Row): string[] {
  const told = children.filter(child => isTold(child.source, row)).map(child => `<${childIri(iri, child.name)}>`);
  return [...rules.flatMap(rule => ruleObjects(rule, row)), ...told];
}

function ruleObjects({ read, form }: Rule, row: Row): string[] {
  const value = read(row);
  if (value === null) return [];
  return typeof value === 'object' ? value.map(item => form.quad(item, row)) : [form.quad(value, row)];
}

function joinLines(subject: string, open: string, objects: string[]): string {
  if (objects.length > 1)
    return sortByCodePoint([...new Set(objects)])
      .map(object => subject + open + object + END)
      .join('');
  return objects.length === 1 ? subject + open + objects[0] + END : '';
}

function compileNode(source: NodeRules): QuadNode {
  const children = source.children.map(compileNode);
  const predicates = [...source.rules, ...source.children].map(({ predicate }) => predicate);
  const steps = [...new Set(predicates)]
    .sort(compareCodePoints)
    .map(predicate => compileStep(predicate, source, children));
  const isBefore = ({ open }: Step) => compareCodePoints(open, TYPE) < 0;
  return {
    name: source.name,
    source,
    before: steps.filter(isBefore),
    after: steps.filter(step => !isBefore(step)),
    children,
  };
}

function compileStep(predicate: string, source: NodeRules, nodes: readonly QuadNode[]): Step {
  const rules = source.rules.filter(rule => rule.predicate === predicate);
  const children = nodes.filter(node => node.source.predicate === predicate);
  const [rule] = rules;
  const single = rule && rules.length + children.length === 1 && !rule.many ? rule : null;
  return { open: ` <${predicate}> `, single, rules, children };
}
