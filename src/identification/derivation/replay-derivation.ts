import { type Expr, type Symbols, symbolsOf } from '../../estimand/terms/expr.js'
import { type NodeSet, sameNodes, union } from '../../graph/core/node-sets.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags } from '../../graph/core/sets.js'
import type { VerdictReason } from '../../verdict.js'
import type { MeasuredQuery } from '../id/causal-query.js'
import type { HedgeSets } from '../id/id-algorithm.js'
import type { Identification } from '../id/identify.js'
import { type DerivationStep, references } from './derivation.js'
import { positionsIn } from './hedge-fault.js'
import { applyRule } from './replay-rules.js'
import type { ReplayState } from './replay-state.js'

/** What the steps make: a formula or a hedge, or the first step at fault. */
export type Replay =
  | {
      readonly symbols: Symbols
      readonly expr: Expr | null
      readonly strategy: Extract<Identification, { identifiable: true }>['strategy']
      /** The set of a known form, as names. */
      readonly set: readonly string[]
      readonly hedge: HedgeSets | null
      /** What is set, and what is asked for besides, where ID began: what a hedge speaks of. */
      readonly act: NodeSet
      readonly asked: NodeSet
    }
  | {
      readonly fault: string
      readonly reason: VerdictReason
      readonly step: number
    }

/** Walks the steps from the query on, each from what an earlier one left; then makes the formula from the last step back. */
export function replayDerivation(q: MeasuredQuery, derivation: readonly DerivationStep[]): Replay {
  const { g } = q
  const context = { q, symbols: symbolsOf(g.names), order: kahnOrder(g) }
  const start: ReplayState = {
    outcome: flags(g.size, q.y),
    act: flags(g.size, q.x),
    given: flags(g.size, q.z),
    joint: { nodes: new Uint8Array(g.size).fill(1), expr: null, act: [], domain: '' },
    isQuery: true,
  }
  let entry = start
  const left: { state: ReplayState; taken: boolean }[][] = []
  const makes: ((parts: readonly Expr[]) => Expr)[] = []
  let strategy: Extract<Replay, { set: unknown }>['strategy'] = 'general'
  let set: readonly string[] = []
  let hedge: HedgeSets | null = null
  for (const [i, step] of derivation.entries()) {
    const read = readStep(g, step)
    if (read === null) return { fault: 'the step is not of the shape of a step.', reason: 'not-a-record', step: i }
    const offered = step.from === -1 && i === 0 ? [{ state: start, taken: false }] : left[step.from]
    const found = offered?.find(({ state, taken }) => !taken && isState(state, read))
    if (found === undefined) {
      return {
        fault: 'its query is not what an earlier step left, or it was taken up before.',
        reason: 'wrong-start',
        step: i,
      }
    }
    if (step.reference !== references[step.rule]) {
      return { fault: 'the rule is stated elsewhere.', reason: 'rule', step: i }
    }
    found.taken = true
    const done = applyRule(context, step.rule, found.state, read.sets)
    if (typeof done === 'string') return { fault: done, reason: 'rule', step: i }
    if (step.rule === 'exchange' || step.rule === 'condition') entry = done.left[0]!
    if (isKnownForm(step.rule)) {
      strategy = step.rule
      set = step.sets[0]!
    }
    if (done.hedge !== undefined) {
      if (i < derivation.length - 1) return { fault: 'steps follow a hedge.', reason: 'left-over', step: i }
      hedge = done.hedge
    }
    left.push(done.left.map((state) => ({ state, taken: false })))
    makes.push(done.make)
  }
  const last = Math.max(0, derivation.length - 1)
  if (derivation.length === 0) return { fault: 'there is no step.', reason: 'left-over', step: 0 }
  const { symbols } = context
  if (hedge !== null) {
    const blamed = derivation.findIndex((step, i) => step.rule === 'condition' && left[i]![0]!.state.mayBeSet === true)
    if (blamed >= 0)
      return {
        fault: 'a condition could be set instead of seen, so the hedge proves nothing.',
        reason: 'hedge',
        step: blamed,
      }
    return { symbols, expr: null, strategy, set, hedge, act: entry.act, asked: union(entry.outcome, entry.given) }
  }
  const open = left.findIndex((states) => states.some(({ taken }) => !taken))
  if (open >= 0) return { fault: 'what it leaves is not taken up.', reason: 'left-over', step: open }
  const parts: Expr[][] = derivation.map(() => [])
  let whole: Expr | null = null
  for (let i = last; i >= 0; i--) {
    whole = makes[i]!(parts[i]!.reverse())
    const { from } = derivation[i]!
    if (from >= 0) parts[from]!.push(whole)
  }
  return { symbols, expr: whole, strategy, set, hedge: null, act: entry.act, asked: entry.outcome }
}

type KnownForm = 'no-effect' | 'back-door' | 'adjustment' | 'front-door'
const isKnownForm = (rule: string): rule is KnownForm =>
  ['no-effect', 'back-door', 'adjustment', 'front-door'].includes(rule)

interface ReadStep {
  readonly outcome: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  readonly nodes: NodeSet
  readonly sets: readonly NodeSet[]
}

function readStep(g: MeasuredQuery['g'], step: DerivationStep): ReadStep | null {
  if (typeof step !== 'object' || step === null || !Array.isArray(step.sets)) return null
  if (!Number.isInteger(step.from) || !Object.hasOwn(references, step.rule)) return null
  const sets = step.sets.map((names) => positionsIn(g, names))
  const [outcome, act, given, nodes] = [step.outcome, step.do, step.given, step.nodes].map((names) =>
    positionsIn(g, names),
  )
  if (!outcome || !act || !given || !nodes || sets.includes(null)) return null
  return { outcome, act, given, nodes, sets: sets as NodeSet[] }
}

function isState(state: ReplayState, { outcome, act, given, nodes }: ReadStep): boolean {
  return (
    sameNodes(state.outcome, outcome) &&
    sameNodes(state.act, act) &&
    sameNodes(state.given, given) &&
    sameNodes(state.joint.nodes, nodes)
  )
}
