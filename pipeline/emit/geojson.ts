import type { Column, Row } from '../model.ts';
import { settled } from './cells.ts';
import type { OpenEmitter } from './emitter.ts';

/*
 * exports/events.geojson: one feature for each event that has a place with a point, after RFC 7946: WGS 84, longitude first, no
 * `crs`. Its properties are the columns of events_flat, so that a map shows names and not ids; how exact the point is, and how
 * far the true place may lie from it, stands among them.
 */

const AXES: ReadonlySet<string> = new Set(['latitude', 'longitude']);

/** Writes the events as GeoJSON. */
export const openGeoJson: OpenEmitter = ({ model, manifest, output }) => {
  const columns = model.tables.get('events_flat')!.columns.filter(({ name }) => !AXES.has(name));
  const properties = columns.map(propertyOf);
  const sink = output.file('exports/events.geojson');
  const head = { type: 'FeatureCollection', name: manifest.title, licence: manifest.licence, url: manifest.base };
  sink.write(`${JSON.stringify(head).slice(0, -1)},"features":[`);
  let separator = '\n';
  return {
    add({ rows }) {
      for (const row of (rows.events_flat ?? []).filter(isPlaced)) {
        sink.write(separator + JSON.stringify(featureOf(row, properties)));
        separator = ',\n';
      }
    },
    close() {
      sink.write('\n]}\n');
      sink.close();
    },
  };
};

type ReadProperty = (row: Row) => readonly [name: string, value: Row[string]];

function propertyOf(column: Column): ReadProperty {
  const settle = settled(column);
  return row => [column.name, settle(row[column.name])];
}

function isPlaced({ latitude, longitude }: Row): boolean {
  return typeof latitude === 'number' && typeof longitude === 'number';
}

function featureOf(row: Row, properties: readonly ReadProperty[]) {
  return {
    type: 'Feature',
    id: row.event_id,
    geometry: { type: 'Point', coordinates: [row.longitude, row.latitude] },
    properties: Object.fromEntries(properties.map(read => read(row))),
  };
}
