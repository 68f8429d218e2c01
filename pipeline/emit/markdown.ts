/** Text -> one line of Markdown that shows it as it is, also in a table; `code` in backticks stays code. */
export function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.replaceAll(/(`[^`]+`)|([\\*_<>[\]|])/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? `\\${sign}` : code.replaceAll('|', '\\|'),
  );
}

/** A table; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---');
  return [head, rule, ...rows].map(cells => `| ${cells.join(' | ')} |\n`).join('');
}

export function list(items: readonly string[]): string {
  return items.map(item => `- ${item}\n`).join('');
}

export function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

/** A fenced block of code that holds no fence itself. */
export function block(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\`\n`;
}
