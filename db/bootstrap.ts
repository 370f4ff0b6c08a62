import pg from 'pg';

/** Passwords of the three roles; random ones come from the launcher's secrets, real ones from the operator. */
export interface RolePasswords {
  readonly owner: string;
  readonly app: string;
  readonly relay: string;
}

const ROLES = { owner: 'hub_owner', app: 'hub_app', relay: 'hub_relay' } as const;

/**
 * Makes (or brings up to date) the three roles and the database, as a superuser. Roles are cluster-wide, so this is
 * no migration. Idempotent. `hub_app` and `hub_relay` own nothing and cannot bypass row security.
 */
export async function bootstrapDatabase(superUrl: string, database: string, passwords: RolePasswords): Promise<void> {
  await withClient(superUrl, async (client) => {
    for (const [key, role] of Object.entries(ROLES)) {
      const password = pg.escapeLiteral(passwords[key as keyof RolePasswords]);
      const known = await client.query('select from pg_roles where rolname = $1', [role]);
      const verb = known.rowCount === 0 ? 'create' : 'alter';
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password ${password}`,
      );
    }
    const exists = await client.query('select from pg_database where datname = $1', [database]);
    if (exists.rowCount === 0) {
      await client.query(`create database ${pg.escapeIdentifier(database)} owner ${ROLES.owner}`);
    }
  });
  const url = new URL(superUrl);
  url.pathname = `/${database}`;
  await withClient(url.href, async (client) => {
    await client.query(`alter schema public owner to ${ROLES.owner}`);
    await client.query('revoke create on schema public from public');
    await client.query(`grant usage on schema public to ${ROLES.app}, ${ROLES.relay}`);
    // A failing statement must not put its parameters (personal data) into the server's log.
    await client.query(`alter database ${pg.escapeIdentifier(database)} set log_min_error_statement = 'panic'`);
  });
}

/** The URL under which a role reaches the database. */
export function roleUrl(superUrl: string, role: keyof RolePasswords, database: string, password: string): string {
  const url = new URL(superUrl);
  url.username = ROLES[role];
  url.password = encodeURIComponent(password);
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
