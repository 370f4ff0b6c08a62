#!/bin/sh
# Makes or updates Temporal's two databases; safe to run at every start.
set -eu
for database in temporal temporal_visibility; do
  folder=${database#temporal}
  folder=${folder#_}
  temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --pw "$TEMPORAL_DB_PASSWORD" --db "$database" create
  temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --pw "$TEMPORAL_DB_PASSWORD" --db "$database" setup-schema -v 0.0 || true
  temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --pw "$TEMPORAL_DB_PASSWORD" --db "$database" \
    update-schema --schema-name "postgresql/v12/${folder:-temporal}"
done
