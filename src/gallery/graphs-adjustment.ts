import { dag } from '../graph/kinds/dag.js'
import type { Dag } from '../graph/types.js'

/**
 * The smallest confounded effect: Z causes both X and Y, and adjusting for it gives the effect.
 *
 * Pearl (2009), *Causality*, section 3.3.
 *
 * @category Gallery
 */
export const confoundingGraph: Dag<'Z' | 'X' | 'Y'> = /* @__PURE__ */ dag('Z -> X -> Y <- Z')

/**
 * The back-door example: X4 confounds Xi and Xj and is also a collider, so adjusting for it needs one of X1, X2, X3 and X5
 * beside it.
 *
 * Pearl (2009), *Causality*, figure 3.4.
 *
 * @category Gallery
 */
export const backDoorGraph: Dag<'X1' | 'X3' | 'Xi' | 'X4' | 'X2' | 'X5' | 'Xj' | 'X6'> = /* @__PURE__ */ dag(
  'X1 -> X3 -> Xi; X1 -> X4 <- X2; X2 -> X5 -> Xj; Xi <- X4 -> Xj; Xi -> X6 -> Xj',
)

/**
 * M-bias: nothing needs adjusting, and adjusting for M, which precedes the treatment and is associated with both, biases
 * the effect. U1 and U2 are latent.
 *
 * Greenland, Pearl & Robins (1999), *Epidemiology* 10:37–48.
 *
 * @category Gallery
 */
export const mBiasGraph: Dag<'U1' | 'X' | 'M' | 'U2' | 'Y'> = /* @__PURE__ */ dag({
  nodes: ['U1', 'X', 'M', 'U2', 'Y'],
  directed: [
    ['U1', 'X'],
    ['U1', 'M'],
    ['U2', 'M'],
    ['U2', 'Y'],
    ['X', 'Y'],
  ],
  latents: ['U1', 'U2'],
})

/**
 * The butterfly: M is a confounder and a collider at once, so it must be adjusted for, together with A or B.
 *
 * Named after its shape; the core of Pearl (2009), figure 3.4.
 *
 * @category Gallery
 */
export const butterflyGraph: Dag<'A' | 'X' | 'M' | 'B' | 'Y'> = /* @__PURE__ */ dag(
  'A -> X; A -> M; B -> M; B -> Y; M -> X; M -> Y; X -> Y',
)

/**
 * Berkson’s bias: two independent causes become dependent among the selected.
 *
 * Berkson (1946), *Biometrics Bulletin* 2:47–53.
 *
 * @category Gallery
 */
export const berksonGraph: Dag<'X' | 'S' | 'Y'> = /* @__PURE__ */ dag('X -> S <- Y')

/**
 * A mediator M whose relation to the outcome is confounded by C: adjusting for M alone distorts the direct effect.
 *
 * Robins & Greenland (1992), *Epidemiology* 3:143–155; Cole & Hernán (2002).
 *
 * @category Gallery
 */
export const mediationGraph: Dag<'X' | 'M' | 'Y' | 'C'> = /* @__PURE__ */ dag('X -> M -> Y <- X; C -> M; C -> Y')

/**
 * A treatment at two times, A and B: L is caused by the first and confounds the second, so no single adjustment set gives
 * the joint effect by regression. U is latent.
 *
 * Robins (1986), *Mathematical Modelling* 7:1393–1512.
 *
 * @category Gallery
 */
export const timeVaryingGraph: Dag<'A' | 'L' | 'B' | 'Y' | 'U'> = /* @__PURE__ */ dag({
  nodes: ['A', 'L', 'B', 'Y', 'U'],
  directed: [
    ['A', 'L'],
    ['L', 'B'],
    ['B', 'Y'],
    ['A', 'Y'],
    ['U', 'L'],
    ['U', 'Y'],
  ],
  latents: ['U'],
})

/**
 * Simpson’s paradox as in the kidney stone data: severity affects both treatment and recovery.
 *
 * Charig et al. (1986), *British Medical Journal* 292:879–882.
 *
 * @category Gallery
 */
export const simpsonGraph: Dag<'severity' | 'treatment' | 'recovery'> = /* @__PURE__ */ dag(
  'severity -> treatment -> recovery <- severity',
)

/**
 * Admissions at Berkeley: the department applied to is a mediator, so adjusting for it asks a different question, about
 * the direct effect.
 *
 * Bickel, Hammel & O’Connell (1975), *Science* 187:398–404; Pearl (2009), section 4.5.
 *
 * @category Gallery
 */
export const berkeleyGraph: Dag<'gender' | 'department' | 'admitted'> = /* @__PURE__ */ dag(
  'gender -> department -> admitted <- gender',
)

/**
 * Does warming up prevent injuries? A graph of 14 nodes drawn with experts, and a favourite example of adjustment sets.
 *
 * Shrier & Platt (2008), *BMC Medical Research Methodology* 8:70.
 *
 * @category Gallery
 */
export const warmUpGraph: Dag<
  | 'Coach'
  | 'FitnessLevel'
  | 'TeamMotivation'
  | 'PreviousInjury'
  | 'WarmUpExercises'
  | 'Genetics'
  | 'NeuromuscularFatigue'
  | 'ConnectiveTissueDisorder'
  | 'TissueWeakness'
  | 'Injury'
  | 'PreGameProprioception'
  | 'IntraGameProprioception'
  | 'ContactSport'
> = /* @__PURE__ */ dag(
  'Coach -> FitnessLevel; Coach -> TeamMotivation -> PreviousInjury; TeamMotivation -> WarmUpExercises; Genetics -> FitnessLevel; Genetics -> NeuromuscularFatigue; Genetics -> ConnectiveTissueDisorder -> TissueWeakness -> Injury; FitnessLevel -> PreGameProprioception -> WarmUpExercises -> IntraGameProprioception -> Injury; FitnessLevel -> NeuromuscularFatigue <- ConnectiveTissueDisorder; NeuromuscularFatigue -> IntraGameProprioception; NeuromuscularFatigue -> Injury; ContactSport -> IntraGameProprioception; ContactSport -> PreviousInjury',
)
