import { type GeoProjection, geoAzimuthalEqualArea, geoDistance, geoEqualEarth, geoMercator } from 'd3-geo';

/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

/** How a map looks at the earth. */
export interface View {
  readonly projection: GeoProjection;
  /** `disc`: around a pole or a far region, cut to a circle; `frame`: a rectangle. */
  readonly shape: 'disc' | 'frame';
  readonly width: number;
  readonly height: number;
  /** Great-circle radius in degrees of what is to be seen. */
  readonly reach: number;
  readonly centre: Position;
}

const WIDTH = 960;
const MARGIN = 14;
/** Degrees that any map reaches: coastlines in the atlas are no finer. */
const LEAST = 3;
const RADIANS = Math.PI / 180;

/**
 * Chooses a projection from where the points are. Around a pole: azimuthal, with the points' own meridian below the pole. All over
 * the earth: Equal Earth. Otherwise azimuthal around their middle, and Mercator where that is so small that it makes no difference
 * but for north being up everywhere. Areas are true, except in the last. `blur`: degrees by which the least certain point may be off.
 */
export function viewOf(points: readonly Position[], blur = 0): View {
  const centre = middleOf(points);
  const spread = reachFrom(centre, points);
  const pole: Position = [0, centre[1] < 0 ? -90 : 90];
  const polar = reachFrom(pole, points);
  if (Math.abs(centre[1]) > 55 && polar < 70)
    return azimuthal(pole, Math.min(Math.max(polar * 1.12 + 3, 20), 80), centre[0]);
  if (spread > 75) return world(centre[0]);
  if (spread > 8) return azimuthal(centre, spread * 1.25 + 2, null);
  return near(centre, Math.max(spread * 1.4, blur * 1.5, LEAST));
}

function azimuthal(centre: Position, reach: number, meridian: number | null): View {
  const [longitude, latitude] = centre;
  const isPole = meridian !== null;
  const turned = isPole ? (latitude > 0 ? -meridian : -meridian + 180) : -longitude;
  const size = isPole ? 760 : WIDTH;
  const height = isPole ? 760 : 620;
  const projection = geoAzimuthalEqualArea()
    .rotate([turned, -latitude])
    .clipAngle(Math.min(isPole ? reach : reach * 1.9, 175))
    .translate([size / 2, height / 2])
    .precision(0.2);
  const radius = 2 * Math.sin((reach * RADIANS) / 2);
  projection.scale((Math.min(size, height) / 2 - MARGIN) / radius);
  if (!isPole)
    projection.clipExtent([
      [0, 0],
      [size, height],
    ]);
  return { projection, shape: isPole ? 'disc' : 'frame', width: size, height, reach, centre };
}

function world(longitude: number): View {
  const height = 480;
  const projection = geoEqualEarth().rotate([-longitude, 0]).precision(0.2);
  projection.fitExtent(
    [
      [MARGIN, MARGIN],
      [WIDTH - MARGIN, height - MARGIN],
    ],
    { type: 'Sphere' },
  );
  return { projection, shape: 'frame', width: WIDTH, height, reach: 180, centre: [longitude, 0] };
}

function near(centre: Position, reach: number): View {
  const height = 620;
  const projection = geoMercator()
    .rotate([-centre[0], 0])
    .center([0, centre[1]])
    .translate([WIDTH / 2, height / 2]);
  projection.scale((height / 2 - MARGIN) / (reach * RADIANS)).clipExtent([
    [0, 0],
    [WIDTH, height],
  ]);
  return { projection, shape: 'frame', width: WIDTH, height, reach, centre };
}

/** The middle of points on the sphere: their mean as vectors. */
function middleOf(points: readonly Position[]): Position {
  let [x, y, z] = [0, 0, 0];
  for (const [longitude, latitude] of points) {
    const [a, b] = [longitude * RADIANS, latitude * RADIANS];
    x += Math.cos(b) * Math.cos(a);
    y += Math.cos(b) * Math.sin(a);
    z += Math.sin(b);
  }
  return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
}

function reachFrom(centre: Position, points: readonly Position[]): number {
  return points.reduce((most, point) => Math.max(most, geoDistance([...centre], [...point]) / RADIANS), 0);
}
