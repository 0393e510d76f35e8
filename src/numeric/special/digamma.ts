import { portableLog } from './portable-log.js'
/** ψ(x) = (log Γ)′(x) for x > 0: shifted up, then the asymptotic series. Absolute error about 1e-15. */
export function digamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 12) {
    shift -= 1 / y
    y++
  }
  const r = 1 / (y * y)
  const tail = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12))))))
  return shift + portableLog(y) - 0.5 / y - tail
}

/** ψ′(x) for x > 0. */
export function trigamma(x: number): number {
  let shift = 0
  let y = x
  while (y < 12) {
    shift += 1 / (y * y)
    y++
  }
  const r = 1 / (y * y)
  const tail = r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - r * (691 / 2730 - r * (7 / 6)))))))
  return shift + 1 / y + 0.5 * r + tail / y
}
