import { expect, test } from 'vitest';
import { flatEvents, type Lookup } from '../pipeline/flat.ts';
import type { Row } from '../pipeline/model.ts';

const LOOKUP: Lookup = { label: id => id, place: () => null, typeLabel: type => type };
const event = { event_id: 'storm', type: 'Disaster', label: 'storm', place_id: null } as unknown as Row;
const evidence = ['It was quiet.', 'The storm came.', 'It left.'].map(
  (exact, index) =>
    ({
      record_id: 'storm',
      document_id: 'a',
      exact,
      char_start: 20 * index,
      char_end: 20 * index + exact.length,
    }) as Row,
);
const trigger = (char_start: number, document_id = 'a'): Row =>
  ({ target_id: 'storm', document_id, char_start, char_end: char_start + 5 }) as Row;
const shown = (mentions: readonly Row[], given: readonly Row[] = evidence): unknown =>
  flatEvents({ events: [event], evidence: [...given], mentions: [...mentions] }, LOOKUP)[0]!.evidence;

test('an event is shown with the sentence that holds its trigger', () => {
  expect(shown([trigger(24)])).toBe('The storm came.');
  expect(shown([trigger(43), trigger(24)])).toBe('The storm came.');
});

test('without a trigger in it, with its first evidence', () => {
  expect(shown([])).toBe('It was quiet.');
  expect(shown([trigger(70)])).toBe('It was quiet.');
  expect(shown([trigger(24, 'b')])).toBe('It was quiet.');
  expect(shown([trigger(24)], [])).toBeNull();
});
