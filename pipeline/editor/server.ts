import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  createConnection,
  type InitializeResult,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from '../messages.ts';
import { offsetAt } from '../place.ts';
import { locate, ProjectError } from '../project.ts';
import { SchemaError } from '../schema/shapes.ts';
import { toDiagnostic } from './convert.ts';
import { type At, answerNavigation, answerQuestions, type Cursor, type Locate } from './handlers.ts';
import { type Document, Workspace } from './workspace.ts';

/** Milliseconds of quiet after which a text is read again, and a whole project. */
const QUIET = 120;
const QUIET_PROJECT = 500;

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['#', '[', '"', ':', ' ', '{', ','] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix'] },
};

/** Speaks the Language Server Protocol until the editor hangs up. */
export async function serveEditor(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  version: string,
): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, input, output);
  const texts = new TextDocuments(TextDocument);
  const server = new Server(connection, texts);
  connection.onInitialize(() => ({ capabilities: CAPABILITIES, serverInfo: { name: 'lodemark', version } }));
  server.answer();
  texts.listen(connection);
  connection.listen();
  await new Promise<void>(resolve => input.once('end', resolve));
}

class Server {
  readonly #connection: Connection;
  readonly #texts: TextDocuments<TextDocument>;
  /** Projects by folder. */
  readonly #workspaces = new Map<string, Workspace>();
  readonly #shared = new Map<string, readonly Problem[]>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #told = '';

  constructor(connection: Connection, texts: TextDocuments<TextDocument>) {
    this.#connection = connection;
    this.#texts = texts;
  }

  answer(): void {
    this.#listen();
    const at: Locate = (place, none, answer) => this.#with(place, none, answer);
    answerQuestions(this.#connection, at, (workspace, document) => this.#problems(workspace, document));
    answerNavigation(this.#connection, at);
  }

  #listen(): void {
    this.#texts.onDidChangeContent(({ document }) => this.#changed(document.uri, document.getText()));
    this.#texts.onDidClose(({ document }) => {
      this.#changed(document.uri, null);
      this.#connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
    this.#connection.onDidChangeWatchedFiles(() => {
      for (const workspace of this.#workspaces.values()) workspace.refresh();
      for (const { uri } of this.#texts.all()) this.#later(uri, QUIET, () => this.#publish(uri));
    });
  }

  /** Answers about a place in a project, or with `none` where it is in no project, or its schemas can't be read. */
  #with<T>({ textDocument: { uri }, position }: At, none: T, answer: (cursor: Cursor) => T): T {
    return this.#guarded(none, () => {
      const place = this.#locate(uri);
      if (!place) return none;
      const { workspace, path } = place;
      const document = workspace.document(path);
      return answer({
        workspace,
        document,
        offset: offsetAt(document.source, position.line + 1, position.character + 1),
      });
    });
  }

  /** What the author has to mend first is said once. */
  #guarded<T>(none: T, act: () => T): T {
    try {
      return act();
    } catch (error) {
      const isAuthors = error instanceof SchemaError || error instanceof ProjectError;
      if (!isAuthors && !(error instanceof Error && 'syscall' in error)) throw error;
      if (this.#told !== error.message) this.#connection.window.showErrorMessage(error.message);
      this.#told = error.message;
      return none;
    }
  }

  #locate(uri: string): { readonly workspace: Workspace; readonly path: string } | null {
    if (!uri.startsWith('file:')) return null;
    const path = fileURLToPath(uri);
    const folder = folderOf(path);
    if (folder === null) return null;
    const workspace = this.#workspaces.get(folder) ?? new Workspace(folder);
    this.#workspaces.set(folder, workspace);
    return { workspace, path: relative(folder, path).replaceAll('\\', '/') };
  }

  /** The text counts at once, since the editor asks about it; what is wrong with it is said when the author pauses. */
  #changed(uri: string, text: string | null): void {
    const place = this.#guarded(null, () => this.#locate(uri));
    if (!place) return;
    const { workspace, path } = place;
    workspace.edit(path, text);
    const isShared = !/\.(?:md|markdown)$/i.test(path);
    const affected = isShared ? this.#texts.all().map(other => other.uri) : [uri];
    for (const one of affected) this.#later(one, QUIET, () => this.#publish(one));
    this.#later(workspace.folder, QUIET_PROJECT, () => this.#publishShared(workspace));
  }

  #later(key: string, delay: number, act: () => void): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.#guarded(undefined, act), delay),
    );
  }

  #problems(workspace: Workspace, document: Document): Problem[] {
    const shared = this.#shared.get(workspace.folder) ?? [];
    return [...workspace.problems(document), ...shared.filter(({ place }) => place.path === document.path)];
  }

  #publish(uri: string): void {
    const place = this.#locate(uri);
    const text = this.#texts.get(uri);
    if (!place || !text) return;
    const { workspace, path } = place;
    const problems = this.#problems(workspace, workspace.document(path));
    const diagnostics = problems.map(problem => toDiagnostic(problem, workspace.folder));
    this.#connection.sendDiagnostics({ uri, version: text.version, diagnostics });
  }

  #publishShared(workspace: Workspace): void {
    const before = JSON.stringify(this.#shared.get(workspace.folder) ?? []);
    const problems = workspace.sharedProblems();
    this.#shared.set(workspace.folder, problems);
    if (JSON.stringify(problems) !== before) for (const { uri } of this.#texts.all()) this.#publish(uri);
  }
}

/** The project that a file is a source of; `null` where it is none. */
function folderOf(path: string): string | null {
  try {
    return locate(path).folder;
  } catch (error) {
    // A file that was never saved: its folder tells.
    if (error instanceof ProjectError)
      return /[\\/]source[\\/]/.test(path) ? dirname(path.replace(/([\\/]source)[\\/].*$/, '$1')) : null;
    throw error;
  }
}
