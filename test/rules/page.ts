/** An example of the authoring guide, and the messages that stand below it. */
export interface Example {
  readonly kind: 'bad' | 'good';
  /** `whole`: with its front matter; `escaped`: with signs for what can't be seen; `fixed`: what `--fix` makes of the one before. */
  readonly flags: ReadonlySet<string>;
  readonly text: string;
  readonly messages: readonly string[];
  /** Of its opening fence. */
  readonly line: number;
}

export interface RuleEntry {
  readonly id: string;
  readonly severity: string;
  readonly examples: readonly Example[];
}

/** What the page of all rules in `source/README.md` says. */
export interface RulesPage {
  readonly registry: string;
  readonly rules: readonly RuleEntry[];
}

interface Open {
  readonly id: string;
  severity: string;
  readonly examples: (Example & { readonly messages: string[] })[];
}

export function readPage(markdown: string): RulesPage {
  const lines = markdown.slice(markdown.indexOf('\n## Every rule\n')).split('\n');
  const before = markdown.slice(0, markdown.indexOf('\n## Every rule\n')).split('\n').length;
  const rules: Open[] = [];
  let registry = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const heading = /^#### `([a-z-]+)`$/.exec(line);
    const fence = /^(`{3,})\w+ (bad|good|registry)((?: \w+)*)$/.exec(line);
    const rule = rules.at(-1);
    if (heading) rules.push({ id: heading[1]!, severity: '', examples: [] });
    else if (fence) {
      const end = lines.indexOf(fence[1]!, i + 1);
      const text = lines
        .slice(i + 1, end)
        .map(row => `${row}\n`)
        .join('');
      if (fence[2] === 'registry') registry = text;
      else {
        const flags = new Set(fence[3]!.trim().split(' ').filter(Boolean));
        rule!.examples.push({ kind: fence[2] as 'bad' | 'good', flags, text, messages: [], line: before + i });
      }
      i = end;
    } else if (rule && /^\*(Error|Warning)\.\*/.test(line)) rule.severity = /Error/.test(line) ? 'error' : 'warning';
    else if (rule?.examples.length && line.startsWith('- ')) rule.examples.at(-1)!.messages.push(line.slice(2));
  }
  return { registry, rules };
}
