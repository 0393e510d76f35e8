import type { PanelData } from './read-regression.js'

/** How many rows each unit has. */
export function rowsOfUnits({ units }: PanelData): Float64Array {
  const size = new Float64Array(units.labels.length)
  for (const u of units.codes) size[u]!++
  return size
}

/** The mean of each unit. */
export function unitMeans({ units }: PanelData, values: Float64Array, size: Float64Array): Float64Array {
  const sum = new Float64Array(size.length)
  for (let i = 0; i < values.length; i++) sum[units.codes[i]!]! += values[i]!
  return sum.map((value, u) => value / size[u]!)
}
