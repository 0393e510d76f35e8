import {
  additiveNoise,
  series as asSeries,
  bdeuScore,
  bicScore,
  bootstrapGraph,
  bootstrapVarLingam,
  boss,
  causalDeFinetti,
  causalDeFinettiPair,
  cdnod,
  column,
  conditionalGaussian,
  dag,
  directLingam,
  dynotears,
  exactSearch,
  fci,
  fisherZ,
  ges,
  gSquare,
  icaLingam,
  igci,
  kci,
  kernelScore,
  neuralGranger,
  normals,
  pc,
  randomStream,
  rcit,
  reci,
  rfci,
  sample,
  select,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  table,
  varLingam,
} from '../../../src/index.js'
import { discreteChain } from './models.js'
import { diamond, discreteTable, gaussianTable, mixedTable, type Results, seed, wiggly } from './support.js'

const lingamData = () => simulateLinear(diamond, 400, { seed: 'lingam', noise: 'laplace' }).data
const larger = () => simulateLinear(simulateDag(8, { degree: 3, seed }), 250, { seed }).data
const pair = () => select(wiggly(150), ['X', 'Z'])
/** Two independent copies of A, beside pure noise: scores tie. */
const tied = () => {
  const z = normals(randomStream(seed), 300).values
  return table({
    P: z.slice(0, 100),
    Q: z.slice(0, 100).map((v, i) => v + z[100 + i]!),
    R: z.slice(0, 100).map((v, i) => v + z[100 + i]!),
    S: z.slice(200, 300),
  })
}
const domains = () => {
  const noise = normals(randomStream('domains'), 400).values
  const rows = Array.from({ length: 200 }, (_, i) => {
    const x = 3 * (i % 4) + noise[2 * i]!
    return { site: i % 4, X: x, Y: x + noise[2 * i + 1]! }
  })
  return table(rows)
}
const series = () => {
  const e = simulateLinear(dag('A -> B; C'), 300, { seed: 'series', noise: 'uniform' }).data
  return { a: column(e, 'A'), b: column(e, 'B') }
}

export const discovery: Results = {
  ...Object.fromEntries(
    [0, 1, 2].map((s) => [`simulateDag: seed ${s}`, () => simulateDag(12, { degree: 3, seed: s })] as const),
  ),
  ...Object.fromEntries(
    (['normal', 'uniform', 'laplace', 'exponential'] as const).flatMap((noise) => [
      [`simulateLinear: ${noise}`, () => simulateLinear(diamond, 200, { seed, noise })] as const,
      [`simulateNonlinear: ${noise}`, () => simulateNonlinear(diamond, 200, { seed, noise })] as const,
    ]),
  ),
  'pc: fisherZ': () => pc(fisherZ(larger())),
  'pc: gSquare': () => pc(gSquare(discreteTable(300))),
  'pc: conditionalGaussian': () => pc(conditionalGaussian(mixedTable(300))),
  'pc: kci': () => pc(kci(wiggly(100))),
  'pc: rcit': () => pc(rcit(wiggly(200), { seed })),
  'fci: fisherZ': () => fci(fisherZ(larger())),
  'rfci: fisherZ': () => rfci(fisherZ(larger())),
  'ges: bic': () => ges(bicScore(larger())),
  'ges: bdeu': () => ges(bdeuScore(discreteTable(300))),
  'ges: kernel score': () => ges(kernelScore(wiggly(60))),
  'boss: bic': () => boss(bicScore(larger()), { starts: 5, seed }),
  'boss: bdeu': () => boss(bdeuScore(discreteTable(300)), { seed }),
  'boss: ties': () => boss(bicScore(tied()), { seed }),
  'exactSearch: bic': () => exactSearch(bicScore(larger())),
  'exactSearch: ties': () => exactSearch(bicScore(tied())),
  'score: bic': () => bicScore(gaussianTable(200))('D', ['B', 'C']),
  'score: bdeu': () => bdeuScore(discreteTable(300), { structure: 1 })('C', ['A', 'B']),
  'score: kernel': () => kernelScore(wiggly(80))('Y', ['X']),
  directLingam: () => directLingam(lingamData()),
  'directLingam: exponential noise': () =>
    directLingam(simulateLinear(diamond, 300, { seed, noise: 'exponential' }).data),
  icaLingam: () => icaLingam(lingamData(), { seed }),
  'icaLingam: uniform noise': () =>
    icaLingam(simulateLinear(diamond, 300, { seed, noise: 'uniform' }).data, { seed: 1 }),
  varLingam: () => {
    const { a, b } = series()
    const moving = { a: a.map((v, i) => v + 0.5 * (a[i - 1] ?? 0)), b: b.map((v, i) => v - 0.4 * (b[i - 1] ?? 0)) }
    return varLingam(asSeries(table(moving)), { trend: 'none', refit: false })
  },
  bootstrapVarLingam: () => bootstrapVarLingam(asSeries(table(series())), { draws: 3, seed }),
  neuralGranger: () => neuralGranger(asSeries(table(series())), { maxLag: 1, hidden: 3, seed }),
  dynotears: () => dynotears(asSeries(table(series()))).weights,
  additiveNoise: () => additiveNoise(pair()),
  igci: () => igci(pair()),
  reci: () => reci(pair()),
  cdnod: () => cdnod(domains(), { domain: 'site', alpha: 0.01 }),
  causalDeFinetti: () =>
    causalDeFinetti(sample(discreteChain, 200, { seed: 1 }) as never, sample(discreteChain, 200, { seed: 2 }) as never),
  causalDeFinettiPair: () =>
    causalDeFinettiPair(
      simulateLinear(dag('A -> B'), 80, { seed: 3 }).data as never,
      simulateLinear(dag('A -> B'), 80, { seed: 4 }).data as never,
    ),
  'bootstrapGraph: pc': () => bootstrapGraph(gaussianTable(150), (t) => pc(fisherZ(t)), { draws: 30, seed }),
  'bootstrapGraph: boss': () =>
    bootstrapGraph(gaussianTable(150), (t) => boss(bicScore(t), { seed }), { draws: 10, seed }),
  'bootstrapGraph: moments': () =>
    bootstrapGraph(gaussianTable(150), (m) => ges(bicScore(m)), { draws: 20, seed, as: 'moments' }),
}
