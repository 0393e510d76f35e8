import type { Dialect, SqlRow } from '../types.js'

/** The states of a column in an engine that is made up. */
export type StatesOf = (column: string) => readonly (string | number)[]

/** How many rows a made-up table has, at how many times each of its units is seen. */
const [n, times] = [720_720, 10]

/**
 * The answer to a statement of ours by an engine that is made up: its columns are independent, of mean 0 and variance 1, none lacks a
 * value, and each sum that a step of Newton's goes by is away from 0 when it is first asked for, and 0 from then on. It reads
 * no more than the outermost list of what is selected; the tests compare what follows with what real engines are asked.
 */
export function dryAnswer(text: string, dialect: Dialect, states: StatesOf, isFirst: boolean): readonly SqlRow[] {
  const items = selected(text)
  const keys = items.flatMap(({ is, as }) => {
    const values = valuesOf(is, as, text, dialect, states)
    return values === null ? [] : [{ as, values }]
  })
  const groups = crossed(keys)
  const isSample = items.some(({ as }) => /^r\d+$/.test(as))
  return groups.map((group, k) => {
    const row: Record<string, unknown> = { ...group }
    for (const { is, as } of items)
      if (!(as in row)) row[as] = isSample ? 0 : figure(is, text, n / groups.length, isFirst ? k + 1 : 0)
    return row
  })
}

/** All combinations of the values of keys, at most 64. */
function crossed(
  keys: readonly { readonly as: string; readonly values: readonly unknown[] }[],
): Record<string, unknown>[] {
  let rows: Record<string, unknown>[] = [{}]
  for (const { as, values } of keys) {
    const next = rows.flatMap((row) => values.map((value) => ({ ...row, [as]: value })))
    rows = next.length > 64 ? rows.map((row) => ({ ...row, [as]: values[0] })) : next
  }
  return rows
}

/** The values of a key that is grouped by; null for what is no key. */
function valuesOf(
  is: string,
  as: string,
  text: string,
  { quote }: Dialect,
  states: StatesOf,
): readonly unknown[] | null {
  if (as === 'arm' || as === 'fold' || is === `${quote}e${quote}`) return [0, 1]
  // times, and when treatment begins: at the second of them, or never
  if (as === 'c0' && is === `${quote}t${quote}`) return states(columnAs('t', text, quote)).map(Number)
  if (as === 'c0' && is === `${quote}s${quote}`) return [Number(states(columnAs('t', text, quote))[1]), null]
  if (!/^k\d+$/.test(as)) return null
  // a treatment of numbers is asked whether it has more than two values
  const own = states(columnAs(as, text, quote))
  return text.endsWith(' LIMIT 3') && own[0] === 0 ? [...own, 2] : own
}

/** The column of the data that goes by a name of ours: the last identifier before ` AS name`. */
function columnAs(name: string, text: string, quote: string): string {
  const before = text.slice(0, text.indexOf(` AS ${quote}${name}${quote}`))
  const found = [...before.matchAll(/(["`])((?:(?!\1).|\1\1|\\.)*)\1/g)].at(-1)
  return (found?.[2] ?? name).replaceAll(`${quote}${quote}`, quote).replace(/\\(.)/g, '$1')
}

/** What a sum, a count or a largest value is in a group of `rows` rows. */
function figure(is: string, text: string, rows: number, away: number): number {
  const plain = is.replaceAll('`', '"')
  // sums over pairs of groups of a panel: units, times, and both
  const panel = /^\(SELECT .* GROUP BY ((?:"[utg]"(?:, )?)+)\) causalkit_groups\)$/.exec(plain)
  if (panel !== null) return panel[1] === '"t"' ? times : panel[1] === '"u", "t"' ? n : n / times
  // whether rows repeat: categories do, numbers do not
  const isProbe = text.includes(' LIMIT 10000)') && text.endsWith(' causalkit_groups')
  if (isProbe && plain.includes('COUNT(*)')) return text.includes('COUNT(DISTINCT ') ? rows : rows / 100
  if (plain.includes('COUNT(')) return text.includes('HAVING MIN(') ? 0 : rows
  // units were last seen at the last time
  if (/^MIN\(\W?l\W?\)$/.test(plain)) return Number.MAX_SAFE_INTEGER
  if (plain.startsWith('MAX(') || plain.startsWith('MIN(')) return 1
  if (plain.startsWith('AVG(')) return 0
  const inner = unwrapped(plain.replace(/^SUM\((?:"w" \* )?/, '').replace(/\)$/, ''))
  if (/^1e0$|^"(?:[mnw]|w0|w1)"$|^"n0" \+ "n1"$/.test(inner)) return rows
  if (/^"(?:n0|n1|t)"$/.test(inner)) return rows / 2
  // how many rows hold a number; and how many are not as they should be
  if (/^CASE WHEN "(\w+)" - "\1" /.test(inner)) return rows
  if (/^CASE WHEN .* THEN [01]e0 ELSE [01]e0 END$/.test(inner) || inner === '"m" - "q"' || inner.includes('LN('))
    return 0
  // one over a chance of a half
  if (inner.startsWith('1e0 / ')) return 2 * rows
  const factors = splitAt(inner, ' * ')
  return factors.length > 1 && factors.at(-1) === factors.at(-2) ? rows : (away * rows) / 100
}

/** A text without the parentheses around all of it. */
function unwrapped(text: string): string {
  let depth = 0
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth--
    if (depth === 0) return text
  }
  return text.slice(1, -1)
}

/** The outermost list of a statement: expressions and what they are called. */
function selected(text: string): readonly { readonly is: string; readonly as: string }[] {
  const list = splitAt(text.slice('SELECT '.length), ' FROM ')[0]!
  return splitAt(list, ', ').map((item) => {
    const found = /^(.*) AS ["`]([^"`]*)["`]$/s.exec(item)
    return found === null ? { is: item, as: item.slice(1, -1) } : { is: found[1]!, as: found[2]! }
  })
}

/** A text cut at a sign that stands outside of parentheses and quotes. */
function splitAt(text: string, sign: string): string[] {
  const out: string[] = []
  let [depth, start, quote] = [0, 0, '']
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (quote !== '') {
      if (c === quote) quote = ''
    } else if (c === '"' || c === '`' || c === "'") quote = c
    else if (c === '(') depth++
    else if (c === ')') depth--
    else if (depth === 0 && text.startsWith(sign, i)) {
      out.push(text.slice(start, i))
      start = i + sign.length
      i = start - 1
    }
  }
  return [...out, text.slice(start)]
}
