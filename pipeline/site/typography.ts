/*
 * Quotation marks as they are printed: authors type straight ones. Only for English, where the marks that open and close are beyond
 * doubt; each mark is replaced by one character, so that nothing moves.
 */

/** A text with printed quotation marks. */
export function printed(text: string, language: string): string {
  return isEnglish(language) && /["']/.test(text) ? text.replace(/["']/g, mark(text)) : text;
}

/** HTML with printed quotation marks in its text, code left as it is. */
export function printedHtml(html: string, language: string): string {
  if (!isEnglish(language) || !/["']/.test(html.replace(/<[^>]*>/g, ''))) return html;
  let before = '';
  let code = 0;
  return html.replace(/<(\/?)([a-z0-9]+)[^>]*>|[^<]+/g, (part, end: string | undefined, tag: string | undefined) => {
    if (tag === 'code') code += end ? -1 : 1;
    if (tag === 'p' || tag === 'li') before = '';
    if (tag !== undefined || code > 0) return part;
    const text = part
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&#x27;', "'")
      .replaceAll('&#x22;', '"');
    const whole = before + text;
    const result = text.replace(/["']/g, (character, index: number) => mark(whole)(character, index + before.length));
    before = whole.slice(-1);
    return result;
  });
}

function isEnglish(language: string): boolean {
  return /^en(?:-|$)/i.test(language);
}

/** Opens after a space, a bracket, a dash or another opening mark; an apostrophe never does before a figure ('90s). */
function mark(text: string): (character: string, index: number) => string {
  return (character, index) => {
    const opens = index === 0 || /[\s([{—–"“‘]/.test(text[index - 1]!);
    if (character === '"') return opens ? '“' : '”';
    return opens && /\p{L}/u.test(text[index + 1] ?? '') ? '‘' : '’';
  };
}
