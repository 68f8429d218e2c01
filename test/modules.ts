import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What a module imports: a path relative to pipeline/ for ours, the name as it stands for others'. */
export interface Import {
  readonly from: string;
  /** Gone once the types are stripped. */
  readonly typeOnly: boolean;
  /** `export … from` of values. */
  readonly passedOn: boolean;
  /** `import(…)`: only when it comes to that. */
  readonly lazy: boolean;
}
export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Texts in it, such as the path of a package's file that is read and not imported. */
  readonly texts: ReadonlySet<string>;
  /** Globals that reach outside, as they are used: `process`, `Date.now`, `new Date()`. */
  readonly effects: ReadonlySet<string>;
}

const PIPELINE = fileURLToPath(new URL('../pipeline/', import.meta.url));
const GLOBALS = new Set(['process', 'console', 'performance', 'fetch', 'setTimeout', 'setInterval', '__dirname']);
const MEMBERS = new Set(['Date.now', 'Math.random', 'Intl.DateTimeFormat', 'Intl.NumberFormat', 'Intl.Collator']);
const METHODS = /^(?:toLocale\w+|localeCompare)$/;

/** The modules of pipeline/, by path relative to it. */
export function readModules(): ReadonlyMap<string, Module> {
  const paths = readdirSync(PIPELINE, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/'));
  const sources = paths.filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts')).sort();
  return new Map(sources.map(path => [path, readModule(path)]));
}

function readModule(path: string): Module {
  const text = readFileSync(join(PIPELINE, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const effects = new Set<string>();
  const texts = new Set<string>();
  const add = (specifier: ts.Expression | undefined, how: Partial<Omit<Import, 'from'>>): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const from = specifier.text.startsWith('.') ? posix.join(dirname(path), specifier.text) : specifier.text;
    imports.push({ from, typeOnly: false, passedOn: false, lazy: false, ...how });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      return add(node.moduleSpecifier, { typeOnly: node.importClause?.isTypeOnly ?? false });
    if (ts.isExportDeclaration(node))
      return add(node.moduleSpecifier, { typeOnly: isTypeExport(node), passedOn: !isTypeExport(node) });
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], { lazy: true });
    if (ts.isCallExpression(node) && node.expression.getText() === 'require') add(node.arguments[0], {});
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    const effect = effectOf(node);
    if (effect !== null) effects.add(effect);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, imports, texts, effects };
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  const all = exportClause && ts.isNamedExports(exportClause) && exportClause.elements.every(item => item.isTypeOnly);
  return isTypeOnly || all === true;
}

function effectOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const { text } = node.name;
    const member = `${ts.isIdentifier(node.expression) ? node.expression.text : ''}.${text}`;
    return MEMBERS.has(member) ? member : METHODS.test(text) ? text : null;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date')
    return (node.arguments?.length ?? 0) === 0 ? 'new Date()' : null;
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text)) return null;
  const isName =
    (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
    ts.isPropertyAssignment(node.parent) ||
    ts.isPropertySignature(node.parent);
  return isName ? null : node.text;
}
