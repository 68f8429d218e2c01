import type { Output } from '../emitter.ts';

export type Json = string | number | boolean | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** An object of those fields that say something: null, undefined and empty lists are left out. */
export function stated(fields: { readonly [key: string]: Json | null | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => {
      const [, value] = field;
      return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
    }),
  );
}

/** Writes one JSON file for people to read, too. */
export function writeJson(output: Output, path: string, value: JsonObject): void {
  const sink = output.file(path);
  sink.write(`${JSON.stringify(value, null, 2)}\n`);
  sink.close();
}
