import type { Random } from './random.ts';

const GOODS: readonly (readonly [
  name: string,
  low: number,
  high: number,
  affectation: '10' | '20',
  sunatCode: string,
])[] = [
  ['CAFÉ TOSTADO MOLIDO CHANCHAMAYO', 12, 45, '10', '50201706'],
  ['CHOCOLATE DE CUSCO 70 %', 6, 22, '10', '50161813'],
  ['QUINUA BLANCA PERLADA', 7, 18, '20', '50221101'],
  ['PAPA NATIVA HUAYRO', 3, 8, '20', '50401700'],
  ['ACEITE VEGETAL', 8, 16, '10', '50151500'],
  ['ARROZ EXTRA COSTEÑO', 4, 30, '10', '50221101'],
  ['CHOMPA DE ALPACA', 90, 280, '10', '53101700'],
  ['CUADERNO RAYADO A4', 4, 14, '10', '14111514'],
  ['DETERGENTE EN POLVO', 5, 35, '10', '47131811'],
  ['PALTA FUERTE', 6, 14, '20', '50301500'],
  ['PISCO QUEBRANTA', 28, 95, '10', '50202206'],
  ['JUGUETE DIDÁCTICO', 15, 120, '10', '60141000'],
];
const SIZES = ['CHICO', 'MEDIANO', 'GRANDE', 'FAMILIAR', 'X 6', 'X 12', 'PREMIUM', 'OFERTA'];

export interface FakeProduct {
  readonly sku: string;
  readonly name: string;
  /** What the buyer pays, taxes included. */
  readonly price: string;
  readonly cost: string;
  readonly igvAffectation: '10' | '20';
  /** UNSPSC, eight digits. */
  readonly sunatCode: string;
}

/** Goods as a Peruvian shop has them; `10` gravado, `20` exonerado (farm produce). */
export function fakeProducts(random: Random, count: number): FakeProduct[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, low, high, igvAffectation, sunatCode] = random.pick(GOODS);
    const cents = random.integer(low * 10, high * 10) * 10;
    return {
      sku: `FAKE-${String(index + 1).padStart(4, '0')}`,
      name: `${name} ${random.pick(SIZES)}`,
      price: (cents / 100).toFixed(2),
      cost: (Math.round(cents * 0.6) / 100).toFixed(2),
      igvAffectation,
      sunatCode,
    };
  });
}
