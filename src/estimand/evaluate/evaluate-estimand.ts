import { CausalError, calledAs } from '../../errors.js'
import { quoteNames, unknownName } from '../../names.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'
import { numbered } from '../terms/convert.js'
import type { Prob } from '../terms/expr.js'
import { type CheckedSource, checkSources, marginal } from '../terms/sources.js'
import type { Estimand } from '../terms/types.js'
import { type Evaluation, evaluateExpr, spread, type Table } from './evaluate-expr.js'

/**
 * A distribution that an expression can speak of.
 *
 * @category Estimands
 */
export interface EstimandSource<N extends string = string> {
  /** The variables that the experiment set: axes of the factor, of which each state has its own distribution. */
  readonly do?: readonly N[]
  /** The population; left out for the only one. */
  readonly domain?: string
  /**
   * What it is conditioned on, where only a conditional distribution is known: axes of the factor, of which each state has its own
   * distribution. It answers terms that condition on all of these.
   */
  readonly given?: readonly N[]
  /** The joint distribution (or counts) of the variables, for each state of the `do` and `given` variables. */
  readonly joint: Factor<N>
}

/**
 * The numbers of an expression: a factor over its free values.
 *
 * @category Estimands
 */
export interface EvaluatedEstimand<N extends string = string> extends Factor<N> {
  /**
   * The cells without a value, each as a state for every variable: the expression conditions there on something of
   * probability zero. `values` holds NaN in these cells and in no other.
   */
  readonly unsupported: readonly (readonly string[])[]
}

/**
 * The value of an expression on a discrete joint distribution, for every state of its free variables.
 *
 * A term 0 · P(a | b) with P(b) = 0 counts as 0; a cell that needs P(a | b) itself is listed in `unsupported`.
 *
 * @param estimand - the expression
 * @param joint - the joint distribution or counts of all its variables; for expressions that mix experiments or
 *   populations, a list of `{ do, domain, given, joint }`
 * @returns a factor over the free values, in the order of the joint's variables, with the unsupported cells
 * @throws CausalError `unknown-name` for a variable that the joint lacks; `not-probability` for negative or infinite
 *   numbers; `invalid-argument` for a term that no source answers; `too-large`
 * @complexity variable elimination over the terms of each sum
 * @category Estimands
 * @example
 * const joint = {
 *   variables: [{ name: 'x', states: ['0', '1'] }, { name: 'y', states: ['0', '1'] }],
 *   values: Float64Array.of(0.1, 0.3, 0.4, 0.2),
 * }
 * evaluateEstimand(parseEstimand('P(y | x)'), joint).values
 * //=> [0.25, 0.75, 0.6667, 0.3333]
 */
export function evaluateEstimand<N extends string>(
  estimand: Estimand<N>,
  joint: Factor | readonly EstimandSource[],
): EvaluatedEstimand {
  return calledAs('evaluateEstimand', () => {
    const { variables, sources } = checkSources(Array.isArray(joint) ? joint : [{ joint: joint as Factor }])
    const { symbols, exprs } = numbered(
      [estimand],
      variables.map((v) => v.name),
    )
    const missing = symbols.names.slice(variables.length)
    if (missing.length > 0) {
      throw unknownName(
        'variable of the joint distribution',
        missing[0],
        variables.map((v) => v.name),
      )
    }
    const statesOf = (s: number): readonly string[] => variables[symbols.base[s]!]!.states
    const run: Evaluation = {
      symbols,
      cardinality: (s) => statesOf(s).length,
      probability: probabilityTable,
    }
    const result = evaluateExpr(run, exprs[0]!)
    return wrap(
      spread(
        run,
        result,
        [...result.scope].sort((a, b) => a - b),
      ),
    )

    function probabilityTable(term: Prob): Table {
      const act = new Set(term.act.map((s) => symbols.base[s]!))
      const seen = new Set(term.given.map((s) => symbols.base[s]!))
      const source = sources.find(
        (candidate) =>
          candidate.domain === term.domain &&
          candidate.act.length === act.size &&
          candidate.act.every((v) => act.has(v)) &&
          candidate.given.every((v) => seen.has(v)) &&
          [...term.of, ...term.given].every((s) => candidate.axis.has(symbols.base[s]!)),
      )
      if (source === undefined) throw noSource(term)
      return conditional(source, term)
    }

    function noSource(term: Prob): CausalError {
      const names = (list: readonly number[]): string[] => list.map((s) => symbols.names[symbols.base[s]!]!)
      const act = names(term.act)
      const of = names([...term.of, ...term.given])
      return new CausalError(
        'invalid-argument',
        `no distribution of ${quoteNames(of)}${act.length > 0 ? ` under do(${act.join(', ')})` : ''}${
          term.domain === '' ? '' : ` in the domain ${show(term.domain)}`
        } is given: pass it as { do, domain, joint }.`,
        { variables: of, do: act, domain: term.domain },
      )
    }

    /** P(of | given) as N(of, given) / N(given), both for each state of the do variables; fixed states are sliced out. */
    function conditional(source: CheckedSource, term: Prob): Table {
      const all = [...term.of, ...term.given, ...term.act]
      const whole = marginal(
        source,
        all.map((s) => symbols.base[s]!),
        variables,
      )
      const condition = [...term.given, ...term.act]
      const part = marginal(
        source,
        condition.map((s) => symbols.base[s]!),
        variables,
      )
      const scope = all.filter((s) => symbols.state[s] === undefined)
      const sizes = scope.map((s) => statesOf(s).length)
      const values = new Float64Array(sizes.reduce((n, k) => n * k, 1))
      const undefinedAt = new Uint8Array(values.length)
      const state = new Map<number, number>()
      for (const s of all) {
        if (symbols.state[s] === undefined) continue
        const position = statesOf(s).indexOf(symbols.state[s]!)
        if (position < 0)
          throw unknownName(`state of ${show(symbols.names[symbols.base[s]!])}`, symbols.state[s], statesOf(s))
        state.set(s, position)
      }
      const at = (list: readonly number[]): number => list.reduce((i, s) => i * statesOf(s).length + state.get(s)!, 0)
      for (let i = 0; i < values.length; i++) {
        for (let k = scope.length - 1, rest = i; k >= 0; k--) {
          state.set(scope[k]!, rest % sizes[k]!)
          rest = Math.floor(rest / sizes[k]!)
        }
        const below = part[at(condition)]!
        if (below === 0) undefinedAt[i] = 1
        else values[i] = whole[at(all)]! / below
      }
      return { scope, values, undefinedAt: undefinedAt.includes(1) ? undefinedAt : null }
    }

    function wrap({ scope, values, undefinedAt }: Table): EvaluatedEstimand {
      const axes: Variable[] = []
      for (const s of scope) {
        const primes = scope.filter((t) => t < s && symbols.base[t] === symbols.base[s]).length
        const first = s < symbols.names.length ? 0 : scope.includes(symbols.base[s]!) ? 0 : 1
        const name = `${symbols.names[symbols.base[s]!]}${"'".repeat(primes + first)}`
        axes.push(Object.freeze({ name, states: Object.freeze([...statesOf(s)]) }))
      }
      const cells: (readonly string[])[] = []
      const out = values.slice()
      for (let i = 0; i < values.length; i++) {
        if (undefinedAt?.[i] !== 1) continue
        out[i] = Number.NaN
        const cell: string[] = []
        for (let k = scope.length - 1, rest = i; k >= 0; k--) {
          const states = statesOf(scope[k]!)
          cell.unshift(states[rest % states.length]!)
          rest = Math.floor(rest / states.length)
        }
        cells.push(Object.freeze(cell))
      }
      return Object.freeze({ variables: Object.freeze(axes), values: out, unsupported: Object.freeze(cells) })
    }
  })
}
