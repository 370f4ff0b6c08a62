import type { RuleSheet } from '../../../domain/fiscal/rules/rule.ts';
import { byCode, type RowClass } from '../row-class.ts';

const SHEETS: readonly RuleSheet[] = ['Retenciones', 'Percepciones'];

/** Certificates of retention and perception, beside what their own table checks. */
export const CERTIFICATE_CLASSES: readonly RowClass[] = [
  byCode('fixed', '2110 2111 2112 2113 2511 2548 2678', ...SHEETS),
  byCode('names', '1034 1049', ...SHEETS),
  byCode('register', '2617 4086 4089 4090 4091 4285', ...SHEETS),
  byCode('state', '2609', ...SHEETS),
  byCode('contingency', '3228', ...SHEETS),
  byCode('certificate-date', '2600', ...SHEETS),
  byCode('certificate-parties', '1038 2133 2901 2902 2903 2904 2905 2906 2907 2908 2909 2910', ...SHEETS),
  byCode('certificate-parties', '2911 2912 2913 2914 2915 2916 2917 2918 2919', ...SHEETS),
  byCode('structure', '2516 2691 2697 2699 2733 2735', ...SHEETS),
  byCode('certificate-sums', '2603 2608 2619 2623 2628 2629 2667 2668 2687 2711 2730 2746', ...SHEETS),
  byCode('certificate-soles', '2607 2622 2685 2690 2707 2713 2715 2728 2732 2742 2748 2749', ...SHEETS),
  byCode('stricter', '2659 2661 2693 2719 2722', ...SHEETS),
  byCode('rounding', '3303 3304', ...SHEETS),
  byCode('exceptional-perception', '3322 3323 3324 3325 3326 3327', ...SHEETS),
];
