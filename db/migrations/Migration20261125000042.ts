import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000042 extends Migration {

  override name = 'Migration20261125000042';

  override up(): void | Promise<void> {
    this.addSql(`alter table "summary_file" drop constraint "summary_file_evidence_check";`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_evidence_check" check ("evidence" in ('cdr', 'validity_query', 'person'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "summary_file" drop constraint "summary_file_evidence_check";`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_evidence_check" check ("evidence" in ('cdr', 'validity_query'));`);
  }

}
