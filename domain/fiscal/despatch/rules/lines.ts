import { catalog03 } from '../../../catalogs/generated/cat-03.ts';
import { catalog65 } from '../../../catalogs/generated/cat-65.ts';
import { isInCatalog } from '../../../catalogs/is-in-catalog.ts';
import { Decimal } from '../../../decimal.ts';
import { each, when } from '../../rules/rule.ts';
import { crossesBorder, has, linesStandElsewhere } from '../facts.ts';
import type { DespatchDraft, DespatchLine } from '../types.ts';
import { type DespatchRule, observes, refuses } from './despatch-rule.ts';

const LINE = '/DespatchAdvice/cac:DespatchLine';
const PROPERTY = `${LINE}/cac:Item/cac:AdditionalItemProperty`;
const QUANTITY = /^\d{1,12}(\.\d{1,10})?$/;

/** A rule about each line, at its place. */
const ofLines =
  (wrong: (line: DespatchLine, draft: DespatchDraft) => boolean, at: string, detail: string) =>
  (draft: DespatchDraft) =>
    each(
      draft.lines,
      (line) => wrong(line, draft),
      (index) => `/lines/${index}/${at}`,
      detail,
    );

/** Each line of an import or export names its declaration, unless the whole of it is carried. */
const namesDeclaration = (draft: DespatchDraft): boolean => crossesBorder(draft) && !has(draft, 'whole_declaration');

/** The goods. */
export const LINE_RULES: readonly DespatchRule[] = [
  refuses('3435', 'lines_missing', LINE, (draft) =>
    when(draft.lines.length === 0 && !linesStandElsewhere(draft), '/lines', 'Faltan los bienes que se trasladan.'),
  ),
  observes('4434', 'lines_not_expected', LINE, (draft) =>
    when(
      draft.type === '31' && draft.lines.length > 0 && linesStandElsewhere(draft),
      '/lines',
      'Los bienes constan en el documento relacionado.',
    ),
  ),
  refuses(
    '2780',
    'invalid_quantity',
    `${LINE}/cbc:DeliveredQuantity`,
    ofLines(
      ({ quantity }) => !QUANTITY.test(quantity) || new Decimal(quantity).lte(0),
      'quantity',
      'La cantidad debe ser mayor que cero.',
    ),
  ),
  refuses(
    '2883',
    'unit_missing',
    `${LINE}/cbc:DeliveredQuantity/@unitCode`,
    ofLines(({ unitCode }) => unitCode === '', 'unit_code', 'Falta la unidad de medida.'),
  ),
  refuses(
    '3446',
    'unknown_customs_unit',
    `${LINE}/cbc:DeliveredQuantity/@unitCode`,
    ofLines(
      ({ unitCode }, draft) => namesDeclaration(draft) && !isInCatalog(catalog65, unitCode),
      'unit_code',
      'La unidad de medida no existe en el catálogo 65 de SUNAT (aduanas).',
    ),
  ),
  observes(
    '4320',
    'unknown_unit',
    `${LINE}/cbc:DeliveredQuantity/@unitCode`,
    ofLines(
      ({ unitCode }, draft) => !crossesBorder(draft) && unitCode !== '' && !isInCatalog(catalog03, unitCode),
      'unit_code',
      'La unidad de medida no existe en el catálogo 03 de SUNAT.',
    ),
  ),
  refuses(
    '2781',
    'description_missing',
    `${LINE}/cac:Item/cbc:Description`,
    ofLines(({ description }) => description === '', 'description', 'Falta la descripción del bien.'),
  ),
  observes(
    '4084',
    'description_too_short',
    `${LINE}/cac:Item/cbc:Description`,
    ofLines(
      ({ description }) => description !== '' && (description.length < 3 || description.length > 500),
      'description',
      'La descripción tiene de 3 a 500 caracteres.',
    ),
  ),
  refuses(
    '3002',
    'invalid_sunat_code',
    `${LINE}/cac:Item/cac:CommodityClassification`,
    ofLines(
      ({ sunatCode }) => sunatCode !== undefined && !/^(?!0+$)\d{1,8}$/.test(sunatCode),
      'sunat_code',
      'El código de producto SUNAT tiene 8 dígitos.',
    ),
  ),
  refuses(
    '3377',
    'invalid_tariff',
    PROPERTY,
    ofLines(
      ({ tariff }) => tariff !== undefined && !/^(?!0+$)\d{1,10}$/.test(tariff),
      'tariff',
      'La partida arancelaria tiene hasta 10 dígitos.',
    ),
  ),
  refuses(
    '3427',
    'line_declaration_missing',
    PROPERTY,
    ofLines(
      ({ declaration }, draft) => namesDeclaration(draft) && declaration === undefined,
      'declaration',
      'Falta la numeración de la DAM o DS de este bien.',
    ),
  ),
  refuses(
    '3428',
    'line_declaration_item_missing',
    PROPERTY,
    ofLines(
      ({ declarationItem }, draft) => namesDeclaration(draft) && declarationItem === undefined,
      'declaration_item',
      'Falta el número de serie del bien en la DAM o DS.',
    ),
  ),
  refuses(
    '3430',
    'line_declaration_unknown',
    PROPERTY,
    ofLines(
      ({ declaration }, draft) =>
        namesDeclaration(draft) &&
        declaration !== undefined &&
        !draft.documents.some(({ type, number }) => ['50', '52'].includes(type) && number === declaration),
      'declaration',
      'La DAM o DS no está entre los documentos relacionados.',
    ),
  ),
  refuses(
    '3431',
    'invalid_declaration_item',
    PROPERTY,
    ofLines(
      ({ declarationItem }) => declarationItem !== undefined && !/^(?!0+$)\d{1,4}$/.test(declarationItem),
      'declaration_item',
      'El número de serie en la DAM o DS tiene hasta 4 dígitos.',
    ),
  ),
];
