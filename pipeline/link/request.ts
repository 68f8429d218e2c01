/** What reaches outside: the command line hands in the real ones, tests their own. */
export interface Net {
  readonly fetch: (address: string, how: RequestInit) => Promise<Response>;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds after which an answer is given up. */
  readonly timeout: number;
}

/** A service that can't be reached, or doesn't answer as it should; its message says so in plain words. */
export class ServiceError extends Error {}

/** Milliseconds before each further try. */
const PAUSES = [1000, 2000, 4000];
/** What a service may ask for at most (Retry-After). */
const LONGEST_PAUSE = 60_000;
/** Statuses that may pass: too early, too many requests, and faults of servers and what stands before them. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The JSON that an address gives, or gives to what is posted; tried again with growing pauses where the failure may pass.
 * @throws {ServiceError}
 */
export async function request(address: string, body: URLSearchParams | null, net: Net): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const { text, failure, passing, pause } = await attemptOf(address, body, net);
    if (text !== null) return parse(text, address);
    const wait = PAUSES[attempt];
    if (!passing || wait === undefined) {
      const tries = attempt === 0 ? '' : `; tried ${attempt + 1} times`;
      throw new ServiceError(`Cannot reach \`${address}\`: ${failure}${tries}`);
    }
    await net.wait(pause ?? wait);
  }
}

interface Attempt {
  readonly text: string | null;
  readonly failure: string;
  readonly passing: boolean;
  readonly pause: number | null;
}

async function attemptOf(address: string, body: URLSearchParams | null, net: Net): Promise<Attempt> {
  const failed = { text: null, passing: true, pause: null };
  try {
    const response = await net.fetch(address, {
      method: body === null ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'user-agent': 'lodemark (reconciliation client)' },
      signal: AbortSignal.timeout(net.timeout),
      ...(body && { body }),
    });
    const text = await response.text();
    if (response.ok) return { ...failed, text, failure: '' };
    const failure = `it answers ${response.status} ${response.statusText}`.trim();
    return { ...failed, failure, passing: PASSING.has(response.status), pause: pauseOf(response) };
  } catch (error) {
    return { ...failed, failure: reasonOf(error, net.timeout), passing: mayPass(error) };
  }
}

/** Seconds are read; a point in time would need a clock. */
function pauseOf({ headers }: Response): number | null {
  const seconds = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '')?.[0];
  return seconds === undefined ? null : Math.min(Number(seconds) * 1000, LONGEST_PAUSE);
}

/** No answer in time, and what the operating system or the connection says: not an address that can't be asked. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, cause } = error;
  return name === 'TimeoutError' || (typeof cause === 'object' && cause !== null && 'code' in cause);
}

/** `fetch failed` has its reason as its cause, and that of several addresses as its errors. */
function reasonOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeout / 1000} seconds`;
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

function parse(text: string, address: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const begins = text.trim().slice(0, 60).replace(/\s+/g, ' ');
    throw new ServiceError(`Unexpected answer of \`${address}\`, expected JSON; it begins with \`${begins}\``);
  }
}
