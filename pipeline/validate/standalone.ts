import { _ } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Model } from '../model.ts';
import { fieldsAjv } from '../validators.ts';

/**
 * A module of the validators of what authors write, exported by kind. It asks for the value `formats` of `formats.ts` in
 * `require("lodemark:formats")`, and for parts of Ajv.
 */
export function fieldsCode(model: Model, kinds: readonly string[]): string {
  const ajv = fieldsAjv(model, { source: true, esm: true, formats: _`require("lodemark:formats").formats` });
  return standalone.default(ajv, Object.fromEntries(kinds.map(kind => [kind, `authoring#/$defs/${kind}`])));
}
