#!/usr/bin/env bash
# Starts the read replica; the first time it copies the primary.
set -euo pipefail

data="${PGDATA:-/var/lib/postgresql/data}"
if [ "$(id -u)" = 0 ]; then
    mkdir -p "$data"
    chown -R postgres:postgres "$data"
    chmod 700 "$data"
    # Secrets may be readable by root alone, so the password is read here.
    PGPASSWORD="$(cat "${POSTGRES_PASSWORD_FILE:?}")"
    export PGPASSWORD
    exec gosu postgres bash "$0" "$@"
fi
if [ ! -s "$data/PG_VERSION" ]; then
    pg_basebackup -h "${PRIMARY_HOST:?}" -U replicator -D "$data" \
        --write-recovery-conf --slot replica --checkpoint=fast --progress
fi
unset PGPASSWORD
exec "$@"
