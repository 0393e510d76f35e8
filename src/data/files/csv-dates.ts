const isoDate =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/
const millisecondsOfDay = 86_400_000

/** Days since 1970-01-01 (UTC), or NaN for a text that is no date of the calendar in the form of ISO 8601. */
export function daysOf(text: string): number {
  const parts = isoDate.exec(text)
  if (parts === null) return Number.NaN
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((k) => Number(parts[k] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, day)
  // the 30th of February would become the 2nd of March
  const isDay = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(parts[8] ?? '') ?? []
  const offset = (sign === '-' ? -1 : 1) * (60 * Number(hours ?? 0) + Number(minutes ?? 0))
  if (!isDay || hour > 23 || minute > 59 || second > 59) return Number.NaN
  const fraction = Number(`0.${parts[7] ?? 0}`)
  return midnight.getTime() / millisecondsOfDay + (3600 * hour + 60 * (minute - offset) + second + fraction) / 86_400
}

const spellings: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['False', 'True'],
  ['FALSE', 'TRUE'],
]

/** 0 and 1 for the texts of a column of booleans in one spelling; null where there is another text, or none. */
export function booleanValues(texts: readonly string[]): readonly number[] | null {
  const spelling = spellings.find(([no, yes]) => texts.every((text) => text === no || text === yes))
  return spelling === undefined || texts.length === 0 ? null : texts.map((text) => spelling.indexOf(text))
}
