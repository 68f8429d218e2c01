import type { RowsByTable } from './by-table.ts';
import type { Registry } from './declare.ts';
import type { Lookup } from './flat.ts';
import type { Model, Row, Value } from './model.ts';
import type { LoadThings, Overview, Things } from './overview.ts';
import type { Article } from './tabulate.ts';

/** What labels and places of things are looked up in. */
export interface Known {
  readonly overview: Overview;
  readonly things: LoadThings;
  readonly registry: Registry;
  readonly model: Model;
  /** Things that several articles declare, merged. */
  readonly shared: ReadonlyMap<string, RowsByTable>;
}

/** The labels and places of things as an article refers to them: almost all are its own, or the registry's. */
export function lookupFor(article: Article | null, { overview, things, registry, model, shared }: Known): Lookup {
  const places = new Map((article?.rows.places ?? []).map(row => [String(row.entity_id), row]));
  const teller = (id: string): Things | undefined => {
    const [number] = overview.tellers(id);
    return number === undefined ? undefined : things(number, new Set([id]));
  };
  return {
    label: id =>
      registry.things.get(id)?.label ?? article?.declared.get(id)?.label ?? teller(id)?.declared.get(id)?.label ?? id,
    place: id => {
      if (shared.has(id)) return shared.get(id)!.places?.[0] ?? null;
      if (places.has(id)) return places.get(id)!;
      const geo = registry.things.get(id)?.fields.geo as { [field: string]: Value } | undefined;
      if (geo) return placeOf(geo);
      if (article?.declared.has(id)) return null;
      return teller(id)?.rows.places?.find(row => row.entity_id === id) ?? null;
    },
    typeLabel: type => model.types.get(type)!.label,
  };
}

function placeOf({ lat = null, lon = null, precision = null, uncertaintyKm = null }: { [field: string]: Value }): Row {
  return { latitude: lat, longitude: lon, precision, uncertainty_km: uncertaintyKm };
}
