import type { Offer, Offered } from '../link/ask.ts';
import type { Model } from '../model.ts';

/*
 * ccg  China Coast Guard (coast guard, CN)
 *   On maritime law enforcement, the China Coast Guard and …
 *     1  87.5  Q1073500  China Coast Guard; maritime law enforcement agency [match]
 */

type Types = Model['types'];

/** One thing with its candidates, numbered from 1. */
export function offeredText({ thing, offers }: Offered, types: Types): string {
  const { id, label, type, country, description, sentence } = thing;
  const facts = [types.get(type)?.label ?? type, country].filter(fact => fact !== null).join(', ');
  const told = [description, sentence].filter(text => text !== null).map(text => `  ${cut(text)}\n`);
  const none = offers.length === 0 ? '    no candidates\n' : '';
  return `${id}  ${plain(label)} (${facts})\n${told.join('')}${none}${offers.map(offerLine).join('')}`;
}

/** The question that follows it. */
export function questionAfter({ offers }: Offered): string {
  const numbers = offers.length === 1 ? '1' : `1-${offers.length}`;
  return `Which one is it? [${numbers}], Enter for none of them, [q]uit: `;
}

export function offeredJson(service: string, offered: readonly Offered[]): string {
  const things = offered.map(({ thing: { declarations, ...thing }, offers }) => ({
    ...thing,
    declared: declarations.map(({ source }) => source.path),
    candidates: offers,
  }));
  return `${JSON.stringify({ service, things })}\n`;
}

function offerLine({ id, name, score, description, types, match, taken }: Offer, index: number): string {
  const about = [description ?? types.join(', ')].filter(text => text !== '').map(text => `; ${cut(text)}`);
  const notes = [...(match ? ['match'] : []), ...(taken === null ? [] : [`it is \`${taken}\``])];
  const noted = notes.length > 0 ? ` [${notes.join(', ')}]` : '';
  return `    ${index + 1}  ${score.toFixed(1).padStart(5)}  ${plain(id)}  ${plain(name)}${about.join('')}${noted}\n`;
}

function cut(text: string): string {
  const words = plain(text);
  return words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words;
}

/** On one line, and with nothing that steers a screen: much of it comes from elsewhere. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '');
}
