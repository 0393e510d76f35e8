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
  'boss bicScore': [1, 0, 2],
  'ges bicScore': [1, 0, 2],
  'pc fisherZ': [1, 0, 2],
  'pc rankCorrelation': [1, 0, 2],
  directLingam: [1, 0, 2],
  'pc kci': [1, 0, 2],
  'pc rcit': [1, 0, 2],
  cam: [1, 0, 2],
  additiveNoise: [1, 0, 2],
  'boss bdeuScore': [1, 0, 2],
  'ges bdeuScore': [1, 0, 2],
  'pc gSquare': [1, 0, 2],
  'ges degenerateGaussianScore': [1, 0, 2],
  'boss degenerateGaussianScore': [1, 0, 2],
  'pc conditionalGaussian': [1, 0, 2],
  'fci fisherZ': [1, 0, 2],
  pcmciPlus: [1, 0, 2],
  lpcmci: [1, 0, 2],
  varLingam: [1, 0, 2],
  'pc missingDataDeletion fisherZ': [1, 0, 2],
  mvpc: [1, 0, 2],
  cdnod: [1, 0, 2],
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
