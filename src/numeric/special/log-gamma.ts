import { portableLog, portableLog1p } from './portable-log.js'

const HALF_LOG_2PI = 0.9189385332046728
const ONE_LESS_EULER = 0.42278433509846713

// ζ(k) − 1 for k = 2, 3, …
const ZETA = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
]

/** log Γ(2 + e) for |e| ≤ ½: (1 − γ) e + Σ (ζ(k) − 1)(−e)ᵏ / k. */
function logGammaNearTwo(e: number): number {
  let sum = 0
  for (let k = ZETA.length + 1; k >= 2; k--) sum = ZETA[k - 2]! / k - e * sum
  return e * (ONE_LESS_EULER + e * sum)
}

/** log Γ(1 + e) for −½ ≤ e ≤ ½, right relative to its size near 0. */
export function logGammaOnePlus(e: number): number {
  return logGammaNearTwo(e) - portableLog1p(e)
}

/** log Γ(x) for x > 0, right relative to its size near its zeros 1 and 2 too. */
export function logGamma(x: number): number {
  if (x < 0.5) return logGammaOnePlus(x) - portableLog(x)
  if (x <= 1.5) return logGammaOnePlus(x - 1)
  if (x <= 2.5) return logGammaNearTwo(x - 2)
  if (x === Number.POSITIVE_INFINITY) return x
  if (x < 12) {
    let product = 1
    let y = x
    while (y > 2.5) {
      y--
      product *= y
    }
    return logGammaNearTwo(y - 2) + portableLog(product)
  }
  return (x - 0.5) * (portableLog(x) - 1) - 0.5 + HALF_LOG_2PI + stirlingError(x)
}

/** Arguments below 12 seen last, and their errors: shapes and degrees of freedom are asked for again at every point. */
const seen = /* @__PURE__ */ new Float64Array(64)
const errors = /* @__PURE__ */ new Float64Array(64)

/** δ(x) = log Γ(x) − ((x − ½) log x − x + ½ log 2π) for x > 0, to about 1e-16: the error of Stirling's formula. */
export function stirlingError(x: number): number {
  if (!(x > 0 && x < 12)) return errorFrom(x)
  const slot = (x * 5.3) | 0
  if (seen[slot] !== x) {
    seen[slot] = x
    errors[slot] = errorFrom(x)
  }
  return errors[slot]!
}

function errorFrom(x: number): number {
  let shift = 0
  let y = x
  // δ(y) = δ(y + 1) + (y + ½) log(1 + 1/y) − 1
  while (y < 12) {
    shift += (y + 0.5) * portableLog1p(1 / y) - 1
    y++
  }
  const r = 1 / (y * y)
  const tail = -1 / 360 + r * (1 / 1260 + r * (-1 / 1680 + r * (1 / 1188 + r * (-691 / 360360 + r * (1 / 156)))))
  return shift + (1 / 12 + r * tail) / y
}

/** log B(a, b), without the cancellation of three logarithms where a and b are of different sizes. */
export function logBeta(a: number, b: number): number {
  const n = a + b
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  // (n − ½) log n − (a − ½) log a − (b − ½) log b with each logarithm of a ratio
  const bulk = (large - 0.5) * portableLog1p(-small / n) + small * portableLog(small / n) - 0.5 * portableLog(small)
  return bulk + HALF_LOG_2PI + stirlingError(a) + stirlingError(b) - stirlingError(n)
}

/** D(x, m) = x log(x / m) + m − x, without cancellation near x = m (Loader 2000); `logM` is log m, for an m out of range. */
export function deviance(x: number, m: number, logM: number): number {
  if (Math.abs(x - m) < 0.5 * (x + m)) {
    const v = (x - m) / (x + m)
    const w = v * v
    let sum = (x - m) * v
    let power = 2 * x * v
    for (let j = 3; j < 120; j += 2) {
      power *= w
      const next = sum + power / j
      if (next === sum) break
      sum = next
    }
    return sum
  }
  return x * (portableLog(x) - logM) + m - x
}
