import { type Edit, type Problem, rules } from '../messages.ts';
import type { Place } from '../place.ts';

/** Problems as a log of SARIF 2.1.0, which code hosts and editors show in place. Offsets leave a byte order mark out. */
export function asSarif(problems: readonly Problem[]): string {
  const ids = Object.keys(rules).sort();
  const driver = {
    name: 'lodemark',
    rules: Object.entries(rules)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { severity }]) => ({ id, defaultConfiguration: { level: severity } })),
  };
  const results = problems.map(problem => ({ ...resultOf(problem), ruleIndex: ids.indexOf(problem.rule) }));
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

function resultOf({ rule, severity, message, place, related, fix }: Problem): object {
  const others = related.map((other, id) => ({ id, ...locationOf(other.place), message: { text: other.says } }));
  return {
    ruleId: rule,
    level: severity,
    message: { text: message },
    locations: [locationOf(place)],
    ...(others.length > 0 && { relatedLocations: others }),
    ...(fix && { fixes: [fixOf(fix, place)] }),
  };
}

function locationOf({ path, start, end }: Place): { physicalLocation: object } {
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } };
}

function fixOf(edits: readonly Edit[], { path }: Place): object {
  const replacements = edits.map(({ start, end, text }) => ({
    deletedRegion: { charOffset: start, charLength: end - start },
    insertedContent: { text },
  }));
  return { artifactChanges: [{ artifactLocation: { uri: uriOf(path) }, replacements }] };
}

/** A path as a relative reference (RFC 3986); a drive's letter isn't taken for a scheme. */
function uriOf(path: string): string {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return /^[A-Za-z]%3A/.test(uri) ? `file:///${uri.replace('%3A', ':')}` : uri;
}
