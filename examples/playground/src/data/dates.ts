import { type Categorical, readCsv } from 'causalkit/data'

/** A text in the form of ISO 8601, be it a day of the calendar or not. */
export const likeADate = /^\s*\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/

/** Days since 1970-01-01 (UTC) of texts such as 2024-12-31 or 2024-12-31T18:00:00Z; the text that is no date, else. */
export function daysOf({ codes, levels }: Categorical): Float64Array | { readonly noDate: string } {
  const noDate = levels.find((level) => !likeADate.test(level))
  if (noDate !== undefined) return { noDate }
  if (levels.length === 0) return new Float64Array(codes.length).fill(Number.NaN)
  // the library reads them, so that a date is the same here as in the code of a reader
  try {
    const read = readCsv(`date\n${levels.join('\n')}\n`, { columns: { date: 'date' }, delimiter: ';' })
    const days = read.data[0] as Float64Array
    return Float64Array.from(codes, (code) => days[code] ?? Number.NaN)
  } catch {
    return { noDate: levels.find((level) => isNoDay(level)) ?? levels[0]! }
  }
}

/** 2024-02-30 looks like a date. */
function isNoDay(level: string): boolean {
  const [, day] = /^\s*(\d{4}-\d{2}-\d{2})/.exec(level) ?? []
  const time = Date.parse(`${day}T00:00Z`)
  return (
    Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day || Number.isNaN(Date.parse(level.trim()))
  )
}

/** Days since 1970-01-01 as a date, with the time of day where there is one. */
export function dateText(days: number): string {
  const ms = Math.round(days * 86_400_000)
  if (Math.abs(ms) > 8.64e15) return String(days)
  const text = new Date(ms).toISOString()
  const [, date, minutes, rest] = /^(.*)T(\d\d:\d\d):(.*)Z$/.exec(text)!
  if (rest !== '00.000') return `${date} ${minutes}:${rest!.replace(/\.?0+$/, '').padStart(2, '0')}`
  return minutes === '00:00' ? date! : `${date} ${minutes}`
}
