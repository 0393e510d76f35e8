import { strategyKeys } from './specification-form.js'

/** A JSON schema as plain data. */
type Schema = Readonly<Record<string, unknown>>

const column = (description: string): Schema => ({ type: 'string', minLength: 1, description })
const columns = (description: string): Schema => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  uniqueItems: true,
  description,
})
const level: Schema = { type: ['string', 'number'] }

const properties: Readonly<Record<string, Schema>> = {
  treatment: column('The column of the treatment.'),
  outcome: column('The column of the outcome.'),
  contrast: {
    type: 'object',
    properties: { from: level, to: level },
    required: ['from', 'to'],
    additionalProperties: false,
    description: 'Which treatments are compared.',
  },
  population: { enum: ['ATE', 'ATT', 'ATC', 'ATO', 'LATE'], description: 'Whose effect is averaged.' },
  adjustment: columns('The columns adjusted for.'),
  event: { type: 'string', description: 'The category of the outcome that counts as 1.' },
  cluster: column('The column that names the clusters: rows that belong together.'),
  denominator: column('The column by whose sum that of the outcome is divided, for a ratio metric.'),
  period: column('The column that names the periods for which treatment was drawn anew.'),
  mediator: column('The column through which part of the effect goes.'),
  strata: columns('The strata within which treatment was drawn.'),
  effect: { enum: ['total', 'direct'], description: 'The total effect, or the direct one.' },
  mediators: columns('The columns through which the whole effect goes.'),
  instruments: columns('The columns that move the outcome through the treatment alone, given the adjustment.'),
  runningVariable: column('The column of numbers that decides the treatment.'),
  cutoff: { type: 'number', description: 'Where it decides.' },
  unit: column('The column that names the units.'),
  time: column('The column of times.'),
  estimand: { type: 'object', description: 'The formula, as the tree that identify gives.' },
}

const always = ['treatment', 'outcome', 'contrast', 'population', 'event', 'cluster', 'adjustment'] as const

/**
 * The JSON schema (draft 2020-12) of a `Specification`, one form for each strategy: what a program, or a language model, that
 * proposes a design can be held to before `checkSpecification` judges the design and an estimator the number.
 *
 * @category Estimation
 */
export const specificationSchema: Readonly<Record<string, unknown>> = deepFrozen({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Specification',
  description: 'What is estimated and by which design.',
  oneOf: Object.entries(strategyKeys).map(([strategy, keys]) => {
    const own = keys.map((key) => key.replace('?', ''))
    return {
      type: 'object',
      properties: {
        strategy: { const: strategy },
        ...Object.fromEntries([...always, ...own].map((key) => [key, properties[key]])),
      },
      required: ['strategy', 'treatment', 'outcome', 'adjustment', ...keys.filter((key) => !key.endsWith('?'))],
      additionalProperties: false,
    }
  }),
})

function deepFrozen<V>(value: V): V {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFrozen(part)
    Object.freeze(value)
  }
  return value
}
