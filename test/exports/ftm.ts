import { defaultModel, Model as FtmModel, type Schema } from '@alephdata/followthemoney';

/** One line of followthemoney.jsonl. */
export interface Line {
  readonly id: string;
  readonly schema: string;
  readonly properties: { readonly [property: string]: readonly string[] };
}

export const ftm = new FtmModel(defaultModel as ConstructorParameters<typeof FtmModel>[0]);

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
/** Of FollowTheMoney's own type for ids. */
const ID = /^[0-9a-zA-Z](?:[0-9a-zA-Z.-]*[0-9a-zA-Z])?$/;

/**
 * What FollowTheMoney would object to, in sentences. Its JavaScript throws on unknown schemata and properties, and leaves to us what
 * its schemata say of required properties, ranges, types and lengths.
 */
export function faultsOf(lines: readonly Line[]): string[] {
  const schemata = new Map(lines.map(({ id, schema }) => [id, schema]));
  const doubled = lines.length - schemata.size;
  return [
    ...(doubled > 0 ? [`${doubled} ids are there twice`] : []),
    ...lines.flatMap(line => {
      const entity = ftm.getEntity({ ...line, properties: line.properties as never });
      return [...schemaFaults(entity.schema, line), ...valueFaults(entity.schema, line, schemata)].map(
        fault => `${line.id} (${line.schema}): ${fault}`,
      );
    }),
  ];
}

function schemaFaults(schema: Schema, { id, properties }: Line): string[] {
  const missing = schema.required.filter(name => (properties[name] ?? []).length === 0);
  return [
    ...(schema.abstract || schema.deprecated ? ['its schema is abstract or deprecated'] : []),
    ...(ID.test(id) && id.length <= 200 ? [] : ['its id is out of form']),
    ...missing.map(name => `\`${name}\` is required`),
  ];
}

function valueFaults(schema: Schema, { id, properties }: Line, schemata: ReadonlyMap<string, string>): string[] {
  return Object.entries(properties).flatMap(([name, values]) => {
    const property = schema.getProperty(name);
    const type = property.type.name;
    const longest = property.maxLength || property.type.maxLength;
    return values.flatMap(value => {
      const says = (fault: string): string => `\`${name}\` ${fault}: ${value}`;
      if (property.stub || property.deprecated) return [says('is a stub or deprecated')];
      if (longest > 0 && value.length > longest) return [says('is too long')];
      if (type === 'date' && !DATE.test(value)) return [says('is no ISO prefix')];
      if (type === 'number' && !/^-?\d+(?:\.\d+)?$/.test(value)) return [says('is no number')];
      if (type === 'url' && !URL.canParse(value)) return [says('is no address')];
      if (property.type.values.size > 0 && !property.type.values.has(value)) return [says('is no known code')];
      if (type !== 'entity') return [];
      const target = schemata.get(value);
      if (target === undefined || value === id) return [says('leads nowhere')];
      return ftm.getSchema(target).isA(property.getRange()) ? [] : [says(`leads to a ${target}`)];
    });
  });
}
