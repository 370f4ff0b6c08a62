import type { Random } from './random.ts';

const GOODS: readonly (readonly [name: string, low: number, high: number, affectation: '10' | '20'])[] = [
  ['CAFÉ TOSTADO MOLIDO CHANCHAMAYO', 12, 45, '10'],
  ['CHOCOLATE DE CUSCO 70 %', 6, 22, '10'],
  ['QUINUA BLANCA PERLADA', 7, 18, '20'],
  ['PAPA NATIVA HUAYRO', 3, 8, '20'],
  ['ACEITE VEGETAL', 8, 16, '10'],
  ['ARROZ EXTRA COSTEÑO', 4, 30, '10'],
  ['CHOMPA DE ALPACA', 90, 280, '10'],
  ['CUADERNO RAYADO A4', 4, 14, '10'],
  ['DETERGENTE EN POLVO', 5, 35, '10'],
  ['PALTA FUERTE', 6, 14, '20'],
  ['PISCO QUEBRANTA', 28, 95, '10'],
  ['JUGUETE DIDÁCTICO', 15, 120, '10'],
];
const SIZES = ['CHICO', 'MEDIANO', 'GRANDE', 'FAMILIAR', 'X 6', 'X 12', 'PREMIUM', 'OFERTA'];

export interface FakeProduct {
  readonly sku: string;
  readonly name: string;
  /** What the buyer pays, taxes included. */
  readonly price: string;
  readonly cost: string;
  readonly igvAffectation: '10' | '20';
}

/** Goods as a Peruvian shop has them; `10` gravado, `20` exonerado (farm produce). */
export function fakeProducts(random: Random, count: number): FakeProduct[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, low, high, igvAffectation] = random.pick(GOODS);
    const cents = random.integer(low * 10, high * 10) * 10;
    return {
      sku: `FAKE-${String(index + 1).padStart(4, '0')}`,
      name: `${name} ${random.pick(SIZES)}`,
      price: (cents / 100).toFixed(2),
      cost: (Math.round(cents * 0.6) / 100).toFixed(2),
      igvAffectation,
    };
  });
}
