/**
 * A function for the scripts that read counters: `value NAME` prints a variable of the container or, where it is not set,
 * what is in the file that `NAME_FILE` names, as the start scripts of the official images do. A line break at its end is
 * none of it: `$(value NAME)` drops that.
 */
export const VALUE_FUNCTION = `
value() {
  eval "set -- \\"\\\${$1:-}\\" \\"\\\${$1_FILE:-}\\""
  if [ -n "$1" ]; then printf '%s' "$1"; elif [ -n "$2" ]; then cat "$2"; fi
}
first() { for name; do one=$(value "$name"); [ -z "$one" ] || break; done; printf '%s' "$one"; }
`.trim();
