import { byCode, type RowClass } from '../row-class.ts';

/** Signature and file, which all documents share. */
export const FILE_CLASSES: readonly RowClass[] = [
  byCode('signature', '2076 2077 2078 2079 2080 2081 2082 2083 2084 2085 2086 2087 2088 2089', 'Firma'),
  byCode('signature', '2090 2091 2092 2093 2094 2095 2097 2098 2099 2100 2101', 'Firma'),
  byCode('service', '0100 0109 0111 0154', 'General'),
  byCode('zip', '0151 0155 0156 0157 0158 0159 0160 0161', 'General'),
  byCode('schema', '0306', 'General'),
  byCode('register', '2325 2326', 'General'),
  byCode('signature', '2335', 'General'),
];
