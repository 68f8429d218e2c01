/** Where a cursor is in YAML that need not be whole: the keys that lead there, and what is being written. */
export interface YamlPath {
  /** Keys from the outermost; those of lists are left out. */
  readonly keys: readonly string[];
  readonly at: 'key' | 'value';
  /** What stands between the beginning of the word and the cursor. */
  readonly word: string;
  /** Whether there is a line or bracket of its own for each item. */
  readonly inList: boolean;
}

interface Frame {
  readonly kind: 'map' | 'list';
  /** Columns from the margin; `null` inside brackets. */
  readonly indent: number | null;
  key: string | null;
}

/**
 * Reads YAML up to a cursor as far as an editor needs it: block and flow mappings and lists, quoted words, comments. What the
 * parser would refuse gives some path all the same, since what is being written is seldom right.
 */
export function yamlPathAt(text: string): YamlPath {
  const frames: Frame[] = [];
  let word = '';
  let indent = 0;
  let isValue = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const inFlow = frames.at(-1)?.indent === null;
    let rest = line;
    if (!inFlow) {
      isValue = false;
      indent = indentOf(line);
      rest = enterLine(frames, line);
    }
    word = '';
    for (const token of rest.matchAll(TOKEN)) {
      const [found] = token;
      if (found.startsWith('#')) {
        isValue = true;
        word = '';
        break;
      }
      const flow = frames.at(-1)?.indent === null;
      if (found === '{' || found === '[') {
        frames.push({ kind: found === '{' ? 'map' : 'list', indent: null, key: null });
        isValue = found === '[';
        word = '';
      } else if (flow && (found === '}' || found === ']')) {
        frames.pop();
        isValue = true;
        word = '';
      } else if (flow && found === ',') {
        const top = frames.at(-1)!;
        top.key = null;
        isValue = top.kind === 'list';
        word = '';
      } else if (/^:(?:\s|$)/.test(found)) {
        setKey(frames, word.trim(), indentOf(line));
        isValue = true;
        word = '';
      } else if (/^\s+$/.test(found)) word = word === '' ? '' : word + found;
      else word += found;
    }
  }
  const top = frames.at(-1);
  return {
    ...pathOf(frames, isValue || top?.kind === 'list', indent),
    word: word.trimStart().replace(/^["']/, ''),
    inList: top?.kind === 'list' || frames.at(-2)?.kind === 'list',
  };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\s|^)#.*|[{}[\],]|:(?=\s|$)\s?|\s+|[^\s{}[\],:"'#]+|./g;

/** Leaves the frames that a line's indent is outside of; what is left of the line after `- `. */
function enterLine(frames: Frame[], line: string): string {
  if (line.trim() === '' && line === '') return line;
  const indent = indentOf(line);
  const rest = line.slice(indent);
  const item = /^-(?:\s+|$)/.exec(rest);
  while (frames.length > 0) {
    const top = frames.at(-1)!;
    // A list may stand as far in as the key that it belongs to.
    const isBeside = top.indent === indent && (top.kind === 'map' || item !== null);
    if (top.indent === null || top.indent < indent || isBeside) break;
    frames.pop();
  }
  if (!item) return rest;
  if (frames.at(-1)?.kind !== 'list' || frames.at(-1)!.indent !== indent)
    frames.push({ kind: 'list', indent, key: null });
  return rest.slice(item[0].length);
}

/** A key of the innermost mapping; a block mapping begins with its first. */
function setKey(frames: Frame[], key: string, indent: number): void {
  const name = key.replace(/^(["'])(.*)\1$/, '$2');
  const top = frames.at(-1);
  if (top?.kind === 'map' && (top.indent === null || top.indent === indent)) top.key = name;
  else if (top?.kind === 'list')
    frames.push({ kind: 'map', indent: top.indent === null ? null : indent + 2, key: name });
  else frames.push({ kind: 'map', indent, key: name });
}

function pathOf(frames: readonly Frame[], isValue: boolean, indent: number): Pick<YamlPath, 'keys' | 'at'> {
  const maps = frames.filter(({ kind }) => kind === 'map');
  // A key that is being written at the margin of a mapping stands beside its last one, not below it.
  const isBeside = !isValue && frames.at(-1)?.indent !== null;
  const open = isBeside ? maps.filter(map => map.indent === null || map.indent < indent) : maps;
  return { keys: open.flatMap(({ key }) => (key === null ? [] : [key])), at: isValue ? 'value' : 'key' };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
