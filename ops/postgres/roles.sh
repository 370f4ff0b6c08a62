#!/bin/sh
# First start of the PostgreSQL image: the hub's three roles and its database, and Temporal's own role.
# The same as db/bootstrap.ts does for the embedded server.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner="$HUB_OWNER_PASSWORD" -v app="$HUB_APP_PASSWORD" -v relay="$HUB_RELAY_PASSWORD" -v temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role hub_owner login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password :'owner';
create role hub_app login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password :'app';
create role hub_relay login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password :'relay';
create role temporal login nosuperuser createdb password :'temporal';
create database hub owner hub_owner;
alter database hub set log_min_error_statement = 'panic';
\connect hub
alter schema public owner to hub_owner;
revoke create on schema public from public;
grant usage on schema public to hub_app, hub_relay;
SQL
