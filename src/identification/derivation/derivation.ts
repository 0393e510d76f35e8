import type { IdentificationStep } from './identification-step.js'

/**
 * One step of a derivation: which rule, applied to which query in which part of the graph, and what it found.
 *
 * With `nodes` the nodes of the subgraph at hand, `outcome` y and `do` x, the rules are
 *
 * - `no-effect`: no directed path from x to y, so P(y | do(x)) = P(y) (do-calculus, rule 3)
 * - `back-door`, `adjustment`: `sets` holds the set to adjust for
 * - `front-door`: `sets` holds the front-door set
 * - `exchange`: doing and seeing the nodes of `sets` is the same here (rule 2; line 1 of IDC)
 * - `condition`: P(y | do(x), z) = P(y, z | do(x)) / P(z | do(x)) with z in `sets` (line 2 of IDC)
 * - `no-treatment`: nothing is set, so the distribution is summed to y (line 1 of ID)
 * - `ancestors`: only the ancestors of y, in `sets`, matter (line 2)
 * - `extra-treatments`: setting the nodes of `sets` too changes nothing (line 3)
 * - `districts`: the districts of what is not set, in `sets`, are identified one by one (line 4)
 * - `hedge`: `sets` holds the two forests that make it impossible (line 5)
 * - `district`: the one district, in `sets`, is a district of the whole: a product of conditionals (line 6)
 * - `wider-district`: go on in the district, in `sets`, that holds the one left (line 7)
 *
 * @category Identification
 */
export interface DerivationStep<N extends string = string> extends IdentificationStep<N> {
  /** The rule. */
  readonly rule:
    | 'no-effect'
    | 'back-door'
    | 'adjustment'
    | 'front-door'
    | 'exchange'
    | 'condition'
    | 'no-treatment'
    | 'ancestors'
    | 'extra-treatments'
    | 'districts'
    | 'hedge'
    | 'district'
    | 'wider-district'
}

/** Where each rule is stated. */
export const references: Readonly<Record<DerivationStep['rule'], string>> = {
  'no-effect': 'Pearl 2009, theorem 3.4.1, rule 3',
  'back-door': 'Pearl 2009, theorem 3.3.2',
  adjustment: 'Shpitser, VanderWeele & Robins 2010, theorem 5',
  'front-door': 'Pearl 2009, theorem 3.3.4',
  exchange: 'Shpitser & Pearl 2006b, IDC line 1 (do-calculus rule 2)',
  condition: 'Shpitser & Pearl 2006b, IDC line 2',
  'no-treatment': 'Shpitser & Pearl 2006a, ID line 1',
  ancestors: 'Shpitser & Pearl 2006a, ID line 2',
  'extra-treatments': 'Shpitser & Pearl 2006a, ID line 3',
  districts: 'Shpitser & Pearl 2006a, ID line 4',
  hedge: 'Shpitser & Pearl 2006a, ID line 5',
  district: 'Shpitser & Pearl 2006a, ID line 6',
  'wider-district': 'Shpitser & Pearl 2006a, ID line 7',
}
