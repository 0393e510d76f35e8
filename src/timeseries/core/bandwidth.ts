import { wholeNumber } from './check-settings.js'
import { automaticBandwidth } from './long-run-covariance.js'

/** The bandwidth that was asked for, or the automatic one. */
export function readBandwidth(bandwidth: number | undefined, n: number): number {
  return bandwidth === undefined ? automaticBandwidth(n) : wholeNumber('bandwidth', bandwidth, 0, n - 1)
}

/** The autocorrelation of residuals at lag 1, over times that follow each other. */
export function firstAutocorrelation(residuals: Float64Array, rows: Int32Array): number {
  let [across, square] = [0, 0]
  for (let r = 0; r < residuals.length; r++) {
    square += residuals[r]! ** 2
    if (r > 0 && rows[r] === rows[r - 1]! + 1) across += residuals[r]! * residuals[r - 1]!
  }
  return square > 0 ? across / square : 0
}

/** A sentence where residuals hang together so much that no standard error from so few steps can be relied on. */
export function autocorrelationWarning(residuals: Float64Array, rows: Int32Array): string | null {
  const rho = firstAutocorrelation(residuals, rows)
  const n = residuals.length
  // how many independent steps these are worth
  const worth = (n * (1 - rho)) / (1 + rho)
  if (rho < 0.5 || worth > 50) return null
  return `Residuals are autocorrelated (${rho.toFixed(2)} at lag 1): ${n} steps are worth about ${Math.max(1, Math.round(worth))} independent ones, and intervals are too short.`
}
