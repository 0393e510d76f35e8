import { separationIn } from '../../../estimand/simplify/simplify-estimand.js'
import { flags } from '../../../graph/core/sets.js'
import type { CausalGraph } from '../../../graph/types.js'
import { type CausalQuery, measuredQuery } from '../../id/causal-query.js'
import { identify } from '../../id/identify.js'
import { Lines, minus, term } from '../proof-lines.js'
import { observationsKnown } from '../proof-setting.js'
import { isSeparated, ruleSeparation } from '../rule-holds.js'
import { idLines } from './id-lines.js'
import { joinedLines, type Question } from './question.js'

/** An effect asked for in positions, and the population that it is asked for. */
export interface AskedEffect {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly z: readonly number[]
}

/** The proof of what identify finds: as in the textbook, or along algorithm ID. */
export function effectQuestion(graph: CausalGraph<'dag' | 'admg', string>, query: CausalQuery): Question {
  const q = measuredQuery(graph, query)
  const { g } = q
  const effect = term(q.y, q.x, q.z)
  return {
    g,
    setting: (symbols) => observationsKnown(g, symbols),
    effect,
    asked: new Set([...q.x, ...q.y, ...q.z]),
    oracle: separationIn(q.graph),
    prove: (setting) => {
      const answer = identify(graph, query)
      if (!answer.identifiable) return null
      const set = answer.set.map((name) => g.index.get(name)!)
      const short = new Lines(setting)
      if (textbook(short, q, answer.strategy, set)) return short.list
      return joinedLines(setting, effect, (lines) => along(lines, q))
    },
  }
}

/** The proofs that readers know; false where one of their rules does not hold as it stands. */
function textbook(lines: Lines, q: AskedEffect, strategy: string, set: readonly number[]): boolean {
  const { x, y, z } = exchanged(lines, q)
  const effect = term(y, x, z)
  if (!lines.needs(effect)) return true
  if (strategy === 'no-effect') return lines.calculus(3, effect, term(y, [], z))
  const over = minus(set, z)
  if (strategy === 'front-door') {
    const [inner, outer] = lines.cases(effect, over)
    const [t] = x as readonly [number]
    const acted = term(y, [t, ...over])
    const only = term(y, over)
    if (!lines.calculus(2, outer, term(over, [], [t])) || !lines.calculus(2, inner, acted)) return false
    if (!lines.calculus(3, acted, only)) return false
    const [last, first] = lines.cases(only, [t])
    return lines.calculus(2, last, term(y, [], [t, ...over])) && lines.calculus(3, first, term([t], []))
  }
  if (strategy !== 'back-door' && strategy !== 'adjustment') return false
  if (over.length === 0) return lines.calculus(2, effect, term(y, [], [...x, ...z]))
  const [inner, outer] = lines.cases(effect, over)
  return lines.calculus(2, inner, term(y, [], [...x, ...z, ...over])) && lines.calculus(3, outer, term(over, [], z))
}

/** Conditions that may as well be set are, one after the other (IDC line 1). */
export function exchanged(lines: Lines, q: AskedEffect): AskedEffect {
  const { g, population } = lines.setting
  let { x, z } = q
  for (let k = 0; k < z.length; ) {
    const others = z.filter((i) => i !== z[k])
    if (isSeparated(g, ruleSeparation(2, g, q.y, [z[k]!], x, others))) {
      const wider = [...x, z[k]!]
      lines.calculus(2, term(q.y, x, z, population), term(q.y, wider, others, population), true)
      x = wider
      z = others
      k = 0
    } else k++
  }
  return { x, y: q.y, z }
}

/** A condition as a ratio of joints, and `joint` for the lines of the joint. */
export function conditional(
  lines: Lines,
  { x, y, z }: AskedEffect,
  joint: (x: readonly number[], y: readonly number[]) => void,
): void {
  const { population } = lines.setting
  const effect = term(y, x, z, population)
  if (!lines.needs(effect)) return
  if (z.length > 0) {
    const [, below] = lines.condition(effect, z)
    if (lines.needs(below)) lines.sum(below, y)
  }
  joint(x, [...y, ...z])
}

/** Along ID: a condition as a ratio of joints, then the lines of the joint. */
function along(lines: Lines, q: AskedEffect): void {
  conditional(lines, exchanged(lines, q), (x, y) => effectAlongId(lines, x, y))
}

/** P(y | do(x)) along ID, from the distribution of all nodes. */
export function effectAlongId(lines: Lines, x: readonly number[], y: readonly number[]): void {
  const { size } = lines.setting.g
  const universe = new Uint8Array(size).fill(1)
  idLines(lines, { universe, domain: '' }).effect(flags(size, y), flags(size, x), universe, () => {})
}
