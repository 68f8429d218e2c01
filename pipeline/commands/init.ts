import { basename, relative, resolve } from 'node:path';
import { readBytes, readTemplate, takenOf, templateNames } from '../project/templates.ts';
import { ProjectError, toolVersion } from '../project.ts';
import { fromArticle, fromTemplate, idOf, type Naming } from '../scaffold.ts';
import { writeNew } from '../write/new.ts';
import { unexpected } from './arguments.ts';
import { type Command, UsageError } from './command.ts';

export const command: Command = {
  operands: ['DIR'],
  summary: 'Start a project: a small one that builds, or one around an article that there is.',
  options: {
    from: { value: 'FILE', says: 'Begin with this article, Markdown or plain text: its words stay as they are.' },
    lang: { value: 'TAG', says: 'Its language, such as de or pt-BR; en if not given.' },
    template: { value: 'NAME', says: `Begin with an example: ${templateNames().join(', ')}; basic if not given.` },
  },
  examples: [
    ['init my-data', 'an example of one article'],
    ['init my-data --from essay.md --lang fr', 'a project around an article'],
    ['init my-data --template nature', 'an example with a vocabulary of its own'],
  ],
  async run({ operands: [target = '.'], options: { from, lang, template } }, terminal) {
    const folder = resolve(terminal.folder, target);
    const naming = { name: idOf(basename(folder)), version: toolVersion() };
    const files =
      typeof from === 'string'
        ? around(resolve(terminal.folder, from), from, lang, template, naming)
        : example(template, lang, naming);
    const taken = takenOf(folder, files.keys());
    const clashing = taken.filter(path => isSource(path));
    if (clashing.length > 0)
      throw new ProjectError(
        `Unexpected ${clashing.map(path => `\`${path}\``).join(', ')} in \`${target}\`, expected a folder without; nothing is written`,
      );
    writeNew(folder, new Map([...files].filter(([path]) => !taken.includes(path))));
    const shown = relative(terminal.folder, folder) || '.';
    const sources = [...files.keys()].filter(isSource);
    const kept = taken.length > 0 ? `Left as they are: ${taken.join(', ')}.\n` : '';
    const article = sources.find(path => path.endsWith('.md'));
    const steps = [
      ...(shown === '.' ? [] : [`cd ${shown}`]),
      ...(typeof from === 'string' ? [`npx lodemark suggest ${article}`] : []),
      'npx lodemark build',
    ];
    terminal.out(
      `${shown} now holds a project: ${sources.join(', ')}.\n${kept}\n${steps.map(step => `  ${step}\n`).join('')}\n${OWN}`,
    );
    return 0;
  },
};

const OWN =
  'Its README.md shows the way from an article to a dataset.\nWith `npm install` it gets a lodemark of its own, for its scripts and its workflow.\n';

/** What makes the project; the rest is for comfort, and a folder may have its own. */
function isSource(path: string): boolean {
  return /^(?:source|schemas)\//.test(path);
}

type Option = string | true | undefined;

function example(template: Option, lang: Option, naming: Naming): Map<string, Uint8Array> {
  if (lang !== undefined) throw new UsageError('Unexpected option `--lang` without `--from`, expected both');
  const name = typeof template === 'string' ? template : 'basic';
  if (!templateNames().includes(name)) throw unexpected('template', name, templateNames());
  return fromTemplate(readTemplate(name), naming);
}

function around(path: string, shown: string, lang: Option, template: Option, naming: Naming): Map<string, Uint8Array> {
  if (template !== undefined)
    throw new UsageError('Unexpected options `--from` and `--template`, expected one of them');
  const language = typeof lang === 'string' ? lang : 'en';
  if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(language))
    throw new UsageError(`Unexpected language \`${language}\`, expected a BCP 47 tag such as \`en\` or \`pt-BR\``);
  try {
    return fromArticle(readTemplate(null), naming, { path: shown, bytes: readBytes(path), language });
  } catch (error) {
    throw error instanceof RangeError ? new ProjectError(error.message) : error;
  }
}
