import type { NodeSet } from '../../graph/core/node-sets.js'
import type { ClassStep } from './class-types.js'

/** A step in node sets, before names are put in. */
export interface ClassStepSets {
  readonly rule: ClassStep['rule']
  readonly from: number
  readonly outcome: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  readonly nodes: NodeSet
  readonly sets: readonly NodeSet[]
}

/** Where each rule is stated. */
export const classReferences: Readonly<Record<ClassStep['rule'], string>> = {
  'no-effect': 'Perković 2020, theorem 3.6; do-calculus rule 3 in each member',
  adjustment: 'Perković, Textor, Kalisch & Maathuis 2018, theorem 4.3',
  irrelevant: 'Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 1, rule 1',
  exchange: 'Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 1, rule 2',
  observe: 'Jaber, Ribeiro, Zhang & Bareinboim 2022, theorem 1, rule 2',
  condition: 'P(y | do(x), z) = P(y, z | do(x)) / P(z | do(x))',
  buckets: 'Perković 2020, theorem 3.6 and corollary 3.8',
  'possible-ancestors': 'Jaber, Ribeiro, Zhang & Bareinboim 2022, CIDP line 2',
  marginal: 'sums over what is no possible ancestor',
  'without-bucket': 'Jaber, Zhang & Bareinboim 2019, proposition 2',
  split: 'Jaber, Zhang & Bareinboim 2019, proposition 3',
  whole: 'Jaber, Zhang & Bareinboim 2019, IDP line 4',
}
