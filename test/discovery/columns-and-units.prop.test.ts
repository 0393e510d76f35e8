import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  additiveNoise,
  bicScore,
  bootstrapGraph,
  bootstrapTotalEffects,
  cam,
  causalDeFinetti,
  causalDeFinettiPair,
  conditionalGaussian,
  conditionalGaussianScore,
  degenerateGaussianScore,
  directLingam,
  fisherZ,
  ges,
  gies,
  igci,
  interventionalBicScore,
  jci,
  longitudinalLingam,
  markovBlanketSearch,
  multiGroupLingam,
  mvpc,
  notears,
  parceLingam,
  parentsAndChildren,
  pc,
  rcd,
  reci,
  regimeTest,
  residualIndependence,
  resit,
  stabilitySelection,
  type Table,
  table,
  utIgsp,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { edgeTexts } from './support.js'

// what columns.prop.test.ts, which holds pc, fci, ges, the order searches and the LiNGAM family to the same laws, leaves out
type Columns = Readonly<Record<string, readonly number[] | readonly string[]>>
type Data = Table<Record<string, number>>
const SEEN = 'seen'

/** Columns from a seed: each of four follows some of those before it, by noise of this kind. */
function columnsOf(seed: number, n: number, noise: 'normal' | 'cubed', curve: (v: number) => number = (v) => v) {
  const random = generator(`units ${seed}`)
  const draw = () => (noise === 'normal' ? random.normal() : random.normal() ** 3)
  const columns: Record<string, number[]> = {}
  for (const name of ['C', 'A', 'D', 'B']) {
    const parents = Object.values(columns).filter(() => random.uniform() < 0.5)
    const weights = parents.map(() => (random.uniform() < 0.5 ? -1 : 1) * (0.5 + random.uniform()))
    columns[name] = Array.from({ length: n }, (_, i) =>
      parents.reduce((sum, parent, k) => sum + weights[k]! * curve(parent[i]!), draw()),
    )
  }
  return { columns, random }
}

const pair = (seed: number): Columns => {
  const { columns } = columnsOf(seed, 80, 'cubed', (v) => v + v ** 3 / 8)
  return { A: columns['A']!, C: columns['C']! }
}
const curved = (seed: number): Columns => {
  const { A, B, C } = columnsOf(seed, 80, 'normal', (v) => v * v - v).columns as Record<string, number[]>
  return { A: A!, B: B!, C: C! }
}
const normal = (seed: number): Columns => columnsOf(seed, 100, 'normal').columns
const skewed = (seed: number): Columns => columnsOf(seed, 120, 'cubed').columns
const holes = (seed: number): Columns => {
  const { columns, random } = columnsOf(seed, 200, 'normal')
  const missing = columns['A']!.map((v) => v > 0.4 && random.uniform() < 0.6)
  return { ...columns, B: columns['B']!.map((v, i) => (missing[i] ? Number.NaN : v)) }
}
/** The last column of the order is moved in every third row. */
const regimes = (seed: number): Columns => {
  const { columns } = columnsOf(seed, 150, 'normal')
  return {
    ...columns,
    B: columns['B']!.map((v, i) => (i % 3 === 0 ? 2 + 0.3 * v : v)),
    regime: columns['B']!.map((_, i) => (i % 3 === 0 ? 'moved' : SEEN)),
  }
}
const panel = (seed: number): Columns => {
  const { A, B, C } = columnsOf(seed, 240, 'cubed').columns as Record<string, number[]>
  const id = A!.map((_, i) => `s${Math.floor(i / 2)}`)
  return { id, wave: A!.map((_, i) => `w${i % 2}`), A: A!, B: B!, C: C! }
}
/** Two draws from each of many environments that move A and how B follows A. */
const environments = (seed: number): Columns => {
  const random = generator(`environments ${seed}`)
  const coin = (chance: number): number => (random.uniform() < chance ? 1 : 0)
  const rows = Array.from({ length: 500 }, () => {
    const [mean, effect] = [random.uniform() < 0.5 ? 0.1 : 0.9, random.uniform() < 0.5 ? 0 : 0.4]
    const draw = (): [number, number] => {
      const A = coin(mean)
      return [A, coin(0.05 + 0.5 * A + effect)]
    }
    return [...draw(), ...draw()] as const
  })
  return Object.fromEntries(['A', 'B', 'A2', 'B2'].map((name, k) => [name, rows.map((row) => row[k]!)]))
}
const halves = (data: Data): [Data, Data] => {
  const of = (name: string): Float64Array => data.data[data.columns.indexOf(name)] as Float64Array
  const first = data.columns.filter((name) => !name.endsWith('2'))
  return [
    table(Object.fromEntries(first.map((name) => [name, of(name)]))) as unknown as Data,
    table(Object.fromEntries(first.map((name) => [name, of(`${name}2`)]))) as unknown as Data,
  ]
}

const sorted = (names: readonly string[]): string[] => [...names].sort()
const searches: Readonly<Record<string, readonly [(seed: number) => Columns, (data: Data) => unknown]>> = {
  additiveNoise: [pair, (data) => additiveNoise(data).cause],
  igci: [pair, (data) => igci(data).cause],
  'igci, Gaussian reference': [pair, (data) => igci(data, { reference: 'gaussian' }).cause],
  reci: [pair, (data) => reci(data).cause],
  cam: [curved, (data) => edgeTexts(cam(data).graph)],
  resit: [curved, (data) => edgeTexts(resit(data).graph)],
  notears: [normal, (data) => edgeTexts(notears(data).graph)],
  rcd: [skewed, (data) => edgeTexts(rcd(data).graph)],
  parceLingam: [skewed, (data) => parceLingam(data).order.map(sorted)],
  multiGroupLingam: [
    (seed) => ({ ...skewed(seed), site: Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 'north' : 'south')) }),
    (data) => multiGroupLingam(data, { group: 'site' }).order,
  ],
  longitudinalLingam: [
    panel,
    (data) => longitudinalLingam(data, { subject: 'id', time: 'wave' }).waves.map(({ order }) => order),
  ],
  residualIndependence: [
    skewed,
    (data) => {
      const { pValue } = residualIndependence(data, directLingam(data))
      return pValue === null || pValue === undefined ? pValue : pValue.toPrecision(4)
    },
  ],
  bootstrapTotalEffects: [
    skewed,
    (data) =>
      bootstrapTotalEffects(data, (t) => directLingam(t), { draws: 8, seed: 1 })
        .effects.map(({ from, to, share }) => `${from} ${to} ${share}`)
        .sort(),
  ],
  bootstrapGraph: [
    normal,
    (data) => edgeTexts(bootstrapGraph(data, (t) => pc(fisherZ(t)), { draws: 8, seed: 1, threshold: 0.5 }).consensus),
  ],
  stabilitySelection: [
    normal,
    (data) =>
      stabilitySelection(data, (half, alpha) => pc(fisherZ(half), { alpha }), { settings: [0.01, 0.1], draws: 6 })
        .selected.map((pair) => sorted(pair).join(' '))
        .sort(),
  ],
  markovBlanketSearch: [normal, (data) => sorted(markovBlanketSearch(fisherZ(data), { target: 'A' }).blanket)],
  parentsAndChildren: [normal, (data) => sorted(parentsAndChildren(fisherZ(data), { target: 'A' }).neighbors)],
  mvpc: [
    holes,
    (data) => {
      const { graph, missingness } = mvpc(data)
      return [edgeTexts(graph), missingness.map(({ column, causes }) => [column, sorted(causes)])]
    },
  ],
  'ges over conditionalGaussianScore': [regimes, (data) => edgeTexts(ges(conditionalGaussianScore(data)).graph)],
  'ges over degenerateGaussianScore': [regimes, (data) => edgeTexts(ges(degenerateGaussianScore(data)).graph)],
  'ges over bicScore': [regimes, (data) => edgeTexts(ges(bicScore(numbersOf(data))).graph)],
  gies: [
    regimes,
    (data) =>
      edgeTexts(
        gies(interventionalBicScore(data, { regime: 'regime', targets: { [SEEN]: [], moved: ['B'] } } as never)).graph,
      ),
  ],
  'jci, fci': [regimes, (data) => edgeTexts(jci(conditionalGaussian(data), { context: ['regime'] }).graph)],
  'jci, pc': [
    regimes,
    (data) => edgeTexts(jci(conditionalGaussian(data), { context: ['regime'], search: 'pc' }).graph),
  ],
  utIgsp: [
    regimes,
    (data) => {
      const { graph, targets } = utIgsp(regimeTest(data, { regime: 'regime', observational: SEEN }))
      return [edgeTexts(graph), targets.map(({ regime, columns }) => [regime, sorted(columns)])]
    },
  ],
  causalDeFinetti: [environments, (data) => causalDeFinetti(...halves(data)).layers.map(sorted)],
  causalDeFinettiPair: [environments, (data) => causalDeFinettiPair(...halves(data)).cause],
}

/** The columns of numbers. */
function numbersOf(data: Data): Data {
  const names = data.columns.filter((_, i) => data.data[i] instanceof Float64Array)
  return table(Object.fromEntries(names.map((name) => [name, data.data[data.columns.indexOf(name)]!]))) as Data
}

/** What a search gives, a refusal among it. */
function answer(search: () => unknown): { readonly found: unknown; readonly refused: boolean } {
  try {
    return { found: search(), refused: false }
  } catch (error) {
    return { found: (error as { code?: string }).code ?? String(error), refused: true }
  }
}

/** The columns in another order; numbers in other units, those of a second draw in those of the first. */
function changed(columns: Columns, order: readonly string[], unit: (name: string) => number): Data {
  return table(
    Object.fromEntries(
      order.map((name) => [
        name,
        columns[name]!.map((v) => (typeof v === 'number' ? v * unit(name.replace('2', '')) : v)),
      ]),
    ) as never,
  ) as Data
}

const scales = [1e-9, 1e-4, 0.3, 1, 7, 1e5, 1e9]
const whole = [1, 2, 7, 1000]

describe('another order of columns and other units change nothing', () => {
  it.each(Object.entries(searches))('%s', (name, [make, search]) => {
    let live = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.infiniteStream(fc.nat()), (seed, keys) => {
        const columns = make(seed)
        const names = Object.keys(columns)
        const order = names
          .map((column) => [keys.next().value, column] as const)
          .sort(([a], [b]) => a - b)
          .map(([, column]) => column)
        // where numbers are categories, other whole numbers
        const choices = make === environments ? whole : scales
        const units = new Map(names.map((column) => [column, choices[keys.next().value % choices.length]!]))
        const plain = answer(() => search(changed(columns, names, () => 1)))
        if (!plain.refused) live++
        expect(answer(() => search(changed(columns, order, () => 1)))).toEqual(plain)
        expect(answer(() => search(changed(columns, order, (column) => units.get(column)!)))).toEqual(plain)
      }),
      { numRuns: 5 },
    )
    expect(live, name).toBeGreaterThan(0)
  })
})
