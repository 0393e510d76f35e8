import { bernoulli, cpt, deterministic, mechanism, type Scm, scm } from '../../../src/index.js'
import { numbersFrom } from '../admg-model.js'

/** Any model, for tests that do not care what its variables hold. */
export type LooseModel = Scm<Record<string, number>, 'sample' | 'evaluate' | 'enumerate', 'dag'>

/** A random finite model of two to five variables, each a table with a quantile response, a function with noise, or neither. */
export function randomFiniteModel(seed: number): { model: LooseModel; names: string[]; next: () => number } {
  const next = numbersFrom(seed)
  const names = Array.from({ length: 2 + Math.floor(next() * 4) }, (_, i) => `V${i}`)
  const spec: Record<string, unknown> = {}
  for (const [i, name] of names.entries()) {
    const parents = names.slice(0, i).filter(() => next() < 0.5)
    const p = 0.1 + 0.8 * next()
    const kind = next()
    if (parents.length === 0) {
      spec[name] = bernoulli(p)
    } else if (kind < 0.4) {
      const rows = (k: number): unknown => (k === parents.length ? next() : { 0: rows(k + 1), 1: rows(k + 1) })
      spec[name] = cpt(parents, rows(0) as never, { response: 'quantile' })
    } else {
      const table = Array.from({ length: 2 ** (parents.length + 1) }, () => (next() < 0.5 ? 0 : 1))
      const at = (pa: Record<string, number>, u: number): number =>
        table[parents.reduce((index, parent) => 2 * index + pa[parent]!, u)]!
      spec[name] =
        kind < 0.8
          ? mechanism(parents as never, bernoulli(p), ((pa: Record<string, number>, u: number) => at(pa, u)) as never)
          : deterministic(parents as never, ((pa: Record<string, number>) => at(pa, 0)) as never)
    }
  }
  return { model: scm(spec as never) as unknown as LooseModel, names, next }
}
