/** What a full stop may stand after without ending a sentence; keys in lower case, without their last stop. */
export interface Abbreviations {
  /** Never ends a sentence: a name or number follows. */
  readonly never: ReadonlySet<string>;
  /** Seldom ends one: it does when one of `starters` follows. */
  readonly seldom: ReadonlySet<string>;
  readonly starters: ReadonlySet<string>;
  /** Whether `3.` is an ordinal number. */
  readonly ordinals: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter(Boolean));
const NONE = set('');

const english: Abbreviations = {
  never: set(
    'mr mrs ms messrs dr prof gen adm vadm radm col maj capt cpt lt sgt cpl pvt cmdr cdr brig rev fr hon st ste sen rep gov pres amb ' +
      'insp supt det mt ft vs v approx ca c cf e.g i.e viz no nos vol vols fig figs pp p para ch sec art ed eds trans op cit',
  ),
  seldom: set(
    'etc al inc ltd co corp bros dept univ jr sr esq ph.d m.a b.a a.m p.m u.s u.k u.n e.u d.c jan feb mar apr jun jul aug sept sep oct nov dec',
  ),
  starters: set(
    'The A An In It He She They We You But And Or This That These Those There Then When While If As At On For From With Without After Before ' +
      'Since Although However His Her Its Their Our My No Yes Not So Such What Who Why How Some Many Most Both Each All Several Meanwhile Moreover',
  ),
  ordinals: false,
};

const byLanguage: Record<string, Abbreviations> = {
  en: english,
  de: {
    never: set(
      'dr prof hr fr st bzw z.b d.h u.a ca vgl nr abs art bd s f ff inkl ggf evtl sog geb gest jh mio mrd str gen oberst',
    ),
    seldom: set('usw etc'),
    starters: set(
      'Der Die Das Ein Eine Es Er Sie Wir Ich In Im Am An Auf Aus Bei Mit Nach Seit Von Zu Doch Aber Und Als Wenn',
    ),
    ordinals: true,
  },
  fr: {
    never: set('m mm mme mmes mlle dr pr st ste p pp fig art vol n chap av apr env cf éd gén col cap lt'),
    seldom: set('etc'),
    starters: NONE,
    ordinals: false,
  },
  es: {
    never: set('sr sra srta sres dr dra d dña prof gral cnel cap p pp fig art vol núm nº pág págs aprox ee.uu'),
    seldom: set('etc'),
    starters: NONE,
    ordinals: false,
  },
  it: {
    never: set('sig sig.ra dott dott.ssa prof ing avv on gen col cap p pp fig art vol n pag ca s'),
    seldom: set('ecc'),
    starters: NONE,
    ordinals: false,
  },
  pt: {
    never: set('sr sra dr dra prof profa gen cel cap p pp fig art vol n pág aprox d'),
    seldom: set('etc'),
    starters: NONE,
    ordinals: false,
  },
  nl: {
    never: set('dhr mevr dr prof ir ing drs mr gen kol p pp fig art nr blz ca bijv o.a d.w.z m.b.t'),
    seldom: set('enz etc'),
    starters: NONE,
    ordinals: false,
  },
  sv: {
    never: set('dr prof gen hr fr bl.a t.ex d.v.s s.k ca nr kap st s'),
    seldom: set('osv etc'),
    starters: NONE,
    ordinals: false,
  },
  nb: {
    never: set('dr prof gen hr fr bl.a f.eks dvs ca nr kap st s pkt'),
    seldom: set('osv etc'),
    starters: NONE,
    ordinals: true,
  },
  da: {
    never: set('dr prof gen hr fr bl.a f.eks dvs ca nr kap st s pkt'),
    seldom: set('osv etc'),
    starters: NONE,
    ordinals: true,
  },
  fi: { never: set('dr prof esim ks ns nk mm n s ym'), seldom: set('jne'), starters: NONE, ordinals: true },
  pl: {
    never: set('dr prof gen płk mjr kpt por ul np tzw m.in ok nr str św r w'),
    seldom: set('itd itp'),
    starters: NONE,
    ordinals: true,
  },
  cs: {
    never: set('dr prof gen plk ing mgr např tzv č str sv r'),
    seldom: set('atd apod'),
    starters: NONE,
    ordinals: true,
  },
  ru: {
    never: set('г гг в вв им ул д стр т рис табл проф акад ген полк кап см ср т.е т.к тыс млн млрд руб св о'),
    seldom: set('др пр т.д т.п'),
    starters: NONE,
    ordinals: false,
  },
  uk: {
    never: set('р рр ст ім вул д с т рис табл проф акад ген полк див тис млн млрд грн св о'),
    seldom: set('ін т.д т.п'),
    starters: NONE,
    ordinals: false,
  },
};
byLanguage.no = byLanguage.nb!;
byLanguage.nn = byLanguage.nb!;

/** By primary language subtag (BCP 47); without abbreviations where none are known. */
export function abbreviationsOf(language: string): Abbreviations {
  const primary = language.toLowerCase().split('-', 1)[0]!;
  return (
    (Object.hasOwn(byLanguage, primary) ? byLanguage[primary] : undefined) ?? {
      never: NONE,
      seldom: NONE,
      starters: NONE,
      ordinals: false,
    }
  );
}
