/** HTML that is safe to write: made by `html` from what it escaped, or known to be clean. */
export interface Html {
  readonly html: string;
}

/** What a template takes: text is escaped, HTML stands, nothing is nothing. */
export type Part = Html | string | number | boolean | null | undefined | readonly Part[];

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of HTML. Values of attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let written = strings[0]!;
  for (let index = 0; index < parts.length; index += 1) written += write(parts[index]) + strings[index + 1]!;
  return { html: written };
}

/** HTML that is known to be clean. */
export function clean(html: string): Html {
  return { html };
}

/** Attributes with a space before each; null, undefined and false leave one out, and true gives it no value. */
export function attributes(values: { readonly [name: string]: string | number | boolean | null | undefined }): Html {
  const stated = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== false);
  return clean(
    stated.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`)).join(''),
  );
}

/** A link out of the site, where the address is one of the web; else the words alone. */
export function leadingTo(address: string | null, words: Part): Html {
  return address !== null && /^(?:https?:\/\/|mailto:)/i.test(address)
    ? html`<a href="${address}" rel="noopener noreferrer">${words}</a>`
    : html`${words}`;
}

/** Parts with something between them. */
export function join(parts: readonly Part[], between: Part): Part {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

/** JSON that can stand in a script element: nothing in it ends the element or begins a comment. */
export function scriptJson(value: unknown): Html {
  return clean(
    JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029'),
  );
}

export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, character => ENTITIES[character]!) : text;
}

function write(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'number' || part === true) return String(part);
  return 'html' in part ? part.html : part.map(write).join('');
}
