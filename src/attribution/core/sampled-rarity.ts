import { portableLog } from '../../numeric/special/portable-log.js'
import type { Game } from '../shapley/sampled-shares.js'
import { drawNoises, mixedTarget, type NoiseForm } from './noise-game.js'
import { noiseOfUnit } from './unit-noise.js'

/** Fewer extreme draws than this do not carry the logarithm of their share. */
const fewestExtreme = 10

/** Where the game notes a set of noises for which the draws are too few. */
export interface Rare {
  witness: { readonly draws: number; readonly extreme: number; readonly kept: readonly string[] } | null
}

/** log P(as extreme as the unit | the noises inside as in the unit): influence values of the logarithm of a share of draws. */
export function rarityGame(
  form: NoiseForm,
  unit: unknown,
  value: number,
  tail: 'both' | 'upper' | 'lower',
  center: number | null,
  rare: Rare,
): Game {
  const { names } = form.query.worlds.structure
  // the unit's own value comes back from its noises with a rounding error
  const slack = 1e-9 * (Math.abs(value) + Math.abs(center ?? 0))
  const distance = center === null ? 0 : Math.abs(value - center) - slack
  const isExtreme = (y: number): boolean =>
    center !== null ? Math.abs(y - center) >= distance : tail === 'upper' ? y >= value - slack : y <= value + slack
  return (n, seed) => {
    const own = noiseOfUnit(form, unit, n, `${seed} unit`).noises
    const other = drawNoises(form, n, `${seed} other`)
    return (inside) => {
      const y = mixedTarget(form, inside, own, other, n)
      let extreme = 0
      for (let i = 0; i < n; i++) if (isExtreme(y[i]!)) extreme++
      if (extreme < fewestExtreme) {
        rare.witness ??= {
          draws: n,
          extreme,
          kept: form.variables.flatMap((i, k) => (inside[k] === 1 ? [names[i]!] : [])),
        }
        return new Float64Array(n)
      }
      const share = extreme / n
      // E log of a share: log p − (1 − p) / 2 n p
      const log = portableLog(share) + (1 - share) / (2 * n * share)
      return y.map((v) => log + ((isExtreme(v) ? 1 : 0) - share) / share)
    }
  }
}
