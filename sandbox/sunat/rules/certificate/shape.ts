import { PERCEPTION_RATES, RETENTION_RATES } from '../../generated/regime-rates.ts';

/** What differs between the two certificates: names of their parts and the codes of the same rules. */
export interface Shape {
  readonly root: string;
  /** First letter of the electronic series. */
  readonly letter: string;
  readonly system: string;
  readonly percent: string;
  /** Rates by system, in percent. */
  readonly rates: Readonly<Record<string, string>>;
  /** What was paid or cashed in all. */
  readonly grandTotal: string;
  readonly reference: string;
  readonly information: string;
  readonly amount: string;
  readonly net: string;
  /** What is retained lessens a payment, what is perceived adds to it. */
  readonly sign: 1 | -1;
  /** Types of the documents that may be related. */
  readonly types: readonly string[];
  /** Types that the totals leave out. */
  readonly leftOut: readonly string[];
  /** Numbers of related documents other than tickets. */
  readonly number: RegExp;
  readonly codes: Readonly<Record<Rule, string>>;
}

type Rule =
  | 'system'
  | 'percent'
  | 'totalSum'
  | 'totalCurrency'
  | 'grandForm'
  | 'grandSum'
  | 'grandCurrency'
  | 'dateMissing'
  | 'datePeriod'
  | 'dateRange'
  | 'paymentMissing'
  | 'paymentForm'
  | 'paidMissing'
  | 'paidForm'
  | 'paidCurrency'
  | 'amountForm'
  | 'amountCurrency'
  | 'product'
  | 'netForm'
  | 'netCurrency'
  | 'receiverMissing'
  | 'receiverForm'
  | 'receiverIsIssuer'
  | 'receiverUnknown'
  | 'receiverTradeName'
  | 'receiverStreet'
  | 'receiverSubdivision'
  | 'receiverCity'
  | 'receiverSubentity'
  | 'receiverDistrict';

const RETENTION: Shape = {
  root: 'Retention',
  letter: 'R',
  system: 'SUNATRetentionSystemCode',
  percent: 'SUNATRetentionPercent',
  rates: RETENTION_RATES,
  grandTotal: 'SUNATTotalPaid',
  reference: 'SUNATRetentionDocumentReference',
  information: 'SUNATRetentionInformation',
  amount: 'SUNATRetentionAmount',
  net: 'SUNATNetTotalPaid',
  sign: -1,
  types: ['01', '07', '08', '12', '20'],
  leftOut: ['07', '20'],
  number: /^(E001|[FR][A-Z0-9]{3}|\d{4})-(?!0+$)\d{1,8}$/,
  codes: {
    system: '2618',
    percent: '2619',
    totalSum: '2628',
    totalCurrency: '2728',
    grandForm: '2730',
    grandSum: '2629',
    grandCurrency: '2732',
    dateMissing: '2737',
    datePeriod: '2661',
    dateRange: '2625',
    paymentMissing: '2733',
    paymentForm: '2734',
    paidMissing: '2735',
    paidForm: '2736',
    paidCurrency: '2622',
    amountForm: '2740',
    amountCurrency: '2742',
    product: '2623',
    netForm: '2746',
    netCurrency: '2748',
    receiverMissing: '2723',
    receiverForm: '2724',
    receiverIsIssuer: '2620',
    receiverUnknown: '2621',
    receiverTradeName: '2906',
    receiverStreet: '2918',
    receiverSubdivision: '2907',
    receiverCity: '2908',
    receiverSubentity: '2909',
    receiverDistrict: '2910',
  },
};

const PERCEPTION: Shape = {
  root: 'Perception',
  letter: 'P',
  system: 'SUNATPerceptionSystemCode',
  percent: 'SUNATPerceptionPercent',
  rates: PERCEPTION_RATES,
  grandTotal: 'SUNATTotalCashed',
  reference: 'SUNATPerceptionDocumentReference',
  information: 'SUNATPerceptionInformation',
  amount: 'SUNATPerceptionAmount',
  net: 'SUNATNetTotalCashed',
  sign: 1,
  types: ['01', '03', '07', '08', '12', '40'],
  leftOut: ['07', '40'],
  number: /^(E001|EB01|[FPB][A-Z0-9]{3}|\d{4})-(?!0+$)\d{1,8}$/,
  codes: {
    system: '2602',
    percent: '2603',
    totalSum: '2667',
    totalCurrency: '2685',
    grandForm: '2687',
    grandSum: '2668',
    grandCurrency: '2690',
    dateMissing: '2702',
    datePeriod: '2659',
    dateRange: '2612',
    paymentMissing: '2697',
    paymentForm: '2698',
    paidMissing: '2699',
    paidForm: '2700',
    paidCurrency: '2607',
    amountForm: '2705',
    amountCurrency: '2707',
    product: '2608',
    netForm: '2711',
    netCurrency: '2713',
    receiverMissing: '2679',
    receiverForm: '2680',
    receiverIsIssuer: '2604',
    receiverUnknown: '2605',
    receiverTradeName: '2911',
    receiverStreet: '2919',
    receiverSubdivision: '2912',
    receiverCity: '2913',
    receiverSubentity: '2914',
    receiverDistrict: '2915',
  },
};

/** By type of catalogue 01: 20 retencion, 40 percepcion. */
export const SHAPES: Readonly<Record<string, Shape>> = { '20': RETENTION, '40': PERCEPTION };
