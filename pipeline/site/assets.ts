import { scriptJson } from './html.ts';
import type { Words } from './words.ts';

type Read = (path: string) => Uint8Array;
type Write = (path: string, content: string | Uint8Array) => void;

/** Styles of the typeface, as its package gives them: a file a script and style, loaded where a page has letters of it. */
const FACES = ['fonts/wght.css', 'fonts/wght-italic.css'];
const AS_THEY_ARE = ['figures.js', 'search.js', 'icon.svg', 'fonts/LICENSE'];

/** Writes the styles, scripts and fonts that pages share. */
export function writeAssets(read: Read, write: Write, words: Words): void {
  const text = (path: string): string => new TextDecoder().decode(read(path));
  const faces = FACES.map(text).join('\n');
  const fonts = [...faces.matchAll(/url\(\.\/(files\/[\w.-]+)\)/g)].map(([, path]) => `fonts/${path}`);
  write('assets/site.css', `${faces.replaceAll('url(./', 'url(fonts/')}\n${text('site.css')}`);
  write('assets/site.js', `var lodemarkWords = ${scriptJson(words.script).html};\n${text('site.js')}`);
  for (const path of [...AS_THEY_ARE, ...fonts]) write(`assets/${path}`, read(path));
}
