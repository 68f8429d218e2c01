import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Location,
  type Range,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { Edit, Problem } from '../messages.ts';
import type { Place } from '../place.ts';
import { placeOf, type Source } from '../place.ts';
import type { Completion } from './completion.ts';
import type { Spot } from './navigate.ts';
import type { Entry } from './outline.ts';

/* Our shapes as those of the Language Server Protocol: lines and columns from 0, addresses for paths. */

export function uriOf(folder: string, path: string): string {
  return pathToFileURL(join(folder, path)).href;
}

export function rangeOf(source: Source, start: number, end: number): Range {
  return ofPlace(placeOf(source, start, end));
}

function ofPlace({ start, end }: Place): Range {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

export function toDiagnostic({ rule, severity, message, place, related }: Problem, folder: string): Diagnostic {
  return {
    range: ofPlace(place),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code: rule,
    source: 'lodemark',
    message,
    relatedInformation: related.map(other => ({
      location: { uri: uriOf(folder, other.place.path), range: ofPlace(other.place) },
      message: other.says,
    })),
  };
}

export function toAction(problem: Problem, folder: string, source: Source): CodeAction[] {
  if (!problem.fix) return [];
  return [
    {
      title: titleOf(problem.fix, source),
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      diagnostics: [toDiagnostic(problem, folder)],
      edit: { changes: { [uriOf(folder, problem.place.path)]: toEdits(problem.fix, source) } },
    },
  ];
}

function titleOf([first, ...others]: readonly Edit[], source: Source): string {
  if (!first || others.length > 0) return 'Mend this';
  const text = first.text.trim();
  if (text === '') return `Remove \`${source.text.slice(first.start, first.end).trim()}\``;
  return first.start === first.end ? `Add \`${text}\`` : `Write \`${text}\``;
}

export function toEdits(edits: readonly Edit[], source: Source): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ range: rangeOf(source, start, end), newText: text }));
}

export function toLocation({ document, start, end }: Spot, folder: string): Location {
  return { uri: uriOf(folder, document.path), range: rangeOf(document.source, start, end) };
}

const KINDS = {
  thing: CompletionItemKind.Reference,
  type: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  role: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
} as const;

export function toCompletionItem(item: Completion, index: number, source: Source, offset: number): CompletionItem {
  const { text, kind, detail, says, start, also } = item;
  const isThing = kind === 'thing';
  const label = text.replace(/[\])]$|: $/, '');
  return {
    label,
    kind: KINDS[kind],
    labelDetails: { description: isThing ? `${says} · ${detail}` : detail },
    detail: isThing ? `${detail}: ${says}` : detail,
    ...(isThing ? { filterText: `${label} ${says}` } : { documentation: says }),
    sortText: String(index).padStart(6, '0'),
    textEdit: { range: rangeOf(source, start, offset), newText: text },
    ...(also && { additionalTextEdits: toEdits([also], source) }),
  };
}

const SYMBOLS = {
  entities: SymbolKind.Object,
  events: SymbolKind.Event,
  relations: SymbolKind.Interface,
  statements: SymbolKind.String,
} as const;

export function toSymbol(
  { id, label, type, family, start, end, idStart, idEnd }: Entry,
  source: Source,
): DocumentSymbol {
  return {
    name: label,
    detail: `${type} ${id}`,
    kind: SYMBOLS[family],
    range: rangeOf(source, start, end),
    selectionRange: rangeOf(source, idStart, idEnd),
  };
}
