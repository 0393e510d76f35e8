import {
  bagged,
  classifierTwoSample,
  fitTemporalScm,
  laggedCorrelation,
  laggedEffect,
  laggedGraph,
  laggedMoments,
  lpcmci,
  normals,
  pcmci,
  pcmciPlus,
  randomStream,
  rpcmci,
  sampleSeries,
  series,
  table,
} from '../../../src/index.js'
import { type Results, seed } from './support.js'

/** X drives Y a step later, Y drives Z at once. */
const chain = () => {
  const noise = normals(randomStream('chain'), 360).values
  const [X, Y, Z] = [[0], [0], [0]] as [number[], number[], number[]]
  for (let t = 1; t < 120; t++) {
    X.push(0.7 * X[t - 1]! + noise[3 * t]!)
    Y.push(0.6 * X[t - 1]! + noise[3 * t + 1]!)
    Z.push(0.6 * Y[t]! + noise[3 * t + 2]!)
  }
  return series(table({ X, Y, Z }))
}

const twin = () => fitTemporalScm(chain(), laggedGraph('X[t-1] -> X; X[t-1] -> Y; Y -> Z'))

/** The same with Z as one of three levels. */
const mixed = () => {
  const [X, Y, Z] = chain().table.data as readonly Float64Array[]
  const words = Array.from(Z!, (v) => (v < -0.7 ? 'low' : v < 0.7 ? 'middle' : 'high'))
  const graph = laggedGraph('X[t-1] -> X; X[t-1] -> Y; Y -> Z; Z[t-1] -> Y')
  return fitTemporalScm(series(table({ X: X!, Y: Y!, Z: words })), graph)
}

export const timeseries: Results = {
  laggedMoments: () => laggedMoments(chain(), { maxLag: 2 }),
  laggedCorrelation: () =>
    laggedCorrelation(chain(), { maxLag: 2 })({ name: 'X', lag: 2 }, { name: 'Z', lag: 0 }, [{ name: 'Y', lag: 1 }]),
  pcmci: () => pcmci(chain(), { maxLag: 2 }),
  pcmciPlus: () => pcmciPlus(chain(), { maxLag: 2 }),
  bagged: () => bagged(chain(), (test) => pcmciPlus(test), { draws: 10, seed, blockLength: 3 }),
  lpcmci: () => lpcmci(laggedCorrelation(chain(), { maxLag: 2 }), { maxLag: 2 }),
  rpcmci: () => rpcmci(chain(), (test) => pcmciPlus(test), { maxSwitches: 2, starts: 3, seed }),
  laggedEffect: () =>
    laggedEffect(chain(), {
      graph: laggedGraph('X[t-1] -> X; X[t-1] -> Y; Y -> Z'),
      treatment: { name: 'X', lag: 1 },
      outcome: 'Z',
    }),
  sampleSeries: () => sampleSeries(twin(), 20, { seed }),
  'sampleSeries: categories': () => sampleSeries(mixed(), 20, { seed }),
  classifierTwoSample: () =>
    classifierTwoSample(chain(), sampleSeries(twin(), 120, { seed }), { block: 8, draws: 9, seed }),
}
