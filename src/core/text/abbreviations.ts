/** Abbreviations of the supported languages, without their last period and in lowercase. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Always followed by what they belong to: titles, and words such as "for example". */
export const NEVER_LAST =
  words(`med jur phil rer nat inh hl kath ev abg mr mrs ms mx messrs dr dra drs prof vgl bspw insbes gem lic arq geom exmo exma ir gov adm cmdr brig hr hrn fr st ste rev col sgt capt lt maj sr.a sra srta mme mlle mgr dhr mevr
  drs ing dipl dott dott.ssa sig.ra avv ddr cf viz bzw ggf evtl zzgl inkl exkl ca approx sog z.b d.h u.a o.ä v.a i.d.r m.e e.g
  i.e fa fam gebr pr mm cass trib sez ord exa avda p.ex p.e p.es c.-à-d c.à.d bijv resp vs incl excl ud uds sto ft insb feat dgl sig ee i.a o.a d.w.z m.b.t`);

/** Abbreviations only before a number: `No. 7`, but "Answer Yes or No." */
export const BEFORE_NUMBER =
  words(`no nos nr nrn n p pp s f fig figs abb tab vol vols ch chap chaps cap caps kap art arts abs
  ziff sec sect eq eqs bd bde núm num pág págs pag pagg pg par para anm anh ex ref tel ver hs jg blz hfst artt jan feb febr mar
  mär apr jun jul aug sep sept oct okt nov dec dez déc janv févr juil ene abr ago dic gen mag giu lug set ott fev out mrt mei
  rn rz lit max min ed env ej`);

/** May also end a sentence: legal forms, countries, and words such as "and so on". */
export const MAY_BE_LAST =
  words(`inc ltd co corp bros jr sr llc plc cie ges mbh etc usw usf ff al esq dept univ u.s u.k u.n e.u
  u.s.a a.m p.m s.a s.l s.r.l s.p.a s.a.s n.v b.v e.v e.k o.g v.chr n.chr b.c a.d ecc enz e.d u.ä bzgl ave blvd rd ph.d b.a m.a
  d.c n.b ibid cit hrsg uvm mio mrd tsd std lfd trans uu av sta mt gest geb verh allg bes str abt sent`);

/** Legal forms, which go on with the name of a company that ends in a mark: `Yahoo! Inc.` */
export const LEGAL_FORM =
  /^\s*(?:inc|ltd|corp|co|llc|plc|gmbh|ag|kg|se|sa|sas|s\.?a\.?|spa|srl|s\.?r\.?l|bv|nv|ltda|group|media)(?![\p{L}\p{N}])/iu;
