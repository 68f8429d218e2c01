import { compareCodePoints } from './emit/rdf/order.ts';

const SHOWN = 10;
const BLANK = /^_:|> _:\S+ \.$/;

/**
 * Compares the two spellings of a graph: what a JSON-LD processor, in safe mode and without network, makes of the one as
 * canonical N-Quads (RDFC-1.0), and the other. Gives what differs and what neither may hold, in sentences; none: they agree.
 * Needs several times the memory of the graph and is slow: for tests and on demand.
 */
export async function prove(jsonldText: string, nquadsText: string): Promise<string[]> {
  const lines = nquadsText.split('\n').slice(0, -1);
  const formal = [...lineProblems(nquadsText, lines), ...contextProblems(jsonldText)];
  try {
    const canonical = (await canonize(JSON.parse(jsonldText))).split('\n').slice(0, -1);
    return [
      ...formal,
      ...missing(canonical, new Set(lines), 'The JSON-LD has a triple that the N-Quads lack'),
      ...missing(lines, new Set(canonical), 'The N-Quads have a triple that the JSON-LD lacks'),
    ];
  } catch (error) {
    return [...formal, `The JSON-LD can't be read: ${reasonOf(error)}`];
  }
}

async function canonize(document: object): Promise<string> {
  const { default: jsonld } = await import('jsonld');
  return jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    safe: true,
    documentLoader: async url => {
      throw new Error(`Unexpected address ${url}, expected all that is needed within the document`);
    },
  });
}

function lineProblems(text: string, lines: readonly string[]): string[] {
  const unordered = lines.findIndex((line, at) => at > 0 && compareCodePoints(lines[at - 1]!, line) >= 0);
  return [
    ...(text === '' || text.endsWith('\n') ? [] : ['The N-Quads end without a line feed.']),
    ...(unordered === -1
      ? []
      : [`The N-Quads are out of order or doubled at line ${unordered + 1}: ${lines[unordered]}`]),
    ...shorten(lines.filter(line => BLANK.test(line)).map(line => `The N-Quads have a blank node: ${line}`)),
  ];
}

function contextProblems(text: string): string[] {
  return /"@vocab"\s*:/.test(text)
    ? ['The JSON-LD has a context with `@vocab`, which hides keys that nobody defined.']
    : [];
}

function missing(lines: readonly string[], others: ReadonlySet<string>, words: string): string[] {
  return shorten(lines.filter(line => !others.has(line)).map(line => `${words}: ${line}`));
}

function shorten(problems: string[]): string[] {
  const rest = problems.length - SHOWN;
  return rest > 0 ? [...problems.slice(0, SHOWN), `… and ${rest} more of this kind.`] : problems;
}

/** In safe mode the reason is an event in the error's details. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { details } = error as { readonly details?: { readonly event?: object } };
  return details?.event ? `${error.message} ${JSON.stringify(details.event)}` : error.message;
}
