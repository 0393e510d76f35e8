import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { isKernel } from '../kernels/check-kernel.js'
import { gaussianKernel } from '../kernels/gaussian-kernel.js'
import type { Kernel } from '../kernels/types.js'

/**
 * A kernel for each part of a test.
 *
 * @category Independence tests
 */
export interface KernelRoles {
  /** For x (default: Gaussian, of median width). */
  readonly x?: Kernel
  /** For y (default: Gaussian, of median width). */
  readonly y?: Kernel
  /** For the conditioning set (default: Gaussian, of several widths to choose from). */
  readonly given?: Kernel
}

/**
 * Settings of {@link kci}.
 *
 * @category Independence tests
 */
export interface KciOptions {
  /** One kernel for all columns of numbers, or one for each part; categories always have the delta kernel. */
  readonly kernel?: Kernel | KernelRoles
  /**
   * The null distribution: `'gamma'` (default) by its first two moments, without eigenvalues; `'spectral'` by draws of
   * the weighted chi-squares that it is; `'permutation'` by shuffling y, given nothing: residuals of a regression are not
   * exchangeable, so that a test given a conditioning set is refused (it rejected 78 % of true nulls at 0.05).
   */
  readonly null?: 'gamma' | 'spectral' | 'permutation'
  /** Draws of the spectral or permutation null (default 5,000 and 999). */
  readonly draws?: number
  /** Seed of these draws (default 0). */
  readonly seed?: number | string
  /**
   * How the regression on z is smoothed. `'learned'` (default): width and ridge are chosen for x and for y by generalised
   * cross-validation. `'gaussian-process'`: by marginal likelihood, at many times the cost. `'rule'`: by the kernel's own
   * width and `ridge`; it misses what varies faster than that, and rejects independence given it.
   */
  readonly bandwidth?: 'learned' | 'rule' | 'gaussian-process'
  /** The ridge ε of the regression on z, for `bandwidth: 'rule'` (default 0.001). */
  readonly ridge?: number
  /**
   * Share of a Gram matrix's trace that its low-rank factor may leave out (default 1e-8, and a thousandth of it for the
   * conditioning set): |Δp| stays below about 1e-6.
   */
  readonly tolerance?: number
  /** Bytes kept for factors of variables and conditioning sets that come again (default 2²⁶, 64 MB). */
  readonly memory?: number
  /**
   * `'causal-learn'`: its kernels and widths, x joined with half of z and y not (so that the test is not symmetric), its
   * gamma null. Left out: the symmetric test described above.
   */
  readonly parity?: 'causal-learn'
}

/** The settings, checked, defaults filled in. */
export interface KciSettings {
  readonly x: Kernel
  readonly y: Kernel
  readonly given: Kernel
  /** Whether the conditioning set has the kernel of default, whose width is chosen. */
  readonly anyWidth: boolean
  readonly nullName: 'gamma' | 'spectral' | 'permutation'
  readonly draws: number
  readonly seed: number | string
  readonly bandwidth: 'learned' | 'rule' | 'gaussian-process'
  readonly ridge: number
  readonly tolerance: number
  readonly memory: number
  readonly parity: boolean
}

const bandwidths = ['learned', 'rule', 'gaussian-process'] as const
const nulls = ['gamma', 'spectral', 'permutation'] as const

/** Checks the settings. */
export function readKciOptions(options: KciOptions): KciSettings {
  const {
    kernel = {},
    parity,
    ridge = 1e-3,
    tolerance = 1e-8,
    memory = 2 ** 26,
    seed = 0,
    bandwidth = parity === undefined ? 'learned' : 'rule',
  } = checkedObject('options', options)
  const nullName = options.null ?? 'gamma'
  const draws = options.draws ?? (nullName === 'permutation' ? 999 : 5000)
  const check = (good: boolean, what: string, value: unknown): void => {
    if (good) return
    throw new CausalError('invalid-argument', `${what}, got ${show(value)}.`, { value })
  }
  check(nulls.includes(nullName), "null is 'gamma', 'spectral' or 'permutation'", nullName)
  check(parity === undefined || parity === 'causal-learn', "parity is 'causal-learn' or left out", parity)
  check(
    bandwidths.includes(bandwidth) && (bandwidth !== 'learned' || parity === undefined),
    "bandwidth is 'learned' (not in parity), 'rule' or 'gaussian-process'",
    bandwidth,
  )
  check(typeof seed === 'string' || Number.isFinite(seed), 'seed is a finite number or a string', seed)
  check(Number.isInteger(draws) && draws >= 19, 'draws is a whole number from 19', draws)
  check(ridge > 0 && ridge < Number.POSITIVE_INFINITY, 'ridge is positive', ridge)
  check(tolerance > 0 && tolerance < 1, 'tolerance lies between 0 and 1', tolerance)
  check(memory >= 0, 'memory is a number of bytes', memory)
  const roles: KernelRoles = isKernel(kernel)
    ? { x: kernel, y: kernel, given: kernel }
    : checkedObject('kernel', kernel)
  if (!isKernel(kernel)) checkOptions('kernel', kernel, ['x', 'y', 'given'])
  const standard = gaussianKernel()
  const own = bandwidth === 'learned' ? gaussianKernel({ width: 'median' }) : standard
  const { x = own, y = own, given = standard } = roles
  for (const one of [x, y, given]) check(isKernel(one), 'a kernel is a value such as gaussianKernel()', one)
  return {
    x,
    y,
    given,
    nullName,
    draws,
    seed,
    anyWidth: roles.given === undefined,
    bandwidth,
    ridge,
    tolerance,
    memory,
    parity: parity !== undefined,
  }
}
