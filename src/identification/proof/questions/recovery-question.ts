import { type Prob, type Symbols, stateSymbol } from '../../../estimand/terms/expr.js'
import { flags } from '../../../graph/core/sets.js'
import type { CausalGraph } from '../../../graph/types.js'
import { type MeasuredQuery, measuredQuery } from '../../id/causal-query.js'
import { isRecorded, recordedOracle } from '../../recovery/recorded.js'
import { type MissingnessQuery, recoverFromMissingness } from '../../recovery/recover-from-missingness.js'
import { checkBudget, recoverFromSelection } from '../../recovery/recover-from-selection.js'
import type { CalculusStep } from '../../recovery/search-result.js'
import { selectedGraph } from '../../recovery/selected-graph.js'
import type { SelectionQuery } from '../../recovery/selection-query.js'
import { expandTerms } from '../expand-terms.js'
import { type Line, Lines, term } from '../proof-lines.js'
import { observationsKnown, type Setting } from '../proof-setting.js'
import { conditional, exchanged } from './effect-question.js'
import { districtLines } from './id-lines.js'
import { lawLines } from './law-lines.js'
import { joinedLines, type Question } from './question.js'
import { factorFromSelected } from './source-lines.js'
import { joinedSteps, linesOfSteps, termOfStep } from './step-lines.js'

const primitive: ReadonlySet<CalculusStep['rule']> = new Set([
  'known',
  'rule 1',
  'rule 2',
  'rule 3',
  'sum',
  'condition',
  'product',
  'divide',
])

/** The proof of what is recovered from selected data: along algorithm RC, or along the search. */
export function selectionQuestion(graph: CausalGraph, query: SelectionQuery): Question {
  // the verb itself checks the query, without a search
  checkBudget(query.budget)
  recoverFromSelection(graph, { ...query, budget: 1 })
  const q = measuredQuery(graph, query)
  const { size } = q.g
  const at = (names: string | readonly string[]): number[] => [names].flat().map((name) => q.g.index.get(name)!)
  const by = at(query.selectedBy)
  const { g, oracle } = selectedGraph(q.g, by)
  const universe = flags(g.size, [...q.g.names.keys()])
  const available = (query.available ?? [{ selected: true }]).map(({ do: act = [], over, selected }) => ({
    act: at(act),
    over: over === undefined ? null : at(over),
    domain: selected ? 'selected' : '',
  }))
  const effect = term(q.y, q.x, q.z)
  return {
    g,
    setting: (symbols) => ({
      g,
      size,
      symbols,
      population: '',
      indicators: new Map([['selected', [size]]]),
      selected: 'selected',
      isKnown: (e) => {
        const bases = (list: readonly number[]): number[] => list.map((s) => symbols.base[s]!)
        const act = bases(e.act)
        const spoken = bases([...e.of, ...e.given])
        return available.some(
          (a) =>
            a.domain === e.domain &&
            act.length === a.act.length &&
            act.every((i) => a.act.includes(i)) &&
            (a.over === null || spoken.every((i) => a.over!.includes(i))),
        )
      },
    }),
    effect,
    asked: new Set([...q.x, ...q.y, ...q.z]),
    oracle,
    prove: (setting) => {
      const answer = recoverFromSelection(graph, query)
      if (answer.status !== 'identifiable') return null
      if (answer.derivation.every(({ rule }) => primitive.has(rule)) && answer.derivation.length > 0) {
        const lines = along(setting, effect, answer.derivation, (i) => i)
        if (lines !== null) return lines
      }
      return joinedLines(setting, effect, (lines) => {
        const prove = factorFromSelected(lines, universe, flags(g.size, by))
        conditional(lines, exchanged(lines, q), (x, y) => districtLines(lines, universe, x, y, prove))
      })
    },
  }
}

/** The proof of what is recovered from incomplete data: along the search, or from the joint law. */
export function missingnessQuestion(graph: CausalGraph, query: MissingnessQuery): Question {
  checkBudget(query.budget)
  recoverFromMissingness(graph, { ...query, budget: 1 })
  const q: MeasuredQuery = measuredQuery(graph, { ...query, do: query.do ?? [] })
  const { g } = q
  const pairs = query.missing.map(({ variable, observed }) => [g.index.get(variable)!, g.index.get(observed)!] as const)
  const effect = term(q.y, q.x, q.z)
  const isKnown = (symbols: Symbols) => (e: Prob) => isRecorded(symbols, pairs, e)
  return {
    g,
    setting: (symbols) => observationsKnown(g, symbols, isKnown(symbols)),
    effect,
    asked: new Set([...q.x, ...q.y, ...q.z]),
    oracle: recordedOracle(q.graph, pairs),
    prove: (setting) => {
      const answer = recoverFromMissingness(graph, query)
      if (answer.status !== 'identifiable') return null
      const one = new Map(pairs.map(([, r]) => [r, stateSymbol(setting.symbols, r, '1')]))
      if (answer.derivation.every(({ rule }) => primitive.has(rule))) {
        const lines = along(setting, effect, answer.derivation, (i) => one.get(i) ?? i)
        if (lines !== null) return lines
      }
      return joinedLines(setting, effect, (lines) => lawLines(lines, q, pairs, one))
    },
  }
}

/** The lines along a search, joined where a rule holds at once; null where they do not lead to the effect. */
function along(
  setting: Setting,
  effect: Prob,
  steps: readonly CalculusStep[],
  symbolOf: (position: number) => number,
): readonly Line[] | null {
  const lines = new Lines(setting)
  linesOfSteps(lines, steps, (step) => termOfStep(setting, step, symbolOf))
  for (const list of [joinedSteps(setting, lines.list), lines.list]) {
    const used = new Set<Line>()
    if (expandTerms(setting, list, effect, used) !== null) return list.filter((line) => used.has(line))
  }
  return null
}
