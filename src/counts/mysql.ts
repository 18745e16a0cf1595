import type { Reading } from './reading.js';
import { VALUE_FUNCTION } from './variables.js';

/**
 * Reads the status variables of MySQL and MariaDB, which are always up to date. `Questions` has what clients sent,
 * without the statements inside stored programs; `Handler_*` has the rows of every storage engine.
 *
 * The client takes the password from the environment of its own container, or from a file that is named there, so that none
 * is in an argv here.
 */
export const MYSQL_SCRIPT = `
${VALUE_FUNCTION}
client=$(command -v mariadb || command -v mysql) || { echo 'neither mariadb nor mysql is in this image' >&2; exit 127; }
status() {
  MYSQL_PWD="$2" "$client" --no-defaults --user="$1" --batch --skip-column-names --execute="
    SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Connections') OR Variable_name LIKE 'Handler\\\\_%'"
}
user=$(first MARIADB_USER MYSQL_USER)
status root "$(first MARIADB_ROOT_PASSWORD MYSQL_ROOT_PASSWORD)" && exit
[ -n "$user" ] && status "$user" "$(first MARIADB_PASSWORD MYSQL_PASSWORD)"
`;

/** Variables that make up one count: their sum. */
const SUMS: Readonly<Record<string, RegExp>> = {
  queries: /^Questions$/,
  'rows-read': /^Handler_read_(?:first|key|last|next|prev|rnd|rnd_next)$/,
  'rows-written': /^Handler_(?:write|update|delete)$/,
  connections: /^Connections$/,
};

/**
 * @param output of `MYSQL_SCRIPT`: names and values with a tab between them
 * @throws SyntaxError where a variable that every version has is missing
 */
export function parseMysql(output: string): Reading {
  const variables = output.split('\n').map((line) => line.split('\t'));
  const counters = Object.entries(SUMS).map(([name, pattern]): [string, number] => {
    const values = variables
      .filter(([variable = '']) => pattern.test(variable))
      .map(([, value]) => Number(value));
    if (values.length === 0 || !values.every(Number.isFinite)) throw new SyntaxError(`it has no ${name}`);
    return [name, values.reduce((sum, value) => sum + value, 0)];
  });
  return { counters: Object.fromEntries(counters), lateMs: 0 };
}
