import { byCode, byLine, type RowClass } from '../row-class.ts';

const RC = 'Resumen';
const FILES = ['Baja', 'Reversiones'] as const;

const SUMMARY: readonly RowClass[] = [
  byCode('summary', '2671 2236 2220 1034 2228 2239 2752 3094 3095 3096 2241 2513 2896 2957 2582 2524 2920', RC),
  byCode('summary', '2015 2251 2254 2071 2278 4027 4019 4443', RC),
  byCode('fixed', '2072 2074 2075 2218 2219', RC),
  byCode('names', '2346', RC),
  byCode('state', '2223 2282 2663 2987 2989 2990', RC),
  byCode('stricter', '2229 2238', RC),
  byCode('structure', '2512 2242 2583 2522 2255 2256 2257 2357 2411 2263 2269 2268 2355 2271 2276 2275 3051', RC),
  byCode('figures', '2048 2261 2266', RC),
  byCode('sums', '2344 4302', RC),
  byCode('perception-in-summary', '2986 2605 4089 4090 4086 2517 2891 2893 2601 2608 2685 2895 2690 2897', RC),
];

const VOIDED: readonly RowClass[] = [
  byLine('other-documents', { Baja: [26, 32, 37, 38], Reversiones: [22, 26, 27, 32, 34] }),
  byCode('voided', '2301 2671 2220 1034 2228 2752 2308 2310 2312 2348 2315 2957', ...FILES),
  byCode('fixed', '2072 2074 2075 2287 2288', ...FILES),
  byCode('names', '2346', ...FILES),
  byCode('state', '0127 2105 2223 2324 2323 2375 2398 2750 2751', ...FILES),
  byCode('numbering', '2305 2306 2307', ...FILES),
  byCode('structure', '2309', ...FILES),
  byCode('stricter', '2229 2311 2313 2674 2675 4203', ...FILES),
];

export const SUMMARY_CLASSES: readonly RowClass[] = [...SUMMARY, ...VOIDED];
