// Generated from the tables SUNAT publishes (validation workbook of 2026-02-12); not written by hand.
type CodeSet = ReadonlySet<string>;

/** Catalogue 20: motives of a transfer. */
export const MOTIVES: CodeSet = new Set('01 02 03 04 05 06 07 08 09 13 14 17 18'.split(' '));

/** Catalogue 61: documents a sender's guide (09) may refer to. */
export const SENDER_DOCUMENTS: CodeSet = new Set('01 03 04 09 12 48 49 50 52 71 72 73 74 75 76 77 78 80 81'.split(' '));

/** Catalogue 61: documents a carrier's guide (31) may refer to. */
export const CARRIER_DOCUMENTS: CodeSet = new Set('01 03 04 09 12 31 48 50 52 65 66 67 68 69 80 82'.split(' '));

/** Catalogue 65: units of measure of customs declarations; some hold a space. */
export const CUSTOMS_UNITS: CodeSet = new Set('126,12U,2U,2U6,AM,BAL,BID,BLS,BOB,BOT,BRR,CAJ,CIL,CM,CM2,CM3,CON,CRT,FDO,FRC,GAL,GLE,GR,GRU,HL,HOJ,JGS,KG,KG3,KG6,KGA,KI,KI6,KL6,KL9,KM,KW3,KW6,KWH,L,L 6,LAT,LB,M,M 6,M2,M26,M3,M36,MGA,MGR,ML,MLL,MM,MM2,MM3,MU,MWH,OZ,PAI,PAL,PAQ,PL,PLC,PLG,PS,PS2,PS3,PST,PUL,PZA,QQ,QUT,RAM,RES,ROL,SAC,TAM,TC,TCS,TIR,TL,TLS,TM,TM3,TMS,TUB,U,U 3,U 6,U2,U3,U6,YD,YD2,KIT,SET'.split(','));

/** Catalogue 62: tariff headings of goods under rules of their own. */
export const NORMALISED_GOODS: CodeSet = new Set('1701130000 1701140000 1701910000 1701999000 1703100000 2207100000 2207200010 2207200090 2208901000 1006200000 1006300000 1006400000 2302200000 2601110000 2601120000 2601200000 2602000000 2603000000 2604000000 2605000000 2606000000 2607000000 2608000010 2608000090 2609000000 2610000000 2611000000 2612100000 2612200000 2613100000 2613900000 2614000000 2615100000 2615900000 2616100000 2616901000 2616909000 2617100000 2617900000 2618000000 2619000000 2620110000 2620190000 2620210000 2620290000 2620300000 2620400000 2620600000 2620910000 2620990000 2621100000 2621900000'.split(' '));

/** Catalogue 62A: product codes of the same goods. */
export const NORMALISED_PRODUCTS: CodeSet = new Set('50161509 12352104 50221101'.split(' '));

/** Catalogue D37: bodies that give permits. */
export const AUTHORISERS: CodeSet = new Set('01 02 03 04 05 06 07 08 09 10 11 12'.split(' '));

/** Catalogue 63: ports and the place (INEI) each stands in. */
export const PORTS: Readonly<Record<string, string>> = {
  PUB: '200801',
  CLL: '070101',
  CON: '150119',
  CHY: '150605',
  CHM: '021801',
  EEN: '140113',
  HCO: '150801',
  HUY: '021101',
  ILQ: '180301',
  IQT: '160101',
  MRI: '040701',
  PAI: '200501',
  PIO: '110505',
  PCL: '250101',
  PUN: '210101',
  SVY: '130109',
  SNX: '110304',
  SUP: '150204',
  TYL: '200701',
  YMS: '160201',
  ZOR: '240103',
};

/** Catalogue 64: airports and the place (INEI) each stands in. */
export const AIRPORTS: Readonly<Record<string, string>> = {
  AQP: '040104',
  ANS: '030201',
  ATA: '020604',
  AYP: '050113',
  CJA: '060108',
  CHM: '021809',
  CUZ: '080108',
  CHH: '010101',
  CIX: '140101',
  HUU: '100101',
  ILO: '180301',
  IQT: '160101',
  JAE: '060802',
  JJI: '220601',
  JUL: '211101',
  JAU: '120430',
  LIM: '070101',
  MBP: '220101',
  PIO: '110506',
  PIU: '200104',
  PCL: '250105',
  PEM: '170101',
  RIJ: '220801',
  TCQ: '230101',
  TYL: '200701',
  TPP: '220901',
  TIG: '100601',
  TRU: '130104',
  TBP: '240101',
  ATG: '250201',
  YMS: '160201',
};
