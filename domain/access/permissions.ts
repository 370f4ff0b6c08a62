/**
 * What a person or a machine may do. A permission is `resource:action`; services check it, routes only repeat it.
 * Custom roles take any subset; the built-in ones below are made with every company and cannot be changed.
 */
export const PERMISSIONS = [
  'company:read',
  'company:write',
  'establishments:read',
  'establishments:write',
  'warehouses:read',
  'warehouses:write',
  'series:read',
  'series:write',
  'users:read',
  'users:write',
  'roles:read',
  'roles:write',
  'api_keys:read',
  'api_keys:write',
  'products:read',
  'products:write',
  'customers:read',
  'customers:write',
  'personal_data:reveal',
  'stock:read',
  'stock:adjust',
  'sales:read',
  'sales:create',
  'sales:cancel',
  'sales:decide',
  'sales:contingency',
  'documents:read',
  'documents:files',
  'documents:void',
  'notes:read',
  'notes:create',
  'notes:decide',
  'summaries:read',
  'summaries:create',
  'despatch_advices:read',
  'despatch_advices:create',
  'despatch_advices:decide',
  'tax_certificates:read',
  'tax_certificates:create',
  'tax_certificates:decide',
  'books:read',
  'attention:read',
  'attention:decide',
  'audit:read',
  'operations:decode',
  'operations:log_level',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The books name every buyer of a month. */
const CLOSED_READS: readonly Permission[] = ['audit:read', 'books:read'];
const READS = PERMISSIONS.filter((permission) => permission.endsWith(':read') && !CLOSED_READS.includes(permission));

const NOT_OF_MANAGER: readonly Permission[] = [
  ...(['company:write', 'roles:write', 'books:read', 'operations:decode', 'operations:log_level'] as const),
];
const MANAGER = PERMISSIONS.filter((permission) => !NOT_OF_MANAGER.includes(permission));

/**
 * The built-in roles of every company. Owner holds everything; nobody but an owner can make another owner. A note gives
 * money and goods back, so neither who took them (cashier) nor who books them (accountant) makes one.
 */
export const BUILT_IN_ROLES: Readonly<Record<string, readonly Permission[]>> = {
  owner: PERMISSIONS,
  manager: MANAGER,
  cashier: [
    'company:read',
    'establishments:read',
    'warehouses:read',
    'series:read',
    'products:read',
    'customers:read',
    'customers:write',
    'stock:read',
    'sales:read',
    'sales:create',
    'documents:read',
    'documents:files',
    'notes:read',
    'despatch_advices:read',
    'attention:read',
  ],
  warehouse: [
    'company:read',
    'warehouses:read',
    'products:read',
    'stock:read',
    'stock:adjust',
    'sales:read',
    'despatch_advices:read',
    'despatch_advices:create',
  ],
  accountant: [
    ...READS,
    'tax_certificates:create',
    'tax_certificates:decide',
    'books:read',
    'documents:files',
    'personal_data:reveal',
    'audit:read',
  ],
  viewer: READS.filter((permission) => !['users:read', 'roles:read', 'api_keys:read'].includes(permission)),
};

export const isPermission = (text: string): text is Permission => (PERMISSIONS as readonly string[]).includes(text);
