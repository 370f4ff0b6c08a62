import { defineEntity, p } from '@mikro-orm/core';
import { own, ownDated, ownTable, reference, sealed } from './own.ts';

/** Bytes that a logo may have at most; every printed document carries it. */
export const LOGO_LIMIT_BYTES = 200 * 1024;

/** The ways to SUNAT; sandbox and beta are tests. */
export const SUNAT_ENVIRONMENTS = ['sandbox', 'beta', 'production', 'ose'] as const;

/** A taxpayer that uses the hub. Its row policy compares its own id with the session's company. */
export const Company = defineEntity({
  name: 'Company',
  tableName: 'company',
  properties: {
    id: p.uuid().primary(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    ruc: p.string().length(11).unique(),
    name: p.string().length(1500),
    tradeName: p.string().length(1500).nullable(),
    sunatEnvironment: p.enum(SUNAT_ENVIRONMENTS).default('beta'),
    oseUrl: p.string().nullable(),
    boletaMode: p.enum(['single', 'summary'] as const).default('single'),
    // `mype_restaurants`: in SUNAT's register 01 between the two legal dates, each open where null.
    igvRegime: p.enum(['general', 'mype_restaurants'] as const).default('general'),
    igvRegimeFrom: p.type('date').$type<string>().nullable(),
    igvRegimeUntil: p.type('date').$type<string>().nullable(),
    /** Account of the Banco de la Nación that detracciones are paid into; on every such factura, hence not sealed. */
    detractionAccount: p.string().length(100).nullable(),
    // On every paper it hands out, hence not sealed; read only where it is printed.
    logo: p.blob().lazy().nullable(),
    version: p.integer().version(),
  },
  rowLevelSecurity: 'force',
  checks: [
    { name: 'company_ruc_shape', expression: "ruc ~ '^[12][0-9]{10}$'" },
    { name: 'company_logo_size', expression: `octet_length(logo) between 1 and ${LOGO_LIMIT_BYTES}` },
  ],
});

/**
 * A data key of a company, wrapped by the master key (whose id stands in the sealed value). The newest one that is
 * active seals; a new one becomes active only after every process has had the time to read it.
 */
export const CompanyKey = defineEntity({
  name: 'CompanyKey',
  tableName: 'company_key',
  ...ownTable('company_key'),
  properties: { ...ownDated, keyId: p.integer(), wrapped: sealed(), activeFrom: p.datetime().defaultRaw('now()') },
  uniques: [...ownTable('company_key').uniques, { name: 'company_key_number_key', properties: ['companyId', 'keyId'] }],
});

/** A place of business as declared in the RUC; `code` is SUNAT's four digits ("0000" is the fiscal domicile). */
export const Establishment = defineEntity({
  name: 'Establishment',
  tableName: 'establishment',
  ...ownTable('establishment'),
  properties: {
    ...ownDated,
    code: p.string().length(4),
    name: p.string().length(200),
    ubigeo: p.string().length(6).nullable(),
    department: p.string().length(100).nullable(),
    province: p.string().length(100).nullable(),
    district: p.string().length(100).nullable(),
    addressLine: p.string().length(200).nullable(),
    active: p.boolean().default(true),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('establishment').uniques,
    { name: 'establishment_code_key', properties: ['companyId', 'code'] },
  ],
  indexes: [{ name: 'establishment_list_idx', properties: ['companyId', 'createdAt', 'id'] }],
  checks: [{ name: 'establishment_code_shape', expression: "code ~ '^[0-9]{4}$'" }],
});

export const Warehouse = defineEntity({
  name: 'Warehouse',
  tableName: 'warehouse',
  ...ownTable('warehouse'),
  properties: {
    ...ownDated,
    establishmentId: reference(Establishment, 'establishment_id'),
    code: p.string().length(20),
    name: p.string().length(200),
    active: p.boolean().default(true),
    version: p.integer().version(),
  },
  uniques: [...ownTable('warehouse').uniques, { name: 'warehouse_code_key', properties: ['companyId', 'code'] }],
  indexes: [
    { name: 'warehouse_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'warehouse_establishment_idx', properties: ['companyId', 'establishmentId'] },
  ],
});

/** A fiscal series; `nextNumber` is taken by the transaction that inserts the document, and frozen after first use. */
export const DocumentSeries = defineEntity({
  name: 'DocumentSeries',
  tableName: 'document_series',
  ...ownTable('document_series'),
  properties: {
    ...ownDated,
    establishmentId: reference(Establishment, 'establishment_id'),
    documentType: p.string().length(2),
    series: p.string().length(4),
    nextNumber: p.integer().default(1),
    used: p.boolean().default(false),
    active: p.boolean().default(true),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('document_series').uniques,
    { name: 'document_series_name_key', properties: ['companyId', 'documentType', 'series'] },
  ],
  indexes: [
    { name: 'document_series_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'document_series_establishment_idx', properties: ['companyId', 'establishmentId', 'documentType'] },
  ],
  checks: [{ name: 'document_series_number_range', expression: 'next_number between 1 and 100000000' }],
});

/** A signing certificate (PFX and its password sealed). The newest active one signs. */
export const SunatCertificate = defineEntity({
  name: 'SunatCertificate',
  tableName: 'sunat_certificate',
  ...ownTable('sunat_certificate'),
  properties: {
    ...ownDated,
    pfx: sealed(),
    password: sealed(),
    sha256: p.string().length(64),
    subject: p.string().length(500),
    ruc: p.string().length(11).nullable(),
    notBefore: p.datetime(),
    notAfter: p.datetime(),
    active: p.boolean().default(true),
  },
  uniques: [
    ...ownTable('sunat_certificate').uniques,
    { name: 'sunat_certificate_active_key', properties: ['companyId'], where: { active: true } },
  ],
});

/** SOL and API credentials, one row per environment. */
export const SunatCredentials = defineEntity({
  name: 'SunatCredentials',
  tableName: 'sunat_credentials',
  ...ownTable('sunat_credentials'),
  properties: {
    ...own,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    environment: p.enum(SUNAT_ENVIRONMENTS),
    solUser: sealed(),
    solPassword: sealed(),
    clientId: sealed().nullable(),
    clientSecret: sealed().nullable(),
  },
  uniques: [
    ...ownTable('sunat_credentials').uniques,
    { name: 'sunat_credentials_environment_key', properties: ['companyId', 'environment'] },
  ],
});
