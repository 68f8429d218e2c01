import { tidyId } from './declare/ids.ts';
import { createSource } from './place.ts';
import type { Files } from './project/templates.ts';

/** What a new project is called, and the version of the tool that makes it. */
export interface Naming {
  readonly name: string;
  readonly version: string;
}

/** An article that there is already. */
export interface Given {
  /** Its file's name. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** BCP 47. */
  readonly language: string;
}

/** The files of a template with the project's own names in them. */
export function fromTemplate(files: Files, { name, version }: Naming): Map<string, Uint8Array> {
  const title = /^title: (.*)$/m.exec(textOf(files.get('source/dataset.yaml')))?.[1] ?? name;
  return named(files, { name, version, title });
}

/**
 * A project around an article: its words as they are, byte for byte, behind front matter that names it. Front matter that it has
 * already is kept as comments.
 * @throws {RangeError} on a file that isn't UTF-8
 */
export function fromArticle(common: Files, { name, version }: Naming, given: Given): Map<string, Uint8Array> {
  const text = decode(given);
  const { bom, text: whole } = createSource('', text);
  const ending = /\r\n|\n|\r/.exec(whole)?.[0] ?? '\n';
  const old = /^---[ \t]*(?:\r\n|\n|\r)([\s\S]*?)(?:\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|$)/.exec(whole);
  const body = old ? whole.slice(old[0].length) : whole;
  const stem = given.path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const title = titleOf(old?.[1] ?? '', body) ?? stem;
  const id = articleId(stem);
  const kept = (old?.[1] ?? '').split(/\r\n|\n|\r/).filter(line => line.trim() !== '');
  const front = [
    '---',
    `id: ${id}`,
    `title: ${JSON.stringify(title)}`,
    `lang: ${given.language}`,
    ...kept.map(line => `# ${line}`),
    '---',
    ...(/^\s*$/.test(/^[^\r\n]*/.exec(body)![0]) ? [] : ['']),
  ];
  const article = `${bom ? '\uFEFF' : ''}${front.map(line => line + ending).join('')}${body}`;
  const dataset = DATASET.replace('{{title}}', () => JSON.stringify(title))
    .replace('{{name}}', name)
    .replace('{{language}}', given.language);
  return new Map([
    ...named(common, { name, version, title }),
    ['source/dataset.yaml', encode(dataset)],
    ['source/entities.yaml', encode(ENTITIES)],
    [`source/${id}.md`, encode(article)],
  ]);
}

const DATASET = `# What the dataset is called, and on whose terms it is given.
title: {{title}}
# Where dist/site/ will be hosted. Everything in the dataset has an address below it.
base: https://{{name}}.example/
# An SPDX identifier, or the address of the terms. An article that must not be published whole gets \`text: quotes\` in its front
# matter: then only the sentences that are evidence are.
licence: CC-BY-4.0
language: {{language}}
version: 0.1.0
`;

const ENTITIES = `# Things that several articles use, such as
#
#   millbrook: {type: Settlement, label: Millbrook, country: GB}
#
# An article then says [the town](#millbrook). What one article alone speaks of may be declared at its end.
`;

/** An id, or the name of a package or host, made of other words. */
export function idOf(words: string): string {
  return tidyId(words) ?? 'article';
}

/** A README is no article. */
function articleId(stem: string): string {
  const id = idOf(stem);
  return id === 'readme' ? 'article' : id;
}

function titleOf(front: string, body: string): string | null {
  const stated = /^title:[ \t]*(.+)$/m.exec(front)?.[1]?.trim();
  if (stated) return stated.replace(/^(["'])(.*)\1$/, '$2');
  const heading = /^#[ \t]+([^\r\n]+)|^([^\r\n]+)(?:\r\n|\n|\r)=+[ \t]*$/m.exec(body);
  return (heading?.[1] ?? heading?.[2])?.replace(/[ \t]+#*[ \t]*$/, '').trim() || null;
}

function named(files: Files, names: { readonly [name: string]: string }): Map<string, Uint8Array> {
  const fill = (bytes: Uint8Array): Uint8Array =>
    encode(textOf(bytes).replace(/(?<!\$)\{\{(\w+)\}\}/g, (whole, name: string) => names[name] ?? whole));
  return new Map([...files].map(([path, bytes]) => [path, fill(bytes)]));
}

function decode({ path, bytes }: Given): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError(`Unexpected bytes in \`${path}\`, expected UTF-8; save the file as UTF-8`);
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
