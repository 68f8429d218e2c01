import type { Offer, Offered } from './ask.ts';

/** An address that a thing is to have. */
export interface Accepted {
  readonly offered: Offered;
  readonly offer: Offer & { readonly address: string };
}

/** What is accepted unasked. */
export interface Rule {
  /** From this score on; null: by no score. */
  readonly above: number | null;
  /** Whether what the service takes for certain is accepted. */
  readonly matched: boolean;
}

/**
 * The likeliest candidate of each thing where the rule takes it: not one that has an equal, and not one address for two things, for
 * then a person has to decide.
 */
export function acceptBy(offered: readonly Offered[], rule: Rule): Accepted[] {
  const chosen = offered.flatMap(each => {
    const [best, second] = each.offers;
    if (!best || (second && second.score >= best.score) || !takes(rule, best, each.offers)) return [];
    return acceptedOf(each, best);
  });
  return chosen.filter(({ offer }) => chosen.filter(other => other.offer.address === offer.address).length === 1);
}

function takes({ above, matched }: Rule, best: Offer, offers: readonly Offer[]): boolean {
  if (above !== null && best.score >= above) return true;
  return matched && best.match && offers.filter(({ match }) => match).length === 1;
}

/**
 * Asks about each thing that has candidates. An answer is a number, or nothing for none of them; `q`, or the end of what is said, leaves
 * the rest.
 */
export async function acceptAsked(
  offered: readonly Offered[],
  ask: (offered: Offered) => Promise<string | null>,
): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  for (const each of offered.filter(({ offers }) => offers.length > 0)) {
    for (;;) {
      const answer = (await ask(each))?.trim().toLowerCase();
      if (answer === undefined || answer.startsWith('q')) return accepted;
      if (answer === '') break;
      const offer = /^\d+$/.test(answer) ? each.offers[Number(answer) - 1] : undefined;
      const found = offer ? acceptedOf(each, offer).filter(one => !isTaken(one, accepted)) : [];
      accepted.push(...found);
      if (found.length > 0) break;
    }
  }
  return accepted;
}

function isTaken({ offer }: Accepted, accepted: readonly Accepted[]): boolean {
  return accepted.some(other => other.offer.address === offer.address);
}

function acceptedOf(offered: Offered, offer: Offer): Accepted[] {
  const { address, taken } = offer;
  return address === null || taken !== null ? [] : [{ offered, offer: { ...offer, address } }];
}
