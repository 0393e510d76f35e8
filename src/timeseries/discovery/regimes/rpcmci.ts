import { choice } from '../../../discovery/core/choice.js'
import { report } from '../../../discovery/core/report.js'
import { CausalError, calledAs } from '../../../errors.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { generator, seedStream, splitStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import { readLag } from '../../core/read-lag.js'
import { momentsOfWindows } from '../../moments/lagged-moments.js'
import { windowsOf } from '../../moments/windows.js'
import { checkSeries } from '../../series/check-series.js'
import type { LaggedGraph, LaggedTest, Series } from '../../types.js'
import { alternate, randomBeginning, type Settled } from './alternate.js'
import { regimeData } from './regime-data.js'
import type { RpcmciOptions, RpcmciResult } from './regime-types.js'
import { type Beginnings, regimesOf } from './regimes-of.js'

/**
 * RPCMCI: regimes in which different causes are at work, where it is not known when which regime holds.
 *
 * From random beginnings two steps are done in turn until nothing changes: a search in the steps of each regime (a window counts by its last
 * step, and may begin in another regime), and the assignment of all steps to the regimes whose linear forecasts along the found graphs
 * miss least, with at most `maxSwitches` switches. The paper solves the latter as a linear programme; here it is solved exactly by dynamic
 * programming. The beginning that ends with the least loss is taken; `agreement` says how many others end alike.
 *
 * An assignment that may switch more often misses less and so will: give as few `maxSwitches` as are plausible. Regimes that differ in nothing that
 * a forecast shows are not found. `notToldApart` and the choice of their number rest on a criterion of the BIC kind;
 * what it and the assignment are worth is measured in bench/regimes.
 *
 * @param series - a series of numeric variables
 * @param search - from a test to a graph, or to a record with one: `(test) => pcmciPlus(test, { maxLag: 1 })`
 * @param options - number of regimes, most switches, reach of the windows, beginnings, loss, seed
 * @returns graph and answer of the search for each regime, the assignment of rows with the agreement of beginnings, what was not told apart
 * @throws CausalError `invalid-argument`, `too-few-rows`, `constant-column`, `aborted`; `invalid-data` where the search is refused from every beginning
 * @complexity beginnings × rounds × (K searches + O(n K maxSwitches)) for each number of regimes K
 * @category Time series
 * @see Saggioro, de Wiljes, Kretschmer & Runge 2020, "Reconstructing regime-dependent causal relationships from observational time series", Chaos 30
 * @example
 * const z = normals(randomStream('regimes'), 800).values
 * const x = new Float64Array(400)
 * const y = new Float64Array(400)
 * for (let t = 1; t < 400; t++) {
 *   x[t] = 0.3 * x[t - 1]! + z[2 * t]!
 *   y[t] = (t < 200 ? 0.9 : -0.9) * x[t - 1]! + z[2 * t + 1]! // the sign turns at t = 200
 * }
 * const found = rpcmci(series(table({ x, y })), (test) => pcmciPlus(test, { alpha: 0.01 }), { maxSwitches: 1, seed: 1 })
 * found.switches.map(({ row }) => Math.abs(row - 200) < 10)
 * //=> [true]
 * found.notToldApart
 * //=> []
 */
export function rpcmci<N extends string, A extends LaggedGraph<N> | { readonly graph: LaggedGraph<N> }>(
  series: Series<unknown, N>,
  search: (test: LaggedTest<N>) => A,
  options: RpcmciOptions,
): RpcmciResult<N, A> {
  return calledAs('rpcmci', () => {
    checkOptions(
      'options',
      options,
      ['regimes', 'maxSwitches', 'maxLag', 'starts', 'iterations', 'loss', 'seed', 'onProgress', 'signal'],
      { maxSwitches: 'number', iterations: 'number' },
    )
    checkSeries(series)
    if (typeof search !== 'function')
      throw new CausalError('invalid-argument', 'the search must be a function from a test over time to a graph.')
    const { maxLag = 2, seed = 0 } = checkedObject('options', options)
    const numbers = [options.regimes ?? 2].flat().map((regimes) => wholeFrom('regimes', regimes, 1, 20))
    if (numbers.length === 0 || new Set(numbers).size < numbers.length)
      throw new CausalError(
        'invalid-argument',
        `regimes is ${show(options.regimes)}: give a number, or several different ones.`,
      )
    const maxSwitches = wholeFrom('maxSwitches', options.maxSwitches, 1, 100_000)
    const starts = wholeFrom('starts', options.starts ?? 10, 1, 100_000)
    const iterations = wholeFrom('iterations', options.iterations ?? 20, 1, 100_000)
    const loss = choice('loss', options.loss ?? 'squares', ['squares', 'likelihood'])
    const windows = windowsOf(series, readLag('maxLag', maxLag, 0))
    const data = regimeData(series, windows)
    const n = data.rows.length
    const most = Math.max(...numbers)
    if (n < 2 * most || maxSwitches >= n || maxSwitches < most - 1) {
      const message = `${most} regimes with ${maxSwitches} switches need at least ${most - 1} switches and more complete windows of ${maxLag + 1} steps than there are switches, ${2 * most} at least: there are ${n}.`
      throw new CausalError(maxSwitches < most - 1 ? 'invalid-argument' : 'too-few-rows', message, { count: n })
    }
    const whole = momentsOfWindows(series, windows, 0)
    const spread = Float64Array.from(series.names, (_, j) => whole.covariance[j * series.names.length + j]!)
    const constant = series.names.filter((_, j) => !(spread[j]! > 0))
    if (constant.length > 0)
      throw new CausalError('constant-column', `${show(constant[0])} does not vary: leave it out.`, {
        columns: constant,
      })
    const stream = seedStream(seed)
    const tried = numbers.map((regimes): Beginnings<N, A> => {
      const settled: (Settled<N, A> | { readonly refused: string })[] = []
      for (let start = 0; start < (regimes === 1 ? 1 : starts); start++) {
        const begin =
          regimes === 1
            ? new Int32Array(n)
            : randomBeginning(generator(splitStream(stream, start)), n, regimes, maxSwitches)
        const onRound = (round: number): void =>
          report({ ...options }, { stage: `${regimes} regimes`, level: round, done: start, total: starts, tests: 0 })
        const rule = { regimes, maxSwitches: regimes === 1 ? 0 : maxSwitches, iterations, loss, spread, onRound }
        settled.push(alternate(data, search, begin, rule))
      }
      return { regimes, settled }
    })
    return regimesOf(data, search, tried)
  })
}

function wholeFrom(field: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new CausalError(
    'invalid-argument',
    `${field} is ${show(value)}: give a whole number from ${least} to ${most}.`,
    {
      [field]: value,
    },
  )
}
