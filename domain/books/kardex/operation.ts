/** What a movement of the kardex was made by. */
export type MovementKind =
  | 'sale'
  | 'sale_cancelled'
  | 'adjustment'
  | 'opening'
  | 'note_return'
  | 'note_return_cancelled';

/** Adjustments by the reason that people gave; every other one is a difference found by counting. */
const BY_REASON: Readonly<Record<string, string>> = {
  opening: '16',
  merma: '13',
  shrinkage: '13',
  desmedro: '14',
  spoiled: '14',
  damaged: '14',
  expired: '14',
  destroyed: '15',
  destruction: '15',
  own_use: '12',
  gift: '09',
  donation: '09',
  bonus: '07',
  prize: '08',
  promotion: '34',
  advertising: '34',
  samples: '33',
};

export interface MovementCause {
  readonly kind: MovementKind;
  /** Of an adjustment. */
  readonly reasonCode: string | null;
  /** The document exports goods. */
  readonly exported: boolean;
}

/** Type of operation of a movement, table 12 of the PLE. */
export function operationOf({ kind, reasonCode, exported }: MovementCause): string {
  switch (kind) {
    case 'sale':
      return exported ? '17' : '01';
    case 'sale_cancelled':
      return '24';
    case 'note_return':
      return '05';
    case 'note_return_cancelled':
      return '99';
    case 'opening':
      return '16';
    case 'adjustment':
      return BY_REASON[reasonCode ?? ''] ?? '28';
  }
}
