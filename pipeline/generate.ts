import { mkdirSync, writeFileSync } from 'node:fs';
import { createModel } from './model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from './project.ts';
import { editorSchemas } from './schema/editor.ts';
import { rowTypes } from './schema/row-types.ts';

const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
writeFileSync(new URL('rows.ts', import.meta.url), rowTypes(model.tables.values()));

const folder = new URL('../schemas/editor/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of editorSchemas(model))
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 1)}\n`);
