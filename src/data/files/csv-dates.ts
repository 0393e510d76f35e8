const isoDate =
  /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/
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
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month)
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(parts[8] ?? '') ?? []
  const offset = (sign === '-' ? -1 : 1) * (60 * Number(hours ?? 0) + Number(minutes ?? 0))
  if (!isDay || hour > 23 || minute > 59 || second > 59) return Number.NaN
  const fraction = Number(`0.${parts[7] ?? 0}`)
  return daysBefore(year, month) + day - 1 + (3600 * hour + 60 * (minute - offset) + second + fraction) / 86_400
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function daysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
}

/** Days from 1970-01-01 to the first of a month, in the Gregorian calendar also before it was made. */
function daysBefore(year: number, month: number): number {
  const past = year - 1
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  let days = 365 * past + leapDays - 719_162
  for (let m = 1; m < month; m++) days += daysOfMonth(year, m)
  return days
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
