/** Days as ISO dates and as numbers counted from a first day. */

const DAY_MS = 86_400_000;

export function dayNumber(firstDay: string, day: string): number {
  return Math.round(
    (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${firstDay}T00:00:00Z`)) / DAY_MS,
  );
}

export function dayAt(firstDay: string, number: number): string {
  return new Date(Date.parse(`${firstDay}T00:00:00Z`) + number * DAY_MS).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
