import { bernoulli } from '../../probability/families/bernoulli.js'
import { deterministic } from '../../scm/mechanisms/deterministic.js'
import { latent } from '../../scm/mechanisms/latent.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { scm } from '../../scm/models/scm.js'
import type { Scm } from '../../scm/models/types.js'

/**
 * The firing squad: a court orders, a captain signals, two riflemen shoot, the first also out of nerves; the prisoner dies.
 *
 * Pearl (2009), Causality, 2nd ed., section 7.1.2, with P(court orders) = 0.7 and P(nerves) = 0.1: the prisoner, being dead,
 * would be alive had the first rifleman not shot with probability q (1 − p) / (1 − (1 − p) (1 − q)) = 0.0411.
 *
 * @category Gallery
 * @example
 * counterfactualProbability(firingSquad, [{ variable: 'death', value: 0, do: { rifleA: 0 } }], { given: [{ variable: 'death', value: 1 }] }).value
 * //=> 0.0411
 */
export const firingSquad: Scm<
  {
    readonly court: 0 | 1
    readonly nerves: 0 | 1
    readonly captain: 0 | 1
    readonly rifleA: 0 | 1
    readonly rifleB: 0 | 1
    readonly death: 0 | 1
  },
  Capability,
  'dag'
> = /* @__PURE__ */ scm({
  court: /* @__PURE__ */ bernoulli(0.7),
  nerves: /* @__PURE__ */ latent(/* @__PURE__ */ bernoulli(0.1)),
  captain: /* @__PURE__ */ deterministic(['court'], ({ court }: { court: 0 | 1 }) => court),
  rifleA: /* @__PURE__ */ deterministic(['captain', 'nerves'], (pa: { captain: 0 | 1; nerves: 0 | 1 }) =>
    pa.captain === 1 || pa.nerves === 1 ? 1 : 0,
  ),
  rifleB: /* @__PURE__ */ deterministic(['captain'], ({ captain }: { captain: 0 | 1 }) => captain),
  death: /* @__PURE__ */ deterministic(['rifleA', 'rifleB'], (pa: { rifleA: 0 | 1; rifleB: 0 | 1 }) =>
    pa.rifleA === 1 || pa.rifleB === 1 ? 1 : 0,
  ),
})
