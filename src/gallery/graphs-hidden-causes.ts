import { admg } from '../graph/kinds/admg.js'
import type { Admg } from '../graph/types.js'

/**
 * The bow: a hidden common cause of a treatment and its direct effect. The effect is not identifiable from observations.
 *
 * Pearl (2009), section 3.5.
 *
 * @category Gallery
 */
export const bowGraph: Admg<'X' | 'Y'> = /* @__PURE__ */ admg('X -> Y; X <-> Y')

/**
 * The front door: all of the effect runs through M, which hidden causes of X and Y do not touch, and so it is identifiable though X and Y share a hidden cause.
 *
 * Pearl (1995), *Biometrika* 82:669–688.
 *
 * @category Gallery
 */
export const frontDoorGraph: Admg<'X' | 'M' | 'Y'> = /* @__PURE__ */ admg('X -> M -> Y; X <-> Y')

/**
 * Smoking, tar in the lungs, and cancer, with a hidden genotype: the front door told as a story.
 *
 * Pearl (1995), section 4; Pearl (2009), section 3.3.3.
 *
 * @category Gallery
 */
export const smokingGraph: Admg<'smoking' | 'tar' | 'cancer'> = /* @__PURE__ */ admg(
  'smoking -> tar -> cancer; smoking <-> cancer',
)

/**
 * The napkin: no back door, no front door, yet identifiable, by the ratio of two effects of Z.
 *
 * Pearl & Mackenzie (2018), *The Book of Why*, chapter 7.
 *
 * @category Gallery
 */
export const napkinGraph: Admg<'W' | 'Z' | 'X' | 'Y'> = /* @__PURE__ */ admg('W -> Z -> X -> Y; W <-> X; W <-> Y')

/**
 * A napkin with a second edge to its corner.
 *
 * After Pearl & Mackenzie (2018), chapter 7.
 *
 * @category Gallery
 */
export const doubleNapkinGraph: Admg<'C' | 'B' | 'X' | 'Y' | 'A'> = /* @__PURE__ */ admg(
  'C -> B -> X -> Y; A -> B; A <-> X; A <-> Y; C <-> Y',
)

/**
 * An instrument: Z moves X and nothing else. The effect is identifiable in linear models and bounded in all.
 *
 * Wright (1928); Angrist, Imbens & Rubin (1996), *Journal of the American Statistical Association* 91:444–455.
 *
 * @category Gallery
 */
export const instrumentGraph: Admg<'Z' | 'X' | 'Y'> = /* @__PURE__ */ admg('Z -> X -> Y; X <-> Y')

/**
 * Z is an instrument once W is given.
 *
 * Brito & Pearl (2002), *Uncertainty in Artificial Intelligence* 18.
 *
 * @category Gallery
 */
export const conditionalInstrumentGraph: Admg<'W' | 'Z' | 'X' | 'Y'> = /* @__PURE__ */ admg(
  'W -> Z -> X -> Y; W -> Y; X <-> Y',
)

/**
 * The graph with Verma’s constraint: no separation tells that A does not act on D directly, but the data do.
 *
 * Verma & Pearl (1990), *Uncertainty in Artificial Intelligence* 6.
 *
 * @category Gallery
 */
export const vermaGraph: Admg<'A' | 'B' | 'C' | 'D'> = /* @__PURE__ */ admg('A -> B -> C -> D; B <-> D')

/**
 * Two treatments X and Z in sequence, with a covariate L between them that shares a hidden cause with the outcome: the plan is identifiable, though no set satisfies the back-door criterion for both.
 *
 * Pearl & Robins (1995), *Uncertainty in Artificial Intelligence* 11.
 *
 * @category Gallery
 */
export const sequentialTreatmentGraph: Admg<'X' | 'L' | 'Z' | 'Y'> = /* @__PURE__ */ admg(
  'X -> L -> Z -> Y; X -> Z; L -> Y; L <-> Y',
)

/**
 * A front door of three mediators, two of which share a hidden cause: one mediator free of it is enough.
 *
 * A textbook exercise.
 *
 * @category Gallery
 */
export const longFrontDoorGraph: Admg<'X' | 'M1' | 'M2' | 'M3' | 'Y'> = /* @__PURE__ */ admg(
  'X -> M1 -> M2 -> M3 -> Y; X <-> Y; M1 <-> M3',
)
