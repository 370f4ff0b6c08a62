import { ormOptions } from './orm.ts';
import { readConfig } from '../platform/config.ts';

/** For the MikroORM command line (`npx mikro-orm --config=db/orm.config.ts …`), as the owner of the schema. */
export default ormOptions({ url: readConfig(['DATABASE_OWNER_URL']).DATABASE_OWNER_URL ?? '' });
