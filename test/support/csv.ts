/** A table as a spreadsheet reads it (RFC 4180). @returns rows of fields; throws where quotes are wrong */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/y;
  while (field.lastIndex < text.length) {
    const [whole, quoted, bare, end] = field.exec(text) ?? [];
    if (whole === undefined) throw new SyntaxError('a quote that is not closed, or stands in a bare field');
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\n') rows.push(row.splice(0));
  }
  if (row.length > 0) throw new SyntaxError('the last line has no end');
  return rows;
}

/** Fields that a spreadsheet would run; where `;` ends a cell, too, which takes no notice of our quotes. */
export function formulasIn(text: string): readonly string[] {
  const begins = /^[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;
  const fields = [...readCsv(text).flat(), ...text.split('\n').flatMap((line) => line.split(/[;\t]/))];
  return fields.filter((field) => begins.test(field));
}
