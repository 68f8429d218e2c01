import type { Row, Table } from '../../model.ts';
import type { SchemaElement } from './columns.ts';

/** The table that has a geometry. */
const TABLE = 'places';
/** The column that only Parquet has, after those of the model. */
export const GEOMETRY = 'geometry';

const LITTLE_ENDIAN = 1;
const POINT = 1;
/** Byte order, type, two doubles. */
const POINT_BYTES = 21;

export type Box = [west: number, south: number, east: number, north: number];

/**
 * GeoParquet 1.1: a column of WKB points, longitude first as in OGC:CRS84, and the `geo` key with the bounds of them
 * all. A row without coordinates has none.
 */
export class Geometry {
  #box: Box | null = null;
  /** Of the group so far. */
  #group: Box | null = null;
  /** A plain byte array: the logical type GEOMETRY is newer than version 1.1 and than many readers. */
  readonly elements: readonly SchemaElement[] = [{ name: GEOMETRY, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' }];

  static of(table: Table): Geometry | null {
    return table.name === TABLE ? new Geometry() : null;
  }

  /** The row's point; null where it has none. */
  add({ longitude, latitude }: Row): Uint8Array | null {
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
    this.#group = joined(this.#group, [longitude, latitude, longitude, latitude]);
    return point(longitude, latitude);
  }

  /** Bounds of the group's points. */
  endGroup(): Box | null {
    const group = this.#group;
    this.#group = null;
    if (group) this.include(group);
    return group;
  }

  include(box: Box): void {
    this.#box = joined(this.#box, box);
  }

  metadata(): { key: string; value: string } {
    const column = { encoding: 'WKB', geometry_types: ['Point'], ...(this.#box && { bbox: this.#box }) };
    return {
      key: 'geo',
      value: JSON.stringify({ version: '1.1.0', primary_column: GEOMETRY, columns: { [GEOMETRY]: column } }),
    };
  }
}

function joined(one: Box | null, [west, south, east, north]: Box): Box {
  if (one === null) return [west, south, east, north];
  return [Math.min(one[0], west), Math.min(one[1], south), Math.max(one[2], east), Math.max(one[3], north)];
}

function point(longitude: number, latitude: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(POINT_BYTES));
  view.setUint8(0, LITTLE_ENDIAN);
  view.setUint32(1, POINT, true);
  view.setFloat64(5, longitude, true);
  view.setFloat64(13, latitude, true);
  return new Uint8Array(view.buffer);
}
