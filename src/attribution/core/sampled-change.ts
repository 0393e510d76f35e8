import { CausalError } from '../../errors.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { asNumbers, cellAt, type NodeColumn } from '../../scm/engines/node-column.js'
import { prepare } from '../../scm/engines/terms.js'
import { drawWorlds } from '../../scm/models/draw-worlds.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import type { Game } from '../shapley/sampled-shares.js'
import { kindOfLaw } from './conditional-density.js'
import type { ChangeMeasure } from './exact-change.js'
import { densityChange, mostValues as mostPairedValues } from './sampled-divergence.js'

type Replaced = (inside: Uint8Array) => AnyScm

/** A target of numbers with more different values than this is not counted by value. */
const mostValues = 100

/** The game of a change that is drawn, and how many draws it takes. */
export function changeGame(
  replaced: Replaced,
  target: string,
  measure: ChangeMeasure,
  draws: number,
  warnings: string[],
): { readonly game: Game; readonly draws: number } {
  if (measure !== 'kl') return { game: momentChange(replaced, target, measure), draws }
  const old = prepare(replaced(new Uint8Array(0)), [{ variable: target }], [])
  if (kindOfLaw(old.worlds.nodes[old.targets[0]!]!) === 'density')
    return { game: densityChange(replaced, target, warnings), draws: Math.min(draws, mostPairedValues) }
  return { game: countedChange(replaced, target), draws }
}

function targetColumn(model: AnyScm, target: string, n: number, seed: number | string): NodeColumn {
  const query = prepare(model, [{ variable: target }], [])
  return drawWorlds(query.worlds, model, n, seed)[query.targets[0]!]!
}

/** Means: the values themselves. Variances: their influence values, with the divisor n − 1. */
function momentChange(replaced: Replaced, target: string, measure: 'mean' | 'variance'): Game {
  return (n, seed) => (inside) => {
    const y = asNumbers(targetColumn(replaced(inside), target, n, seed), target)
    if (measure === 'mean') return y
    let mean = 0
    for (let i = 0; i < n; i++) mean += y[i]! / n
    return y.map((value) => ((value - mean) ** 2 * n) / (n - 1))
  }
}

/** KL(new ‖ old) over finitely many values: Σ p log(p / q) with shares of the same draws, less its bias of order 1 / n. */
function countedChange(replaced: Replaced, target: string): Game {
  return (n, seed) => {
    const old = keysOf(targetColumn(replaced(new Uint8Array(0)), target, n, seed), target)
    const q = sharesOf(old)
    return (inside) => {
      const now = keysOf(targetColumn(replaced(inside), target, n, seed), target)
      const p = sharesOf(now)
      const both = sharesOf(
        now.filter((key, i) => key === old[i]),
        n,
      )
      // ½ E[δᵀ H δ] of the errors δ in p and q, which share their draws
      let bias = 0
      for (const [key, share] of p) {
        const before = q.get(key)
        if (before === undefined)
          throw new CausalError(
            'zero-support',
            `${show(target)} = ${key} has probability about ${share} and came up in none of ${n} draws before: the divergence is infinite, or needs more draws.`,
            { target, state: key },
          )
        const shared = (both.get(key) ?? 0) - share * before
        bias += (1 - share) / 2 - shared / before + (share * (1 - before)) / (2 * before)
      }
      return Float64Array.from(
        now,
        (key, i) => portableLog(p.get(key)! / q.get(key)!) - (p.get(old[i]!) ?? 0) / q.get(old[i]!)! + 1 - bias / n,
      )
    }
  }
}

/** Each draw's value as a text. */
function keysOf(column: NodeColumn, target: string): string[] {
  const n = column.codes === null ? column.numbers!.length : column.codes.length
  const keys = Array.from({ length: n }, (_, i) => String(cellAt(column, i)))
  const values = new Set(keys).size
  if (values > mostValues)
    throw new CausalError(
      'not-supported',
      `the divergence of ${show(target)} needs a mechanism with added noise or an invert: its density is not known, and it took ${values} different values. Ask for measure 'mean' or 'variance'.`,
      { target, values },
    )
  return keys
}

function sharesOf(keys: readonly string[], n: number = keys.length): Map<string, number> {
  const shares = new Map<string, number>()
  for (const key of keys) shares.set(key, (shares.get(key) ?? 0) + 1 / n)
  return shares
}
