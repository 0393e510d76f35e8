import {
  bagged,
  laggedCorrelation,
  laggedMoments,
  normals,
  pcmci,
  pcmciPlus,
  randomStream,
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

export const timeseries: Results = {
  laggedMoments: () => laggedMoments(chain(), { maxLag: 2 }),
  laggedCorrelation: () =>
    laggedCorrelation(chain(), { maxLag: 2 })({ name: 'X', lag: 2 }, { name: 'Z', lag: 0 }, [{ name: 'Y', lag: 1 }]),
  pcmci: () => pcmci(chain(), { maxLag: 2 }),
  pcmciPlus: () => pcmciPlus(chain(), { maxLag: 2 }),
  bagged: () => bagged(chain(), (test) => pcmciPlus(test), { draws: 10, seed, blockLength: 3 }),
}
