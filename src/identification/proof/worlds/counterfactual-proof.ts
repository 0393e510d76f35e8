import { CausalError } from '../../../errors.js'
import { separationIn } from '../../../estimand/simplify/simplify-estimand.js'
import { numbered, toEstimand } from '../../../estimand/terms/convert.js'
import { type Expr, type Prob, product, type Symbols } from '../../../estimand/terms/expr.js'
import type { Estimand, EstimandValue } from '../../../estimand/terms/types.js'
import { type IndexedGraph, indexed } from '../../../graph/core/indexed.js'
import { kahnOrder } from '../../../graph/core/order.js'
import type { CausalGraph } from '../../../graph/types.js'
import { ctfNetworks } from '../../counterfactual/ctf-id.js'
import { identifyCounterfactual } from '../../counterfactual/identify-counterfactual.js'
import type { CounterfactualQuery } from '../../counterfactual/query.js'
import { eventReader } from '../../counterfactual/read-query.js'
import { textbookForm } from '../../counterfactual/textbook-form.js'
import { measuredGraph } from '../../id/causal-query.js'
import { chooseFree } from '../../id/choose-free.js'
import { expandTerms } from '../expand-terms.js'
import { keyOf, type Line, type Lines, term } from '../proof-lines.js'
import { observationsKnown, type Setting } from '../proof-setting.js'
import type { IdentificationProof } from '../proof-types.js'
import { effectAlongId } from '../questions/effect-question.js'
import { joinedLines } from '../questions/question.js'
import { shownLine } from '../shown-line.js'
import { experimentalFormula } from './world-conclusion.js'
import { worldLine, worldLines } from './world-lines.js'
import { atomKey, atomValue, worldTerm } from './world-terms.js'

/** A counterfactual query as it is proved: its events as values in their worlds. */
export interface WorldQuestion {
  readonly g: IndexedGraph
  readonly event: readonly EstimandValue[]
  readonly given: readonly EstimandValue[]
  readonly prove: () => IdentificationProof | null
  /** The formula that lines about experiments make of one in experiments. */
  readonly conclude: (symbols: Symbols, lines: readonly Line[], experimental: Expr) => Estimand | null
}

/** The query, checked by its verb. */
export function worldQuestion(graph: CausalGraph, query: CounterfactualQuery): WorldQuestion {
  const answer = identifyCounterfactual(graph, query)
  const measured = measuredGraph(graph)
  const g = indexed(measured)
  const read = eventReader(indexed(graph), g)
  const [event, given] = [read('event', query.event), read('given', query.given)]
  const distinct = (values: readonly EstimandValue[]): EstimandValue[] => [
    ...new Map(values.map((v) => [atomKey(v), v])).values(),
  ]
  const atoms = {
    event: distinct(event.map((atom) => atomValue(g, atom))),
    given: distinct(given.map((atom) => atomValue(g, atom))),
  }
  const oracle = separationIn(measured)
  const conclude: WorldQuestion['conclude'] = (symbols, lines, experimental) => {
    const expr = expandTerms(experimentsKnown(g, symbols, lines), lines, experimental)
    if (expr === null) return null
    return toEstimand({ symbols, expr: textbookForm(symbols, chooseFree(symbols, expr, new Set()), oracle) })
  }
  return {
    g,
    ...atoms,
    conclude,
    prove: () => {
      if (!answer.identifiable) return null
      const order = kahnOrder(g)
      const rank = new Int32Array(g.size)
      for (let k = 0; k < order.length; k++) rank[order[k]!] = k
      const symbols = numbered([], g.names).symbols
      const found = ctfNetworks({ g, order, rank, symbols }, event, given)
      const effect = worldTerm(atoms.event, atoms.given)
      if ('decided' in found) {
        const value = (found.decided as Extract<Expr, { kind: 'constant' }>).value
        const after: Estimand = Object.freeze({ type: 'constant', value })
        const only = worldLine(g, value === 1 ? 'certain' : 'impossible', effect, after)
        return Object.freeze({ effect, lines: Object.freeze([only]), conclusion: after })
      }
      if (!('numerator' in found)) return null
      const worlds = worldLines(g, atoms.event, atoms.given, found)
      const formula = experimentalFormula(effect, worlds)
      if (formula === null) {
        throw new CausalError('not-supported', 'the probability is identified, but its lines do not join into a proof.')
      }
      const table = numbered([formula], g.names)
      const experimental = table.exprs[0]!
      const lines = answer.from === 'experiments' ? [] : experimentLines(g, table.symbols, experimental)
      return Object.freeze({
        effect,
        lines: Object.freeze([...worlds, ...lines.map((line) => shownLine<string>(g.names, table.symbols, line))]),
        conclusion: conclude(table.symbols, lines, experimental)!,
      })
    },
  }
}

/** Where experiments are known unless they have a line. */
function experimentsKnown(g: IndexedGraph, symbols: Symbols, lines: readonly Line[]): Setting {
  const proved = new Set(lines.map(({ before }) => keyOf(before, symbols)))
  const setting = observationsKnown(g, symbols)
  return {
    ...setting,
    isKnown: (e) => e.act.length === 0 || !(proved.has(keyOf(e, symbols)) || proved.has(keyOf(e, symbols, false))),
  }
}

/** The lines of all experiments in a formula, each for all values. */
function experimentLines(g: IndexedGraph, symbols: Symbols, formula: Expr): readonly Line[] {
  const setting = observationsKnown(g, symbols)
  const { base } = symbols
  const at = (list: readonly number[]): number[] => list.map((s) => base[s]!)
  const terms = new Map(
    experimentsIn(formula).map((e) => {
      const general = term(at(e.of), at(e.act))
      return [keyOf(general, symbols), general] as const
    }),
  )
  const goals = [...terms.values()].filter((e) => e.act.length > 0)
  return joinedLines(setting, product(goals), (lines) => {
    for (const goal of goals) experimentProof(lines, goal)
  })
}

function experimentProof(lines: Lines, goal: Prob): void {
  if (!lines.needs(goal)) return
  if (lines.calculus(2, goal, term(goal.of, [], goal.act))) return
  effectAlongId(lines, goal.act, goal.of)
}

function experimentsIn(e: Expr): Prob[] {
  switch (e.kind) {
    case 'constant':
      return []
    case 'prob':
      return [e]
    case 'product':
      return e.factors.flatMap(experimentsIn)
    case 'ratio':
      return [...experimentsIn(e.top), ...experimentsIn(e.bottom)]
    default:
      return experimentsIn(e.body)
  }
}
