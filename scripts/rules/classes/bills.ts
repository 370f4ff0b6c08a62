import { byCode, byLine, type RowClass } from '../row-class.ts';

const BILLS = ['Factura', 'Boleta', 'NotaCredito', 'NotaDebito'] as const;
const NOTES = ['NotaCredito', 'NotaDebito'] as const;

const HEADER: readonly RowClass[] = [
  byCode('fixed', '1004 1007 1008 2015 2072 2073 2074 2075 3205 4041', ...BILLS),
  byCode('names', '1003 1035 1036', ...BILLS),
  byCode('stricter', '4198 4242', ...BILLS),
  byCode('structure', '2070 2883 3089 3090', 'Factura', 'Boleta'),
  byCode('parties', '4092 4093 4094 4095 4096 4097 4098 4338', ...BILLS),
  byCode('parties', '4234 4269', ...BILLS),
  byCode('currency', '2071', ...BILLS),
  byCode('catalogue', '4005', 'Factura', 'Boleta'),
  byLine('stricter', { Factura: [92] }),
];

const LINES: readonly RowClass[] = [
  byCode('numbering', '2137 2752', ...BILLS),
  byCode('structure', '2028 2068 3195 3026 3067 2409 3003 3237 3223 3224 3234 2992', ...BILLS),
  byCode('structure', '2138 2188 2410', ...BILLS),
  byCode('structure', '3105', 'Factura', 'Boleta', 'NotaDebito', 'NotaCredito'),
  byCode('catalogue', '2036 2037 2052 2054 2961 2964 2996 3007 3051 3059 2377', ...BILLS),
  byCode('catalogue', '2199 2371 2373 3050 3210', ...BILLS),
  byCode('figures', '3020 3021 3031', ...BILLS),
  byCode('sums', '3101', 'NotaDebito'),
];

const TOTALS: readonly RowClass[] = [
  byCode('structure', '2956 3024 3068 2638 3288 3305 4212 4317', ...BILLS),
  byCode('fixed', '3000', ...BILLS),
  byCode('sums', '3272 4294 3292 4293 3294 4301', ...BILLS),
  byCode('stricter', '3107', 'Factura', 'Boleta'),
];

const BESIDE: readonly RowClass[] = [
  byCode('allowances', '2954 2955 2968 3016 3025 3052 3053 3071 3072 3073 3074 3092 3114 4268 4291', ...BILLS),
  byCode('withholdings', '2788 2792 3035 3129 3208 3309 3310 3311', ...BILLS),
  byCode('advances', '2505 2520 2529 3211 3212 3213 3214 3215 3216 3217', 'Factura', 'Boleta'),
  byCode('terms', '3244 3245 3246 3247 3248 3250 3252 3253 3255 3461', ...BILLS),
  byCode('properties', '4235', ...BILLS),
  byCode('stricter', '4281', 'Factura'),
];

const AMENDING: readonly RowClass[] = [
  byCode('one-amended', '2365 2524 2884 3194 3203 3261', ...NOTES),
  byLine('other-documents', { NotaCredito: [87], NotaDebito: [85] }),
  byLine('free-text-notes', { NotaCredito: [88], NotaDebito: [86] }),
  byCode('amended', '2117 2205 2016 2017 2021 2022 2070 2679 2936 3088 3496 4332 4337', ...NOTES),
  byCode('fixed', '2511 3029', ...NOTES),
  byCode('single-reason', '2643 3107 3221', ...NOTES),
];

export const BILL_CLASSES: readonly RowClass[] = [...HEADER, ...LINES, ...TOTALS, ...BESIDE, ...AMENDING];
