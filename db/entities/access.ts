import { defineEntity, p } from '@mikro-orm/core';
import { own, ownDated, ownTable, reference, sealed } from './own.ts';

/** A person who works with the hub. The e-mail is sealed; log-in finds it by a global keyed blind index. */
export const User = defineEntity({
  name: 'User',
  tableName: 'app_user',
  ...ownTable('app_user'),
  properties: {
    ...ownDated,
    email: sealed(),
    emailIndex: p.blob(),
    name: p.string().length(200),
    passwordHash: p.string().length(255).nullable().hidden(),
    status: p.enum(['invited', 'active', 'disabled'] as const).default('invited'),
    activationHash: p.blob().nullable(),
    activationExpiresAt: p.datetime().nullable(),
    failedLogins: p.integer().default(0),
    lockedUntil: p.datetime().nullable(),
    version: p.integer().version(),
  },
  uniques: [...ownTable('app_user').uniques, { name: 'app_user_email_key', properties: ['companyId', 'emailIndex'] }],
  indexes: [
    { name: 'app_user_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'app_user_email_lookup_idx', properties: ['emailIndex'] },
    { name: 'app_user_activation_lookup_idx', properties: ['activationHash'] },
  ],
});

export const Role = defineEntity({
  name: 'Role',
  tableName: 'role',
  ...ownTable('role'),
  properties: {
    ...ownDated,
    name: p.string().length(60),
    builtIn: p.boolean().default(false),
    permissions: p.array(),
    version: p.integer().version(),
  },
  uniques: [...ownTable('role').uniques, { name: 'role_name_key', properties: ['companyId', 'name'] }],
  indexes: [{ name: 'role_list_idx', properties: ['companyId', 'createdAt', 'id'] }],
});

export const UserRole = defineEntity({
  name: 'UserRole',
  tableName: 'user_role',
  ...ownTable('user_role'),
  properties: {
    ...own,
    userId: reference(User, 'user_id'),
    roleId: reference(Role, 'role_id'),
  },
  uniques: [
    ...ownTable('user_role').uniques,
    { name: 'user_role_pair_key', properties: ['companyId', 'userId', 'roleId'] },
  ],
  indexes: [{ name: 'user_role_role_idx', properties: ['companyId', 'roleId'] }],
});

/**
 * A network from which a user was tried, as a keyed hash. Wrong passwords lock the user for that network only; one
 * from which he came in before is not locked by what strangers do elsewhere.
 */
export const LoginOrigin = defineEntity({
  name: 'LoginOrigin',
  tableName: 'login_origin',
  ...ownTable('login_origin'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    userId: reference(User, 'user_id'),
    origin: p.blob(),
    failedLogins: p.integer().default(0),
    lockedUntil: p.datetime().nullable(),
    succeededAt: p.datetime().nullable(),
  },
  uniques: [
    ...ownTable('login_origin').uniques,
    { name: 'login_origin_key', properties: ['companyId', 'userId', 'origin'] },
  ],
});

/** One log-in and all refresh tokens that descend from it; a reused token ends the family. */
export const RefreshFamily = defineEntity({
  name: 'RefreshFamily',
  tableName: 'refresh_family',
  ...ownTable('refresh_family'),
  properties: {
    ...ownDated,
    userId: reference(User, 'user_id'),
    revokedAt: p.datetime().nullable(),
    revokedReason: p.enum(['logout', 'reuse', 'disabled', 'password'] as const).nullable(),
    expiresAt: p.datetime(),
  },
  indexes: [{ name: 'refresh_family_user_idx', properties: ['companyId', 'userId'] }],
});

export const RefreshToken = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_token',
  ...ownTable('refresh_token'),
  properties: {
    ...ownDated,
    familyId: reference(RefreshFamily, 'family_id'),
    tokenHash: p.blob(),
    usedAt: p.datetime().nullable(),
    expiresAt: p.datetime(),
  },
  uniques: [...ownTable('refresh_token').uniques, { name: 'refresh_token_hash_key', properties: ['tokenHash'] }],
  indexes: [{ name: 'refresh_token_family_idx', properties: ['companyId', 'familyId'] }],
});

export const ApiKey = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  ...ownTable('api_key'),
  properties: {
    ...ownDated,
    name: p.string().length(100),
    prefix: p.string().length(16),
    keyHash: p.blob(),
    permissions: p.array(),
    createdById: reference(User, 'created_by_id').nullable(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
    lastUsedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
  uniques: [...ownTable('api_key').uniques, { name: 'api_key_hash_key', properties: ['keyHash'] }],
  indexes: [
    { name: 'api_key_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'api_key_creator_idx', properties: ['companyId', 'createdById'] },
  ],
});

/** The ring of keys that sign access tokens; global: a token is checked before its company is known. */
export const SigningKey = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_key',
  properties: {
    id: p.uuid().primary(),
    createdAt: p.datetime().defaultRaw('now()'),
    kid: p.string().length(64).unique(),
    publicKeyPem: p.text(),
    privateKey: sealed().nullable(),
    state: p.enum(['active', 'retiring', 'retired'] as const),
    retireAt: p.datetime().nullable(),
  },
});
