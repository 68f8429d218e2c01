import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { createModel } from '../pipeline/model.ts';
import { BUILT_IN_SCHEMAS, readSchemas } from '../pipeline/project.ts';
import { editorSchemas } from '../pipeline/schema/editor.ts';

const schemas = editorSchemas(createModel(readSchemas(BUILT_IN_SCHEMAS)));
const ajv = new Ajv({ strict: false, validateFormats: false });
const validators = new Map([...schemas].map(([name, schema]) => [name, ajv.compile(schema)]));
/** What an editor would say of YAML, read as other programs read it. */
function says(name: string, yaml: string): string[] {
  const validate = validators.get(name)!;
  return validate(load(yaml, { schema: CORE_SCHEMA }))
    ? []
    : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test.each([...schemas])('schemas/editor/%s is what the model gives', (name, schema) => {
  const written = readFileSync(new URL(`../schemas/editor/${name}`, import.meta.url), 'utf8');
  expect(written === `${JSON.stringify(schema, null, 1)}\n`, `schemas/editor/${name} is behind: npm run generate`).toBe(
    true,
  );
});

const FOLDERS = ['source/', ...['projects', 'templates'].flatMap(foldersOf)];
function foldersOf(kind: string): string[] {
  const parent = kind === 'projects' ? 'test/projects/' : 'pipeline/templates/';
  return readdirSync(parent)
    .filter(name => name !== 'common')
    .map(name => `${parent}${name}/source/`);
}

describe.each(FOLDERS)('the sources in %s', folder => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => folder + path);
  const read = (path: string): string => readFileSync(path, 'utf8');

  test('are as the schemas say', () => {
    for (const path of files) {
      if (path.endsWith('dataset.yaml')) expect(says('dataset.json', read(path)), path).toEqual([]);
      if (path.endsWith('entities.yaml')) expect(says('registry.json', read(path)), path).toEqual([]);
      if (!path.endsWith('.md') || path.endsWith('README.md')) continue;
      for (const [, block] of read(path).matchAll(/^```yaml data\n([\s\S]*?)^```/gm))
        expect(says('data.json', block!), path).toEqual([]);
    }
  });
});

test.each([
  ['registry.json', 'a: {type: City}', "/a must have required property 'label'"],
  ['registry.json', 'A b: {type: City, label: A}', ' property name must be valid'],
  ['registry.json', 'a: {type: city, label: A}', '/a/type must match pattern'],
  ['registry.json', 'a: {type: City, label: A, geo: {lat: north}}', '/a/geo/lat must be number'],
  ['data.json', 'a: {type: Launch, label: A, when: 2024}', "/a must have required property 'actor'|'product'"],
  [
    'data.json',
    'a: {type: Launch, label: A, product: [b, {count: 2}], status: maybe}',
    "/a/product/1 must have required property 'ref'|/a/status must be equal to one of",
  ],
  ['dataset.json', 'title: A', "must have required property 'base'"],
])('%s finds fault with %s', (name, yaml, expected) => {
  const said = says(name, yaml).join('\n');
  expect(
    expected.split('|').some(words => said.includes(words)),
    said,
  ).toBe(true);
});
