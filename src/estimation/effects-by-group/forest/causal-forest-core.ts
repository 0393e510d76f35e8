import { CausalError } from '../../../errors.js'
import type { Binned } from '../../../learners/trees/bins.js'
import { leafOf } from '../../../learners/trees/tree.js'
import { normalCdf, normalDensity } from '../../../numeric/special/normal.js'
import { generator, type RandomStream, splitStream } from '../../../probability/streams/stream.js'
import type { UnitEffects } from '../types.js'
import type { Residuals } from './causal-split.js'
import { type CausalTreeLimits, causalTree, type HonestTree } from './causal-tree.js'

/** A forest of groups of trees: the trees of a group share their rows. */
export interface CausalForestModel {
  readonly groups: readonly {
    readonly trees: readonly HonestTree[]
    /** 1 for the rows that its trees saw. */
    readonly seen: Uint8Array
  }[]
}

/** How a forest is grown. */
export interface CausalForestSettings extends CausalTreeLimits {
  readonly trees: number
  /** The share of rows that each group draws, at most a half. */
  readonly subsample: number
}

/** Trees of a group: two, the least that tell how much trees on the same rows differ. */
const perGroup = 2

/**
 * Grows the trees: each group draws part of the rows, and each of its trees cuts these in two halves anew, one to choose the
 * questions, one to fill the leaves (Athey, Tibshirani & Wager 2019, sections 2.4 and 4).
 */
export function growCausalForest(
  data: Binned,
  residuals: Residuals,
  settings: CausalForestSettings,
  stream: RandomStream,
  step: () => void,
): CausalForestModel {
  const { n } = data
  const size = Math.max(4, Math.floor(settings.subsample * n))
  const all = Int32Array.from({ length: n }, (_, i) => i)
  const groups = Array.from({ length: Math.ceil(settings.trees / perGroup) }, (_, g) => {
    step()
    const draw = generator(splitStream(stream, g))
    draw.shuffle(all)
    const rows = all.slice(0, size).sort()
    const seen = new Uint8Array(n)
    for (const i of rows) seen[i] = 1
    const trees = Array.from({ length: perGroup }, () => {
      draw.shuffle(rows)
      const half = size >> 1
      return causalTree(data, rows.slice(0, half).sort(), rows.slice(half).sort(), residuals, settings, draw)
    })
    return { trees, seen }
  })
  return { groups }
}

/** The effect of each row by its place in binned columns, with standard errors; `outOfBag` leaves out groups that saw the row. */
export function forestEffects(
  { groups }: CausalForestModel,
  codes: readonly Uint8Array[],
  n: number,
  outOfBag: boolean,
): UnitEffects {
  const effects = new Float64Array(n)
  const standardErrors = new Float64Array(n)
  const found = new Float64Array(4 * perGroup * groups.length)
  const whole = new Uint8Array(groups.length)
  for (let i = 0; i < n; i++) {
    let [trees, w, y, ww, wy] = [0, 0, 0, 0, 0]
    for (const [g, { trees: members, seen }] of groups.entries()) {
      whole[g] = 0
      if (outOfBag && seen[i] === 1) continue
      let filled = 0
      for (const [t, { tree, mass, means }] of members.entries()) {
        const leaf = leafOf(tree, codes, i)
        if (mass[leaf] === 0) continue
        filled++
        const at = 4 * (perGroup * g + t)
        for (let k = 0; k < 4; k++) found[at + k] = means[4 * leaf + k]!
        w += found[at]!
        y += found[at + 1]!
        ww += found[at + 2]!
        wy += found[at + 3]!
      }
      trees += filled
      whole[g] = filled === perGroup ? 1 : 0
    }
    w /= trees
    y /= trees
    const slope = ww / trees - w * w
    if (!(slope > 0)) throw unseen(i)
    effects[i] = (wy / trees - w * y) / slope
    standardErrors[i] = Math.sqrt(variance(found, whole, effects[i]!, w, y)) / slope
  }
  return { effects, standardErrors }
}

/** The error for a row that no leaf speaks of: all trees saw it, or treatments do not vary among the rows of its leaves. */
function unseen(row: number): CausalError {
  return new CausalError(
    'too-few-rows',
    `no tree can say the effect for row ${row} (counting from 0): ask for more trees, larger leaves, or find more data.`,
    { row },
  )
}

/**
 * The variance of the forest's moment by the bootstrap of little bags: how much groups differ, less what trees of one group
 * differ among themselves (Sexton & Laake 2009; Athey, Tibshirani & Wager 2019, section 4.1).
 */
function variance(found: Float64Array, whole: Uint8Array, effect: number, w: number, y: number): number {
  const level = y - effect * w
  let [groups, mean] = [0, 0]
  for (let g = 0; g < whole.length; g++) {
    if (whole[g] === 0) continue
    groups++
    for (let t = 0; t < perGroup; t++) mean += moment(found, perGroup * g + t, effect, level, w) / perGroup
  }
  mean /= groups
  let [between, total] = [0, 0]
  for (let g = 0; g < whole.length; g++) {
    if (whole[g] === 0) continue
    let sum = 0
    for (let t = 0; t < perGroup; t++) {
      const d = moment(found, perGroup * g + t, effect, level, w) - mean
      sum += d / perGroup
      total += (d * d) / perGroup
    }
    between += sum * sum
  }
  between /= groups
  total /= groups
  return positivePart(between - (total - between) / (perGroup - 1), between * Math.sqrt(2 / groups))
}

/** What one tree adds to the moment that the effect makes 0. */
function moment(found: Float64Array, tree: number, effect: number, level: number, w: number): number {
  const at = 4 * tree
  const [mw, my, mww, mwy] = [found[at]!, found[at + 1]!, found[at + 2]!, found[at + 3]!]
  return mwy - effect * mww - level * mw - w * (my - effect * mw - level)
}

/** A variance that was estimated with this error, given that it is not negative: the mean of a normal distribution above 0. */
function positivePart(value: number, error: number): number {
  if (!(error > 0)) return Math.max(0, value)
  const z = value / error
  return z < -8 ? error / 8 : value + (error * normalDensity(z)) / normalCdf(z)
}
