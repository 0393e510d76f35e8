import { CausalError, sentenceOf } from '../../../errors.js'
import { checkedObject } from '../../../names.js'
import type { Generator } from '../../../probability/streams/generator.js'
import { show } from '../../../show.js'
import { correlationOverTime } from '../../tests/lagged-correlation.js'
import type { LaggedGraph, LaggedTest } from '../../types.js'
import { assignRegimes } from './assign-regimes.js'
import { momentsOfRegime, type RegimeData } from './regime-data.js'
import { lossesOf, type RegimeLoss, type RegimeModel, regimeModel } from './regime-model.js'

/** A search over time, as the caller gave it. */
export type RegimeSearch<N extends string, A> = (test: LaggedTest<N>) => A

/** What is found in the steps of one regime. */
export interface FoundRegime<N extends string, A> {
  readonly answer: A
  readonly graph: LaggedGraph<N>
  readonly model: RegimeModel
}

/** Where a beginning came to. */
export interface Settled<N extends string, A> {
  readonly regime: Int32Array
  readonly found: readonly FoundRegime<N, A>[]
  readonly loss: number
  readonly switches: number
  readonly converged: boolean
}

export interface AlternateSettings {
  readonly regimes: number
  readonly maxSwitches: number
  readonly iterations: number
  readonly loss: RegimeLoss
  /** The variance of each variable over all steps. */
  readonly spread: Float64Array
  readonly onRound: (round: number) => void
}

/** Searches the steps of some regimes together. */
export function searchRegime<N extends string, A>(
  data: RegimeData<N>,
  search: RegimeSearch<N, A>,
  regime: Int32Array,
  chosen: readonly number[],
): FoundRegime<N, A> {
  const moments = momentsOfRegime(data, regime, chosen)
  const answer = search(correlationOverTime('rpcmci', moments, data.series.warnings))
  const record = checkedObject('answer of the search', answer as object)
  const graph = ('graph' in record ? record.graph : record) as LaggedGraph<N>
  if (graph.maxLag > data.windows.reach || graph.nodes?.join('\n') !== data.series.names.join('\n')) {
    const message = `the search must give a graph over the variables of the series with lags up to ${data.windows.reach}, got ${show(graph)}.`
    throw new CausalError('invalid-argument', message, {})
  }
  return { answer, graph, model: regimeModel(graph, moments) }
}

/**
 * From an assignment to one that its own models give: a search in each regime, then the assignment of least loss under what it found, in turn
 * (Saggioro et al. 2020, Algorithm 1).
 *
 * @returns where it came to rest, or where the rounds ended; or why the search was refused
 */
export function alternate<N extends string, A>(
  data: RegimeData<N>,
  search: RegimeSearch<N, A>,
  begin: Int32Array,
  { regimes, maxSwitches, iterations, loss, spread, onRound }: AlternateSettings,
): Settled<N, A> | { readonly refused: string } {
  let regime = begin
  try {
    for (let round = 1; ; round++) {
      onRound(round)
      const found = Array.from({ length: regimes }, (_, k) => searchRegime(data, search, regime, [k]))
      const losses = lossesOf(
        data,
        found.map(({ model }) => model),
        loss,
        spread,
      )
      const better = assignRegimes(losses, regimes, maxSwitches, data.isFirst)
      const converged = better.regime.every((k, t) => k === regime[t])
      if (converged || round === iterations)
        return { regime: better.regime, found, loss: better.cost, switches: better.switches, converged }
      regime = better.regime
    }
  } catch (error) {
    // from a bad beginning a regime may lose its steps, or keep too few for the search
    if (!(error instanceof CausalError) || error.code === 'aborted' || error.code === 'invalid-argument') throw error
    return { refused: sentenceOf(error) }
  }
}

/** A beginning: the steps in parts of random length, each of another regime than the one before; none is without a part. */
export function randomBeginning(random: Generator, n: number, regimes: number, maxSwitches: number): Int32Array {
  const cuts = Array.from({ length: maxSwitches }, () => 1 + random.integer(n - 1)).sort((a, b) => a - b)
  const regime = new Int32Array(n)
  const order = Array.from({ length: regimes }, (_, k) => k)
  random.shuffle(order)
  let [part, now] = [0, order[0]!]
  for (let t = 0; t < n; t++) {
    while (part < cuts.length && cuts[part] === t) {
      part++
      // the first parts go through all regimes, the others draw one of the rest
      if (part < regimes) now = order[part]!
      else now = (now + 1 + random.integer(regimes - 1)) % regimes
    }
    regime[t] = now
  }
  return regime
}

/** Whether a beginning led to nothing. */
export function isRefused<N extends string, A>(
  end: Settled<N, A> | { readonly refused: string },
): end is { readonly refused: string } {
  return 'refused' in end
}
