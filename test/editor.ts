import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentHighlightRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  ExitNotification,
  type FoldingRange,
  FoldingRangeRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Location,
  type MarkupContent,
  type Position,
  PrepareRenameRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ReferencesRequest,
  RenameRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

/** An editor with some files open, in front of the language server as a process of its own. */
export class Editor {
  readonly #child: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();

  /** `command`: arguments of Node, or of the program that is given. */
  constructor(command: readonly string[], program: string = process.execPath, env: NodeJS.ProcessEnv = process.env) {
    this.#child = spawn(program, command, { cwd: fileURLToPath(new URL('..', import.meta.url)), env });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#child.stdout!),
      new StreamMessageWriter(this.#child.stdin!),
    );
    this.#connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
      for (const wake of this.#waiting) wake();
    });
    this.#connection.listen();
  }

  async start(folder: string): Promise<InitializeResult> {
    const rootUri = pathToFileURL(folder).href;
    const result = await this.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri,
      capabilities: {},
    });
    await this.#connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  /** Asks it to end; its exit status. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>(resolve => this.#child.once('exit', resolve));
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    return ended;
  }

  kill(): void {
    this.#child.kill();
  }

  async open(path: string, text = readFileSync(path, 'utf8')): Promise<void> {
    this.#texts.set(path, { text, version: 1 });
    const textDocument = { uri: uri(path), languageId: 'markdown', version: 1, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  text(path: string): string {
    return this.#texts.get(path)!.text;
  }

  /** Types words in the place of others. */
  async type(path: string, words: string, instead: string): Promise<void> {
    const known = this.#texts.get(path)!;
    const at = known.text.indexOf(words);
    if (at < 0) throw new Error(`Unexpected absence of \`${words}\``);
    const range = { start: positionAt(known.text, at), end: positionAt(known.text, at + words.length) };
    const text = known.text.slice(0, at) + instead + known.text.slice(at + words.length);
    const version = known.version + 1;
    this.#texts.set(path, { text, version });
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri(path), version },
      contentChanges: [{ range, text: instead }],
    });
  }

  /** Diagnostics of a file, once there are such as are waited for. */
  async diagnostics(path: string, done: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    const found = () => this.#diagnostics.get(uri(path));
    while (!found() || !done(found()!)) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Unexpected diagnostics ${JSON.stringify(found())}`)), 20_000);
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
    return found()!;
  }

  async complete(path: string, at: string): Promise<CompletionItem[]> {
    return ((await this.#connection.sendRequest(CompletionRequest.type, this.#at(path, at))) ?? []) as CompletionItem[];
  }

  async hover(path: string, at: string): Promise<string | null> {
    const card = await this.#connection.sendRequest(HoverRequest.type, this.#at(path, at));
    return card && (card.contents as MarkupContent).value;
  }

  async definition(path: string, at: string): Promise<string[]> {
    return this.#words((await this.#connection.sendRequest(DefinitionRequest.type, this.#at(path, at))) as Location[]);
  }

  async references(path: string, at: string, includeDeclaration: boolean): Promise<string[]> {
    const params = { ...this.#at(path, at), context: { includeDeclaration } };
    return this.#words((await this.#connection.sendRequest(ReferencesRequest.type, params)) ?? []);
  }

  async highlights(path: string, at: string): Promise<string[]> {
    const found = (await this.#connection.sendRequest(DocumentHighlightRequest.type, this.#at(path, at))) ?? [];
    return this.#words(found.map(({ range }) => ({ uri: uri(path), range })));
  }

  prepareRename(path: string, at: string): Promise<unknown> {
    return this.#connection.sendRequest(PrepareRenameRequest.type, this.#at(path, at));
  }

  rename(path: string, at: string, newName: string): Promise<WorkspaceEdit | null> {
    return this.#connection.sendRequest(RenameRequest.type, { ...this.#at(path, at), newName });
  }

  async symbols(path: string): Promise<DocumentSymbol[]> {
    const params = { textDocument: { uri: uri(path) } };
    return ((await this.#connection.sendRequest(DocumentSymbolRequest.type, params)) ?? []) as DocumentSymbol[];
  }

  async foldings(path: string): Promise<FoldingRange[]> {
    return (await this.#connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri: uri(path) } })) ?? [];
  }

  async actions(path: string, { range }: Diagnostic): Promise<CodeAction[]> {
    const params = { textDocument: { uri: uri(path) }, range, context: { diagnostics: [] } };
    return ((await this.#connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  }

  /** `words|more words`: the cursor is at the bar. */
  #at(path: string, words: string): { textDocument: { uri: string }; position: Position } {
    const [before = '', after = ''] = words.split('|');
    const { text } = this.#texts.get(path)!;
    const at = text.indexOf(before + after);
    if (at < 0) throw new Error(`Unexpected absence of \`${before + after}\``);
    return { textDocument: { uri: uri(path) }, position: positionAt(text, at + before.length) };
  }

  /** `file.md: words` */
  #words(locations: readonly Location[]): string[] {
    return locations.map(({ uri, range }) => {
      const path = fileURLToPath(uri);
      const text = this.#texts.get(path)?.text ?? readFileSync(path, 'utf8');
      return `${path.split('/').at(-1)}: ${text.slice(offsetOf(text, range.start), offsetOf(text, range.end))}`;
    });
  }
}

export function uri(path: string): string {
  return pathToFileURL(path).href;
}

/** A text with edits made in it. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const later = [...edits].sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start));
  return later.reduce(
    (done, { range, newText }) =>
      done.slice(0, offsetOf(text, range.start)) + newText + done.slice(offsetOf(text, range.end)),
    text,
  );
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

function offsetOf(text: string, { line, character }: Position): number {
  return (
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, before) => sum + before.length + 1, 0) + character
  );
}
