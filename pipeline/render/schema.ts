import type { Schema } from 'hast-util-sanitize';

/**
 * What prose may be made of in HTML. No element that loads anything, no style, no script, and no class but those that this
 * pipeline sets itself.
 */
export const SCHEMA: Schema = {
  tagNames: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'pre', 'section'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...['a', 'em', 'strong', 'code', 'del', 'sup', 'sub', 'br', 'span', 'time'],
  ],
  attributes: {
    '*': ['id', 'data*'],
    a: ['href', 'ariaDescribedBy'],
    ol: ['start'],
    td: ['align'],
    th: ['align'],
    time: ['dateTime'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  clobber: [],
  strip: ['script', 'style'],
};
