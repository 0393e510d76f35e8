import type { Table } from '../../data/types.js'
import {
  aipw,
  type EffectEstimate,
  type Estimator,
  entropyBalancing,
  estimateEffect,
  frontDoorEstimator,
  ipw,
  matching,
  plugIn,
  regressionAdjustment,
  standardization,
  tmle,
  twoStageLeastSquares,
} from '../../estimation/index.js'
import type { CausalGraph } from '../../graph/types.js'
import type { JsonSchema } from '../types.js'
import { graphAt, namesAt, tableAt } from './read-arguments.js'
import { graphSchema, type KnownTables, names, oneOf, type ToolInput, tableSchema, text } from './tool.js'

const estimators: Readonly<Record<string, () => Estimator>> = {
  regression: () => regressionAdjustment(),
  weighting: () => ipw(),
  'doubly robust': () => aipw(),
  tmle: () => tmle(),
  matching: () => matching(),
  'entropy balancing': () => entropyBalancing(),
  strata: () => standardization(),
  'front door': () => frontDoorEstimator(),
  instrument: () => twoStageLeastSquares(),
  'plug in': () => plugIn(),
}

/** What the tools that estimate an effect take. */
export const effectTakes: Readonly<Record<string, JsonSchema>> = {
  table: tableSchema,
  graph: graphSchema,
  treatment: text('The column that is changed.'),
  outcome: text('The column it may change.'),
  estimator: oneOf(
    Object.keys(estimators),
    'How it is estimated; "doubly robust" unless told. "instrument" and "front door" where the graph allows only those; "plug in" for any formula on discrete columns.',
  ),
  adjustment: names('The columns to adjust for, of which the graph must approve; chosen by the graph unless told.'),
  from: {
    type: ['string', 'number'],
    description: 'The level of the treatment that is compared with; by order of levels unless told.',
  },
  to: { type: ['string', 'number'], description: 'The level that is asked about.' },
}

export interface ReadEffect {
  readonly table: Table
  readonly graph: CausalGraph
  readonly question: object
  readonly effect: EffectEstimate
}

/** Reads the arguments and estimates. */
export function effectOf(input: ToolInput, tables: KnownTables): ReadEffect {
  const table = tableAt(input, 'table', tables)
  const graph = graphAt(input)
  const adjustment = namesAt(input, 'adjustment')
  const { from, to } = input
  const contrast = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const question = {
    graph,
    treatment: input['treatment'],
    outcome: input['outcome'],
    estimator: estimators[String(input['estimator'] ?? 'doubly robust')]!(),
    ...(input['adjustment'] === undefined ? {} : { adjustment }),
    ...(Object.keys(contrast).length === 0 ? {} : { contrast }),
  }
  return { table, graph, question, effect: estimateEffect(table, question as never) }
}
