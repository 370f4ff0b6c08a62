import { rucCheckDigit } from '../../../domain/identity/ruc.ts';
import type { Random } from './random.ts';

const FIRST_NAMES = [
  'ROSA',
  'CARMEN',
  'LUZ',
  'MARÍA',
  'JULIA',
  'FLOR',
  'ELENA',
  'YOLANDA',
  'NANCY',
  'MILAGROS',
  'JUAN',
  'JOSÉ',
  'LUIS',
  'CARLOS',
  'VÍCTOR',
  'JORGE',
  'MIGUEL',
  'WALTER',
  'EDWIN',
  'PERCY',
  'WILMER',
  'NILDA',
  'GLADYS',
  'HÉCTOR',
];
const LAST_NAMES = [
  'QUISPE',
  'MAMANI',
  'FLORES',
  'HUAMÁN',
  'SÁNCHEZ',
  'ROJAS',
  'GARCÍA',
  'CHÁVEZ',
  'RAMOS',
  'MENDOZA',
  'CONDORI',
  'TORRES',
  'DÍAZ',
  'CASTILLO',
  'ESPINOZA',
  'VÁSQUEZ',
  'CCAHUANA',
  'PAREDES',
  'ÑAUPARI',
  'SALAZAR',
  'CÁRDENAS',
];
const TRADES = ['COMERCIAL', 'DISTRIBUIDORA', 'INVERSIONES', 'CORPORACIÓN', 'BODEGA', 'GRUPO', 'IMPORTACIONES'];
const PLACES = ['LOS ANDES', 'DEL SUR', 'EL INKA', 'SAN MARTÍN', 'MISTI', 'PACÍFICO', 'AMAZONAS', 'CHAN CHAN'];
const FORMS = ['S.A.C.', 'E.I.R.L.', 'S.R.L.', 'S.A.'];

export interface FakeCustomer {
  readonly documentType: '1' | '6';
  readonly documentNumber: string;
  readonly name: string;
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 9)).join('');

/** Eight digits in the range that RENIEC has handed out to adults. */
const dni = (random: Random): string => String(random.integer(4_000_000, 79_999_999)).padStart(8, '0');

function ruc(random: Random, prefix: '10' | '20'): string {
  const ten = prefix === '10' ? `10${dni(random)}` : `20${random.integer(1, 6)}${digits(random, 7)}`;
  return ten + rucCheckDigit(ten);
}

const personName = (random: Random): string =>
  `${random.pick(FIRST_NAMES)} ${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)} ${random.pick(LAST_NAMES)}`;

/** A buyer with a valid DNI (most) or RUC (of a firm, or of a person with a trade). */
export function fakeCustomer(random: Random): FakeCustomer {
  if (random.chance(0.75)) return { documentType: '1', documentNumber: dni(random), name: personName(random) };
  if (random.chance(0.2)) return { documentType: '6', documentNumber: ruc(random, '10'), name: personName(random) };
  const name = `${random.pick(TRADES)} ${random.pick(LAST_NAMES)} ${random.pick(PLACES)} ${random.pick(FORMS)}`;
  return { documentType: '6', documentNumber: ruc(random, '20'), name };
}
