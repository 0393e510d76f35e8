import fc from 'fast-check'
import type { AssignmentDesign, ExposureMapping } from '../../src/index.js'

/** A network of a few units with a design, a mapping and outcomes, small enough to list every assignment. */
export interface SmallExperiment {
  readonly n: number
  readonly edges: readonly (readonly [number, number])[]
  readonly cluster: readonly number[]
  readonly chance: readonly number[]
  readonly design: AssignmentDesign<'cluster' | 'chance'>
  readonly mapping: ExposureMapping
  /** Outcomes by unit and level, made as they are asked for. */
  readonly outcomes: (unit: number, level: string) => number
  /** All assignments with chances above 0. */
  readonly assignments: readonly { readonly z: readonly number[]; readonly p: number }[]
}

const mappings: readonly ExposureMapping[] = [
  'any-neighbor',
  { count: [1, 2] },
  { count: [2] },
  { share: [0.5] },
  { share: [0.34, 1] },
  (own, neighbors) => `${own}${neighbors.filter((z) => z === 1).length % 2}`,
  (own, neighbors) => (neighbors[0] === 1 ? 'first neighbour' : own === 1 ? 'own' : 'none'),
]

/** Arbitrary small experiments of all designs and mappings. */
export const smallExperiment: fc.Arbitrary<SmallExperiment> = fc
  .record({
    n: fc.integer({ min: 2, max: 6 }),
    edges: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 8 }),
    cluster: fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 6 }),
    chance: fc.array(fc.constantFrom(0, 0.2, 0.5, 0.7, 1), { minLength: 6, maxLength: 6 }),
    type: fc.constantFrom('bernoulli', 'apart', 'complete', 'cluster', 'clusters'),
    p: fc.constantFrom(0.3, 0.5, 0.75),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    mapping: fc.constantFrom(...mappings),
    values: fc.array(fc.integer({ min: -4, max: 9 }), { minLength: 24, maxLength: 24 }),
  })
  .map(({ n, edges, cluster, chance, type, p, share, mapping, values }) => {
    const clusters = [...new Set(cluster.slice(0, n))]
    const design: SmallExperiment['design'] =
      type === 'bernoulli'
        ? { type, p }
        : type === 'apart'
          ? { type: 'bernoulli', p: 'chance' }
          : type === 'complete'
            ? { type, treated: Math.round(share * n) }
            : type === 'cluster'
              ? { type, clusters: 'cluster', p }
              : { type: 'cluster', clusters: 'cluster', treated: Math.round(share * clusters.length) }
    const coinOf = Array.from({ length: n }, (_, i) =>
      type === 'cluster' || type === 'clusters' ? clusters.indexOf(cluster[i]!) : i,
    )
    const coins = new Set(coinOf).size
    const all = Array.from({ length: 2 ** coins }, (_, mask) => {
      const heads = Array.from({ length: coins }, (_, c) => (mask >> c) & 1)
      const up = heads.filter((h) => h === 1).length
      const weight =
        'treated' in design && design.treated !== undefined
          ? up === design.treated
            ? 1
            : 0
          : heads.reduce((product, h, c) => {
              const q = type === 'apart' ? chance[c]! : p
              return product * (h === 1 ? q : 1 - q)
            }, 1)
      return { z: coinOf.map((c) => heads[c]!), p: weight }
    }).filter((each) => each.p > 0)
    const total = all.reduce((sum, each) => sum + each.p, 0)
    return {
      n,
      edges: edges.filter(([a, b]) => a !== b && a < n && b < n),
      cluster: cluster.slice(0, n),
      chance: chance.slice(0, n),
      design,
      mapping,
      outcomes: (unit, level) => values[(unit * 7 + [...level].reduce((sum, c) => sum + c.charCodeAt(0), 0)) % 24]!,
      assignments: all.map((each) => ({ z: each.z, p: each.p / total })),
    }
  })

/** The neighbours of each unit, ascending. */
export function neighborLists({ n, edges }: SmallExperiment): number[][] {
  return Array.from({ length: n }, (_, i) =>
    [...new Set(edges.filter((edge) => edge.includes(i)).map(([a, b]) => (a === i ? b : a)))].sort((a, b) => a - b),
  )
}

/** The exposures by the definition of each mapping. */
export function exposuresByHand(experiment: SmallExperiment, z: readonly number[]): string[] {
  const { mapping } = experiment
  return neighborLists(experiment).map((around, i) => {
    const own = z[i]! as 0 | 1
    const treated = around.filter((j) => z[j] === 1).length
    if (typeof mapping === 'function')
      return mapping(
        own,
        around.map((j) => z[j]! as 0 | 1),
      )
    if (mapping === 'any-neighbor') return `${own}${treated > 0 ? 1 : 0}`
    const [value, cuts] =
      'count' in mapping ? [treated, mapping.count] : [around.length === 0 ? 0 : treated / around.length, mapping.share]
    const band = cuts.filter((cut) => cut <= value).length
    const bounds = [0, ...cuts]
    const from = bounds[band]!
    const next = bounds[band + 1]
    if ('share' in mapping) return `${own}:[${from}, ${next === undefined ? '1]' : `${next})`}`
    return `${own}:${next === undefined ? `${from}+` : next === from + 1 ? from : `${from}-${next - 1}`}`
  })
}
