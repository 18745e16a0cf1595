import { parseLines } from './lines.js';
import type { Publishing, Reading } from './reading.js';
import { VALUE_FUNCTION } from './variables.js';

export const POSTGRES_PORT = 5432;

/**
 * How long a connection of PostgreSQL may keep what it has counted, ms. It publishes when it becomes idle, but not within
 * a second of the last time: then 10 s later (PGSTAT_IDLE_INTERVAL of version 15). The rest is for a busy machine.
 */
export const POSTGRES_LATE_MS = 10_400;
/** A second without publishing (PGSTAT_MIN_INTERVAL), and the rest for a busy machine, ms. */
const PAUSE_MS = 1_100;

/**
 * Prints `name value` lines. With pg_stat_statements, which the server has to load: statements, the rows that they sent or
 * changed, and the blocks that they looked at, in memory or on disk; never late. Without it, PostgreSQL has no counter of
 * statements, and the tables of each database tell: rows read and written, and scans. Numbers of transactions are not
 * taken, because autovacuum has transactions, too.
 *
 * It runs as the container's user, or where PostgreSQL refuses that one, as `postgres`, as Debian's packages ask for. The
 * view of pg_stat_statements is made where the seed has not made it: in this generation's instance, which nobody keeps.
 * Our own statements bear a mark. Each line that is sent to it is a question, and an empty line ends each answer: two more
 * processes are less than a start in the container.
 */
export const POSTGRES_SCRIPT = `
${VALUE_FUNCTION}
user=$(value POSTGRES_USER) database=$(value POSTGRES_DB) password=$(value POSTGRES_PASSWORD)
export PGUSER="\${user:-postgres}" PGPASSWORD="$password" PGAPPNAME=loadgate PGCONNECT_TIMEOUT=5
export PGDATABASE="\${database:-$PGUSER}" PGPORT="$1" PGOPTIONS='-c client_min_messages=warning'
command -v psql >/dev/null || { echo 'psql is not in this image' >&2; exit 127; }
call='psql -XAtq -v ON_ERROR_STOP=1'
sql() { sh -c "$call"; }
if [ "$(id -u)" = 0 ] && ! echo 'SELECT 1 /* loadgate */' | sql >/dev/null 2>&1; then
  sql() { su -s /bin/sh -c "$call" postgres; }
fi
while IFS= read -r _; do
head=$(sql <<'END'
SELECT 'connections ' || sum(sessions) FROM pg_stat_database /* loadgate */;
SELECT current_setting('shared_preload_libraries') LIKE '%pg_stat_statements%' AS loaded /* loadgate */ \\gset
\\if :loaded
CREATE EXTENSION IF NOT EXISTS /* loadgate */ pg_stat_statements;
SELECT 'queries ' || coalesce(sum(calls), 0) || E'\\nrows ' || coalesce(sum(rows), 0)
    || E'\\nblocks ' || coalesce(sum(shared_blks_hit + shared_blks_read), 0)
  FROM pg_stat_statements WHERE query NOT LIKE '%/* loadgate */%' /* loadgate */;
\\else
\\echo '#late'
SELECT '#open ' || pid || '-' || coalesce(extract(epoch FROM backend_start)::text, '')
    || ' ' || CASE state WHEN 'idle' THEN extract(epoch FROM state_change)::text ELSE '' END
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name IS DISTINCT FROM 'loadgate';
SELECT '#database ' || datname FROM pg_database WHERE datallowconn AND NOT datistemplate;
\\endif
END
) || exit 1
printf '%s\\n' "$head"
printf '%s\\n' "$head" | sed -n 's/^#database //p' | while IFS= read -r PGDATABASE; do
  export PGDATABASE
  sql <<'END' || exit 1
SELECT 'rows-read ' || coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)
    || E'\\nrows-written ' || coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
    || E'\\nscans ' || coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)
  FROM pg_stat_user_tables;
END
done || exit 1
echo
done
`;

/**
 * @param output of `POSTGRES_SCRIPT`
 * @throws SyntaxError where it is none
 */
export function parsePostgres(output: string): Reading {
  const counters = parseLines(output);
  if (!/^#late$/m.test(output)) return { counters, lateMs: 0 };
  return {
    counters,
    lateMs: POSTGRES_LATE_MS,
    publishing: { pauseMs: PAUSE_MS, connections: parseOpen(output) },
  };
}

const parseOpen = (output: string): Publishing['connections'] =>
  new Map([...output.matchAll(/^#open (\S+) (\S*)$/gm)].map(([, name = '', mark = '']) => [name, mark]));
