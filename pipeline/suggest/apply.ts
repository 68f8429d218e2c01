import type { Definition, Entry, Proposal } from './proposal.ts';
import { tellSpeakers } from './speakers.ts';

/** The file's text with proposals written into it: links around their words, and what they need declared at the end. */
export function apply(text: string, proposals: readonly Proposal[]): string {
  let out = '';
  let done = 0;
  for (const { start, end, form, target } of proposals) {
    const link = form === 'reference' ? `[${target}]` : `(${target.startsWith('date:') ? target : `#${target}`})`;
    out += `${text.slice(done, start)}[${text.slice(start, end)}]${link}`;
    done = end;
  }
  return out + text.slice(done) + appended(text, tellSpeakers(proposals));
}

/** A data block, then definitions, once each; after a blank line unless the file ends in definitions. */
function appended(text: string, proposals: readonly Proposal[]): string {
  const all = new Map(proposals.flatMap(({ declares }) => (declares ? [[declares.id, declares] as const] : [])));
  const entries = [...all.values()].filter(one => one.form === 'entry');
  const definitions = [...all.values()].filter(one => one.form === 'definition');
  if (all.size === 0) return '';
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const parts = [
    ...(entries.length > 0 ? [blockOf(entries)] : []),
    ...(definitions.length > 0 ? [definitions.map(lineOf).join('\n')] : []),
  ];
  const goesOn = entries.length === 0 && /(?:^|[\r\n])\[[^\]\r\n]+\]: \S+(?: "[^"\r\n]*")?[\r\n]*$/.test(text);
  const gap = `${/[\r\n]$/.test(text) || text === '' ? '' : '\n'}${goesOn || /(?:\r\n|\n){2}$/.test(text) ? '' : '\n'}`;
  return `${gap}${parts.join('\n\n')}\n`.replaceAll('\n', eol);
}

function blockOf(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ id, fields }) => [
    `${id}:`,
    ...Object.entries(fields).map(([field, value]) => `  ${field}: ${scalar(value)}`),
  ]);
  return ['<details>', '<summary>Data</summary>', '', '```yaml data', ...lines, '```', '', '</details>'].join('\n');
}

function scalar(value: string | { readonly unnamed: string }): string {
  if (typeof value !== 'string') return `{unnamed: ${scalar(value.unnamed)}}`;
  return /^[\p{L}\d~][\p{L}\p{M}\d .~°%£$€/()–-]*$/u.test(value) && !/\s$|^~$/.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`;
}

function lineOf({ id, type, label, url }: Definition): string {
  const address = /[()<>\s]/.test(url) ? `<${url}>` : url;
  return `[${id}]: ${address} "${type}: ${label.replace(/[\\"]/g, '\\$&')}"`;
}
