import { portablePow } from '../../numeric/special/portable-pow.js'
import type { ExpectedTime } from './suggestion-types.js'

/** A method whose time was measured: a search over a test or a score. */
export type Cost =
  | 'boss bicScore'
  | 'ges bicScore'
  | 'pc fisherZ'
  | 'pc rankCorrelation'
  | 'directLingam'
  | 'pc kci'
  | 'pc rcit'
  | 'cam'
  | 'additiveNoise'
  | 'boss bdeuScore'
  | 'ges bdeuScore'
  | 'pc gSquare'
  | 'ges degenerateGaussianScore'
  | 'boss degenerateGaussianScore'
  | 'pc conditionalGaussian'
  | 'fci fisherZ'
  | 'pcmciPlus'
  | 'lpcmci'
  | 'varLingam'
  | 'pc missingDataDeletion fisherZ'
  | 'mvpc'
  | 'cdnod'

/**
 * What methods took, measured by `npm run bench -- advice`: units at 500 rows and 10 columns, and the exponents with which they grow in
 * rows (from 250 to 1,000) and in columns (from 10 to 20). A unit is what `moments` takes for 100,000 rows of 10 columns.
 */
export const costs: Readonly<Record<Cost, readonly [units: number, rows: number, columns: number]>> = {
  'boss bicScore': [0.22, 0, 0.7],
  'ges bicScore': [0.3, 0.7, 1.6],
  'pc fisherZ': [0.17, 0.3, 0.9],
  'pc rankCorrelation': [0.48, 0.8, 0.6],
  directLingam: [0.5, 0.7, 1.5],
  'pc kci': [63, 1.6, 1.2],
  'pc rcit': [180, 1.4, 1.1],
  cam: [0.8, 0.1, 0.7],
  additiveNoise: [8.1, 1, 0.1],
  'boss bdeuScore': [0.53, 0, 0.7],
  'ges bdeuScore': [0.3, 0.1, 1.1],
  'pc gSquare': [0.27, 0.6, 1.1],
  'ges degenerateGaussianScore': [0.42, 0, 0],
  'boss degenerateGaussianScore': [0.33, 0.8, 3.2],
  'pc conditionalGaussian': [2.4, 1.1, 2.4],
  'fci fisherZ': [0.12, 0.3, 0.7],
  pcmciPlus: [0.21, 0, 1.2],
  lpcmci: [3.4, 0, 3.8],
  varLingam: [0.83, 0.6, 0.8],
  'pc missingDataDeletion fisherZ': [1.8, 0, 0.8],
  mvpc: [2.1, 0.3, 1.1],
  cdnod: [4.8, 0.8, 1.4],
}

/** The figures spread by this factor on either side: graphs, dependence and machines differ. */
const SPREAD = 3

export function expectedTime(key: Cost, n: number, p: number): ExpectedTime {
  const [units, rows, columns] = costs[key]
  const middle = units * portablePow(n / 500, rows) * portablePow(Math.max(p, 1) / 10, columns)
  const round = (value: number): number => Number(value.toPrecision(2))
  return Object.freeze({
    units: Object.freeze([round(middle / SPREAD), round(middle * SPREAD)] as const),
    message: `${key}: ${units} units at 500 rows of 10 columns, scaled by rows^${rows} and columns^${columns}; a unit is what moments takes for 100,000 rows of 10 columns.`,
  })
}
