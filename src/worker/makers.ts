import * as estimation from '../estimation/index.js'
import * as independence from '../independence/index.js'
import * as learners from '../learners/index.js'

type Maker = (...given: unknown[]) => unknown

/** What makes tests, learners and estimators, by its public name. */
export const makers: ReadonlyMap<string, Maker> = new Map(
  Object.entries({ ...independence, ...learners, ...estimation } as unknown as Record<string, Maker>),
)
