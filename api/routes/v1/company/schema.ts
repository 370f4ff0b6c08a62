import { z } from 'zod';

export const Company = z
  .object({
    id: z.uuid(),
    ruc: z.string(),
    name: z.string(),
    trade_name: z.string().nullable(),
    sunat_environment: z.enum(['sandbox', 'beta', 'production', 'ose']),
    boleta_mode: z.string(),
    igv_regime: z.enum(['general', 'mype_restaurants']),
    igv_regime_from: z.string().nullable(),
    igv_regime_until: z.string().nullable(),
    detraction_account: z.string().nullable(),
    has_logo: z.boolean().describe('See `/company/logo`.'),
    certificate: z.object({ sha256: z.string(), not_after: z.iso.datetime() }).nullable(),
    credentials: z.array(z.string()).describe('The environments whose credentials are set.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Company' });

export const Certificate = z
  .object({
    sha256: z.string(),
    subject: z.string(),
    ruc: z.string().nullable(),
    not_before: z.iso.datetime(),
    not_after: z.iso.datetime(),
  })
  .meta({ id: 'Certificate' });

export const SunatCredentials = z
  .object({ environment: z.string(), sol_user: z.string().describe('Masked.'), has_api_client: z.boolean() })
  .meta({ id: 'SunatCredentials' });

export const Logo = z
  .object({
    type: z.enum(['image/png', 'image/jpeg']),
    width: z.int().describe('Pixels.'),
    height: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'Logo' });

export const MailTemplate = z
  .object({
    subject: z.string(),
    text: z.string(),
    placeholders: z.array(z.string()).describe('What may stand between double braces.'),
    is_default: z.boolean().describe("The hub's own text: your company wrote none."),
  })
  .meta({ id: 'MailTemplate' });
