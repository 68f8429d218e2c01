import type { Hidden } from '../extract.ts';

/** Gathers what seems to be declared and mentioned in text that couldn't be read, so that one mistake gives one message. */
export class HiddenIds implements Hidden {
  readonly declared = new Set<string>();
  readonly mentioned = new Set<string>();

  /** All that a part of an article, or a text of YAML, seems to declare and mention. */
  add(text: string): void {
    for (const [, label, key] of text.matchAll(DECLARED)) this.declared.add((label ?? key)!.toLowerCase());
    this.addMentions(text);
  }

  addMentions(text: string): void {
    for (const [, full, collapsed, inline] of text.matchAll(MENTIONED))
      this.mentioned.add((full ?? collapsed ?? inline)!.toLowerCase());
  }

  declare(id: string): void {
    this.declared.add(id.toLowerCase());
  }
}

const DECLARED = /^[ \t>]*(?:[-*+][ \t]+)?(?:\[([^[\]\r\n]{1,100})\]:|["']?([A-Za-z][\w-]{0,99})["']?[ \t]*:)/gm;
const MENTIONED = /\]\[([^[\]\r\n]{1,100})\]|\[([^[\]\r\n]{1,100})\]\[\]|\]\(#([^()\s]{1,100})\)/g;
