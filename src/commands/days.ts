/** Days are `YYYY-MM-DD` in UTC, so that they end everywhere at once. */

/** Whether it is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 31 June would be read as 1 July.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
