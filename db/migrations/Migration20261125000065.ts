import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000065 extends Migration {

  override name = 'Migration20261125000065';

  override up(): void | Promise<void> {
    this.addSql(`alter table "sale" add "warnings" jsonb not null default '[]';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "sale" drop column "warnings";`);
  }

}
