import { writeFileSync } from 'node:fs';
import { createModel } from './model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from './project.ts';
import { rowTypes } from './schema/row-types.ts';

const model = createModel(readSchemas(BUILT_IN_SCHEMAS));
writeFileSync(new URL('rows.ts', import.meta.url), rowTypes(model.tables.values()));
