import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedCount } from '../../learners/core/check-numbers.js'
import { type Feature, featureAt, featureOf, matchFeatures } from '../../learners/core/features.js'
import { partedBy, randomFolds } from '../../learners/core/folds.js'
import { type Binned, binned, codesOf } from '../../learners/trees/bins.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { totalWeight } from '../core/problem/row-weights.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { bestPolicy, type PolicyNode, treated } from './policy-search.js'
import type { PolicyRule, PolicyTree, PolicyTreeQuestion } from './policy-types.js'
import { checkedConfidence, checkScored, type MeanEffect, meanOf, weightsOf, withInterval } from './scored.js'
import type { HeterogeneousEffects } from './types.js'

/**
 * The rule of whom to treat that gains most: a tree of at most two questions, found by trying all.
 *
 * It maximises the sum of doubly robust scores less costs over those who are treated (Athey & Wager 2021; Zhou, Athey & Wager
 * 2023). The search is exact over the cuts of each column, of which there are at most 255. What the rule is worth is told by
 * cross-validation: the gain on the rows that chose it would flatter. Rows count by the weights that the effects were estimated with;
 * `minLeaf` counts rows.
 *
 * @param effects - what `heterogeneousEffects` gave
 * @param table - the table that it was given
 * @param question - columns, depth, cost
 * @returns the rule with its value
 * @throws CausalError `invalid-argument`, `invalid-data` for effects, table or question of the wrong form; `unknown-name`;
 *   `too-few-rows`
 * @complexity O(p (n p + 255² p)) for p columns at depth 2, times folds + 1
 * @see Athey & Wager 2021, "Policy learning with observational data", Econometrica 89
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
 * const t = table({ x, T: x.map((_, i) => i % 2), Y: x.map((v, i) => (i % 2) * (v > 0 ? 2 : -1) + 0.1 * Math.sin(3 * i)) })
 * const e = heterogeneousEffects(t, {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   modifiers: ['x'],
 *   learner: tLearner(),
 * })
 * if (!e.estimated) throw new Error(e.message)
 * policyTree(e, t, { depth: 1 }).predict(table({ x: [-0.5, 0.5] }))
 * //=> [0, 1]
 */
export function policyTree<T>(
  effects: HeterogeneousEffects,
  table: Table<T>,
  question: PolicyTreeQuestion<keyof T & string> = {},
): PolicyTree {
  return calledAs('policyTree', () => {
    const { scores, modifiers } = checkScored(effects, table)
    checkOptions('question', question, ['columns', 'depth', 'cost', 'minLeaf', 'folds', 'confidence', 'seed'], {
      depth: 'number',
      cost: 'number',
      folds: 'number',
    })
    const given = checkedObject('question', question)
    const names: readonly string[] = checkedList('columns', given.columns ?? modifiers)
    indexNames('column', names)
    const { cost = 0, seed = 1 } = given
    if (!Number.isFinite(cost)) {
      throw new CausalError('invalid-argument', `the cost must be a finite number, got ${show(cost)}.`, { cost })
    }
    const settings = {
      depth: checkedCount('depth', given.depth ?? 2, 0, 2),
      minLeaf: checkedCount('minLeaf', given.minLeaf ?? 20, 1),
    }
    const folds = checkedCount('folds', given.folds ?? 5, 2)
    const confidence = checkedConfidence(given.confidence)
    const known = new Map(table.columns.map((name, i) => [name, i]))
    for (const name of names) lookUp('column', known, name)
    if (table.rowCount < 2 * folds) {
      throw new CausalError('too-few-rows', `there are ${table.rowCount} rows for ${folds} folds.`, {
        rows: table.rowCount,
        folds,
      })
    }
    const { weights, rows } = weightsOf(effects)
    const whole = [...names].sort().map((name) => featureOf(table, name, names))
    const features = whole.map((feature) => featureAt(feature, rows))
    const own = weights === null ? null : Float64Array.from(rows, (i) => weights[i]!)
    const value = Float64Array.from(rows, (i) => scores[i]!)
    const gain = value.map((score, i) => (score - cost) * (own === null ? 1 : own[i]!))
    const bins = binsOf(features, gain)
    const all = Int32Array.from(gain.keys())
    const best = bestPolicy(bins, gain, all, settings)
    const rule = ruleOf(best, bins, features, { value, weights: own }, all)
    const treats = treated(best, codesOf(bins.binnings, whole, scores.length), scores.length)
    const held = heldOut(bins, gain, randomFolds(gain.length, folds, splitStream(seedStream(seed), 'policy')), settings)
    const gained = (times: (i: number) => number): MeanEffect => {
      const { mean, standardError } = meanOf(
        value.map((score, i) => (score - cost) * times(i)),
        own,
      )
      return Object.freeze(withInterval(mean, standardError, confidence))
    }
    return withoutInJson(
      {
        rule,
        text: inWords(rule, ''),
        treats,
        share:
          rows.reduce((sum, i) => sum + treats[i]! * (weights === null ? 1 : weights[i]!), 0) /
          totalWeight(own, rows.length),
        overNobody: gained((i) => held[i]!),
        overEverybody: gained((i) => held[i]! - 1),
        predict: (other: Table) =>
          calledAs('policyTree', () => {
            checkTable(other)
            return treated(best, codesOf(bins.binnings, matchFeatures(other, features), other.rowCount), other.rowCount)
          }),
      },
      ['treats', 'predict'],
    )
  })
}

function binsOf(features: readonly Feature[], gain: Float64Array): Binned {
  const n = gain.length
  return binned({ n, outcome: '', features, y: gain, binary: false, weights: null, total: n, seed: 1 }, gain)
}

/** For each row the decision of the rule that the other folds chose. */
function heldOut(
  bins: Binned,
  gain: Float64Array,
  fold: Int32Array,
  settings: { depth: number; minLeaf: number },
): Uint8Array {
  const out = new Uint8Array(gain.length)
  const folds = fold.reduce((most, f) => Math.max(most, f), 0) + 1
  for (let f = 0; f < folds; f++) {
    const { inside, outside } = partedBy(fold, f)
    const decided = treated(bestPolicy(bins, gain, outside, settings), bins.codes, gain.length)
    for (const i of inside) out[i] = decided[i]!
  }
  return out
}

function ruleOf(
  node: PolicyNode,
  bins: Binned,
  features: readonly Feature[],
  scored: { readonly value: Float64Array; readonly weights: Float64Array | null },
  rows: Int32Array,
): PolicyRule {
  if (node.feature < 0) {
    const { value, weights } = scored
    const at = (i: number): number => (weights === null ? 1 : weights[i]!)
    const mass = rows.reduce((sum, i) => sum + at(i), 0)
    const effect = mass === 0 ? 0 : rows.reduce((sum, i) => sum + at(i) * value[i]!, 0) / mass
    return Object.freeze({ treat: node.treat, n: rows.length, effect })
  }
  const codes = bins.codes[node.feature]!
  const { name, levels } = features[node.feature]!
  const { cuts, rank } = bins.binnings[node.feature]!
  const part = (first: boolean): Int32Array => rows.filter((i) => codes[i]! <= node.bin === first)
  const asked =
    cuts !== null
      ? { atMost: cuts[node.bin]! }
      : { among: Object.freeze(levels!.filter((_, code) => rank![code]! <= node.bin)) }
  return Object.freeze({
    column: name,
    ...asked,
    yes: ruleOf(node.first!, bins, features, scored, part(true)),
    no: ruleOf(node.other!, bins, features, scored, part(false)),
  })
}

function inWords(rule: PolicyRule, indent: string): string {
  if ('treat' in rule) {
    const what = rule.treat ? 'treat' : "don't treat"
    return `${indent}${what} (${rule.n} rows, average effect ${rule.effect.toPrecision(3)})`
  }
  const asked = rule.atMost === undefined ? `is ${rule.among!.join(' or ')}` : `≤ ${Number(rule.atMost.toPrecision(6))}`
  const [yes, no] = [inWords(rule.yes, `${indent}  `), inWords(rule.no, `${indent}  `)]
  return `${indent}if ${rule.column} ${asked}:\n${yes}\n${indent}otherwise:\n${no}`
}
