import { type Connection, LSPErrorCodes, MarkupKind, type Position, ResponseError } from 'vscode-languageserver/node';
import type { Problem } from '../messages.ts';
import { offsetAt } from '../place.ts';
import { complete } from './completion.ts';
import { rangeOf, toAction, toCompletionItem, toEdits, toLocation, toSymbol, uriOf } from './convert.ts';
import { hover } from './hover.ts';
import { declarationsOf, mentionsHere, mentionsOf, refusal, renamable, rename } from './navigate.ts';
import { foldings, outline } from './outline.ts';
import type { Document, Workspace } from './workspace.ts';

/** Where a cursor is. */
export interface Cursor {
  readonly workspace: Workspace;
  readonly document: Document;
  readonly offset: number;
}
export interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Answers about a place in a project, or with `none` where it is in no project. */
export type Locate = <T>(at: At, none: T, answer: (cursor: Cursor) => T) => T;

const TOP: Position = { line: 0, character: 0 };

/** What may be written, what stands there, what mends it, and what there is. */
export function answerQuestions(
  connection: Connection,
  at: Locate,
  problemsOf: (workspace: Workspace, document: Document) => readonly Problem[],
): void {
  connection.onCompletion(asked =>
    at(asked, [], ({ workspace, document, offset }) =>
      complete(workspace, document, offset).map((item, index) =>
        toCompletionItem(item, index, document.source, offset),
      ),
    ),
  );
  connection.onHover(asked =>
    at(asked, null, ({ workspace, document, offset }) => {
      const card = hover(workspace, document, offset);
      if (!card) return null;
      const { start, end, markdown } = card;
      return {
        contents: { kind: MarkupKind.Markdown, value: markdown },
        range: rangeOf(document.source, start, end),
      };
    }),
  );
  connection.onCodeAction(({ textDocument, range }) =>
    at({ textDocument, position: range.start }, [], ({ workspace, document, offset }) => {
      const end = offsetAt(document.source, range.end.line + 1, range.end.character + 1);
      const problems = problemsOf(workspace, document);
      return problems
        .filter(({ place }) => place.start.offset <= end && offset <= place.end.offset)
        .flatMap(problem => toAction(problem, workspace.folder, document.source));
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    at({ textDocument, position: TOP }, [], ({ workspace, document }) =>
      outline(workspace, document).map(entry => toSymbol(entry, document.source)),
    ),
  );
  connection.onFoldingRanges(({ textDocument }) =>
    at({ textDocument, position: TOP }, [], ({ workspace, document }) =>
      foldings(workspace, document).map(({ first, last }) => ({ startLine: first - 1, endLine: last - 1 })),
    ),
  );
}

/** Where it is declared, where it is spoken of, and what it is called. */
export function answerNavigation(connection: Connection, at: Locate): void {
  connection.onDefinition(asked =>
    at(asked, [], ({ workspace, document, offset }) =>
      declarationsOf(workspace, document, offset).map(spot => toLocation(spot, workspace.folder)),
    ),
  );
  connection.onReferences(asked =>
    at(asked, [], ({ workspace, document, offset }) =>
      mentionsOf(workspace, document, offset, asked.context.includeDeclaration).map(spot =>
        toLocation(spot, workspace.folder),
      ),
    ),
  );
  connection.onDocumentHighlight(asked =>
    at(asked, [], ({ workspace, document, offset }) =>
      mentionsHere(workspace, document, offset).map(({ around: [start, end] }) => ({
        range: rangeOf(document.source, start, end),
      })),
    ),
  );
  connection.onPrepareRename(asked =>
    at(asked, null, ({ workspace, document, offset }) => {
      const occurrence = renamable(workspace, document, offset);
      if (!occurrence) return null;
      const { id, start, end } = occurrence;
      return { range: rangeOf(document.source, start, end), placeholder: id };
    }),
  );
  connection.onRenameRequest(asked =>
    at(asked, null, ({ workspace, document, offset }) => {
      const occurrence = renamable(workspace, document, offset);
      if (!occurrence) return null;
      const words = refusal(workspace, asked.newName);
      if (words !== null) throw new ResponseError(LSPErrorCodes.RequestFailed, words);
      const edits = [...rename(workspace, occurrence.id, asked.newName)];
      return {
        changes: Object.fromEntries(
          edits.map(([{ path, source }, changes]) => [uriOf(workspace.folder, path), toEdits(changes, source)]),
        ),
      };
    }),
  );
}
