import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { type LavaanToken, partedBy } from './lavaan-formulas.js'

/** A term such as `b1*start(0.5)*x`. */
export interface LavaanTerm {
  /** The variable; null for the constant 1 or 0 of an intercept. */
  readonly name: string | null
  /** Whether a modifier fixes the coefficient at zero, in every group. */
  readonly isZero: boolean
  readonly labels: readonly string[]
  readonly at: number
}

/** Reads the terms between plus signs. `after`: where what comes before them ends, for a term that is missing. */
export function lavaanTerms(source: string, tokens: readonly LavaanToken[], after: number): LavaanTerm[] {
  const fail = (at: number, message: string): never => {
    throw unreadable(source, at, message)
  }
  let read = 0
  return partedBy(tokens, '+').map((part) => {
    // the plus sign before this part
    const before = tokens[read - 1]?.at ?? after
    read += part.length + 1
    const factors = partedBy(part, '*')
    const [named, extra] = factors.at(-1)!
    if (named === undefined) fail(part.at(-1)?.at ?? before, 'a name is missing here.')
    const { kind, text, at } = named!
    if (extra !== undefined && kind === 'name') fail(extra.at, behindName(text, extra, factors.at(-1)!))
    if (extra !== undefined || (kind !== 'name' && !/^[01]$/.test(text)))
      fail(at, `expected the name of a variable, found ${show(textOf(source, factors.at(-1)!))}.`)
    const modifiers = factors.slice(0, -1).map((factor) => modifierOf(source, factor, at))
    return {
      name: kind === 'name' ? text : null,
      isZero: modifiers.some((modifier) => modifier.isZero),
      labels: modifiers.flatMap((modifier) => modifier.labels),
      at: part[0]!.at,
    }
  })
}

function behindName(name: string, { text }: LavaanToken, tokens: readonly LavaanToken[]): string {
  const other = tokens[2]?.text ?? ''
  if (text === ':')
    return `${name}:${other} is a product of variables, not a node: make it a column with a name that has no colon, or leave it out.`
  if (text === '(') return `${name}(…) is a function of variables, not a node: make it a column of its own.`
  return `cannot read ${show(text)} after ${show(name)}: the terms of a formula are separated by +.`
}

/** What stands before a star: a number, a label, or a call such as `c(0, NA)` and `start(0.5)`. */
function modifierOf(source: string, tokens: readonly LavaanToken[], at: number): { isZero: boolean; labels: string[] } {
  const [first] = tokens
  if (first === undefined) throw unreadable(source, at, 'a modifier is missing before the star.')
  const number = numberOf(tokens)
  if (number !== null) return { isZero: number === 0, labels: [] }
  if (tokens.length === 1) return { isZero: false, labels: first.text === 'NA' ? [] : [labelOf(first)] }
  const isCall = first.kind === 'name' && tokens[1]!.text === '(' && tokens.at(-1)!.text === ')'
  if (isCall && first.text !== 'c') return { isZero: false, labels: [] }
  if (isCall) {
    // one value for each group: an edge of any group is an edge
    const values = partedBy(tokens.slice(2, -1), ',')
    return {
      isZero: values.every((value) => numberOf(value) === 0),
      labels: values.flatMap((value) => (value.length === 1 && value[0]!.text !== 'NA' ? [labelOf(value[0]!)] : [])),
    }
  }
  throw unreadable(
    source,
    first.at,
    `cannot tell whether ${show(textOf(source, tokens))} is zero, which would mean that there is no edge: write a number, a label, or c(…) of these.`,
  )
}

function labelOf({ kind, text }: LavaanToken): string {
  return kind === 'string' ? text.slice(1, -1) : text
}

function numberOf(tokens: readonly LavaanToken[]): number | null {
  const [sign, digits] = tokens.length === 1 ? [undefined, tokens[0]] : tokens
  if (tokens.length > 2 || digits?.kind !== 'number' || !/^[-+]?$/.test(sign?.text ?? '')) return null
  return Number(digits.text)
}

function textOf(source: string, tokens: readonly LavaanToken[]): string {
  const last = tokens.at(-1)!
  return source.slice(tokens[0]!.at, last.at + last.text.length)
}
