#!/usr/bin/env bash
# Runs once, when the primary's database is created: let the replica connect.
# On a database that exists already, run it by hand inside the container `db`.
set -euo pipefail

password="$(cat "${POSTGRES_PASSWORD_FILE:?}")"
psql -v ON_ERROR_STOP=1 -v password="$password" -U "${POSTGRES_USER:?}" -d postgres <<'SQL'
CREATE ROLE replicator WITH REPLICATION LOGIN PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica');
SQL
echo "host replication replicator samenet scram-sha-256" >> "${PGDATA:?}/pg_hba.conf"
psql -U "$POSTGRES_USER" -d postgres -c "SELECT pg_reload_conf()"
