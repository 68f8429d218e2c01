/** Circles among ids that each have one above them or none, each once and with its smallest id first. Takes time for each id once. */
export function circlesIn(ids: Iterable<string>, above: (id: string) => string | null): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  for (const start of ids) {
    const way = new Set<string>();
    let at: string | null = start;
    while (at !== null && !done.has(at) && !way.has(at)) {
      way.add(at);
      at = above(at);
    }
    if (at !== null && way.has(at)) circles.push(turned([...way].slice([...way].indexOf(at))));
    for (const id of way) done.add(id);
  }
  return circles;
}

function turned(circle: string[]): string[] {
  const first = circle.indexOf([...circle].sort()[0]!);
  return [...circle.slice(first), ...circle.slice(0, first)];
}
