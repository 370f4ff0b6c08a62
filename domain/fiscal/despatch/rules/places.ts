import { catalog13 } from '../../../catalogs/generated/cat-13.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { isValidRuc } from '../../../identity/ruc.ts';
import { type Finding, when } from '../../rules/rule.ts';
import { moves } from '../facts.ts';
import type { DespatchDraft, DespatchPlace } from '../types.ts';
import { type DespatchRule, observes, refuses, SHIPMENT } from './despatch-rule.ts';

interface End {
  readonly name: 'origin' | 'destination';
  readonly word: string;
  readonly field: string;
  /** SUNAT's codes. */
  readonly ubigeo: string;
  readonly street: string;
  readonly streetFormat: string;
  readonly establishment: string;
  /** Motives for which the place is not the company's own. */
  readonly foreign: readonly string[];
}

const ORIGIN: End = {
  ...{ name: 'origin', word: 'de partida', field: `${SHIPMENT}/cac:Delivery/cac:Despatch/cac:DespatchAddress` },
  ...{ ubigeo: '3363', street: '2577', streetFormat: '4076', establishment: '3365', foreign: ['02', '07', '08'] },
};

const DESTINATION: End = {
  ...{ name: 'destination', word: 'de llegada', field: `${SHIPMENT}/cac:Delivery/cac:DeliveryAddress` },
  ...{ ubigeo: '3368', street: '2574', streetFormat: '4068', establishment: '3369' },
  foreign: ['01', '03', '05', '06', '14', '17'],
};

/** The checks of one end of the way. */
function endRules({ name, word, field, ubigeo, street, streetFormat, establishment, foreign }: End): DespatchRule[] {
  const ask =
    (wrong: (place: DespatchPlace, draft: DespatchDraft) => boolean, at: string, detail: string) =>
    (draft: DespatchDraft): readonly Finding[] => {
      const place = draft[name];
      return when(place !== undefined && wrong(place, draft), `/${name}/${at}`, detail);
    };
  const code = `${field}/cbc:AddressTypeCode`;
  return [
    refuses(
      '2776',
      'invalid_ubigeo',
      `${field}/cbc:ID`,
      ask((place) => !/^\d{6}$/.test(place.ubigeo), 'ubigeo', `El ubigeo ${word} tiene 6 dígitos.`),
    ),
    refuses(
      ubigeo,
      'unknown_ubigeo',
      `${field}/cbc:ID`,
      ask(
        (place) => /^\d{6}$/.test(place.ubigeo) && !isInCatalog(catalog13, place.ubigeo),
        'ubigeo',
        `El ubigeo ${word} no existe.`,
      ),
    ),
    refuses(
      street,
      'street_missing',
      `${field}/cac:AddressLine/cbc:Line`,
      ask((place) => place.street === '', 'street', `Falta la dirección ${word}.`),
    ),
    observes(
      streetFormat,
      'street_too_short',
      `${field}/cac:AddressLine/cbc:Line`,
      ask(({ street: line }) => line !== '' && line.length < 3, 'street', `La dirección ${word} es muy corta.`),
    ),
    refuses(
      '3410',
      'establishment_ruc_missing',
      `${code}/@listID`,
      ask(
        (place) => place.establishmentCode !== undefined && place.ruc === undefined,
        'ruc',
        'Falta el RUC del establecimiento.',
      ),
    ),
    refuses(
      '3409',
      'establishment_ruc_invalid',
      `${code}/@listID`,
      ask(
        (place) => place.ruc !== undefined && !isValidRuc(place.ruc),
        'ruc',
        'El RUC del establecimiento no es válido.',
      ),
    ),
    refuses(
      '3411',
      'establishment_is_own',
      `${code}/@listID`,
      ask(
        (place, draft) => moves(draft, ...foreign) && place.ruc === draft.supplier.ruc,
        'ruc',
        'Para este motivo el establecimiento no es de la propia empresa.',
      ),
    ),
    refuses(
      '3414',
      'establishment_is_foreign',
      `${code}/@listID`,
      ask(
        (place, draft) => moves(draft, '04') && place.ruc !== undefined && place.ruc !== draft.supplier.ruc,
        'ruc',
        'Un traslado entre establecimientos es dentro de la propia empresa.',
      ),
    ),
    refuses(
      establishment,
      'establishment_code_missing',
      code,
      ask(
        (place, draft) =>
          (place.ruc !== undefined || moves(draft, '04')) && !/^\d{4}$/.test(place.establishmentCode ?? ''),
        'establishment_code',
        'Falta el código de establecimiento (4 dígitos).',
      ),
    ),
  ];
}

/** Where the goods come from and go to. */
export const PLACE_RULES: readonly DespatchRule[] = [
  ...endRules(ORIGIN),
  ...endRules(DESTINATION),
  refuses('2775', 'destination_missing', `${DESTINATION.field}/cbc:ID`, (draft) =>
    when(!draft.destination && !moves(draft, '18'), '/destination', 'Falta el punto de llegada.'),
  ),
  refuses('3416', 'destination_establishment_not_allowed', `${DESTINATION.field}/cbc:AddressTypeCode`, (draft) =>
    when(
      moves(draft, '18') && draft.destination?.establishmentCode !== undefined,
      '/destination/establishment_code',
      'Un emisor itinerante no consigna un establecimiento de llegada.',
    ),
  ),
];
