/** Numbers and times as the reader's locale writes them. Formatters are made once: one costs more than all cells of a row. */
const WHOLE = new Intl.NumberFormat();
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const unit = (name: string, digits: number) =>
  new Intl.NumberFormat(undefined, { style: "unit", unit: name, minimumFractionDigits: digits, maximumFractionDigits: digits });
const MILLISECONDS = unit("millisecond", 0);
const SECONDS = unit("second", 1);
const MINUTES = unit("minute", 0);
const HOURS = unit("hour", 0);
const WHOLE_SECONDS = unit("second", 0);

/** Below this, milliseconds are the unit in which requests are compared. */
const SECONDS_FROM = 10_000;
const MINUTES_FROM = 100_000;
const HOURS_FROM = 6_000_000;

export function wholeNumber(value: number): string {
  return WHOLE.format(value);
}

/** `62 ms`, `12.5 s`, `2 min 5 s`, `1 hr 45 min`: two units at most. */
export function duration(ms: number): string {
  if (ms < 1) return `<${MILLISECONDS.format(1)}`;
  if (ms < SECONDS_FROM) return MILLISECONDS.format(ms);
  if (ms < MINUTES_FROM) return SECONDS.format(ms / 1000);
  const seconds = Math.round(ms / 1000);
  if (ms < HOURS_FROM) return `${MINUTES.format(Math.floor(seconds / 60))} ${WHOLE_SECONDS.format(seconds % 60)}`;
  const minutes = Math.round(seconds / 60);
  return `${HOURS.format(Math.floor(minutes / 60))} ${MINUTES.format(minutes % 60)}`;
}

/** Time of day, to the second. */
export function clock(at: number): string {
  return CLOCK.format(at);
}
