import { toolVersion } from '../project.ts';
import { type Command, UsageError } from './command.ts';

export const command: Command = {
  operands: [],
  summary: 'Serve an editor: a language server on standard input and output.',
  options: { stdio: { says: 'The same; for editors that say so.' } },
  examples: [['lsp', 'as an editor starts it; see its settings in the README']],
  async run(_, { stdio }) {
    if (!stdio) throw new UsageError('Unexpected call of `lsp`, expected standard input and output');
    const { serveEditor } = await import('../editor/server.ts');
    await serveEditor(...stdio, toolVersion());
    return 0;
  },
};
