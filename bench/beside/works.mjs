// All questions, by their place in this list.
import effects from './works/effects.mjs'
import graphs from './works/graphs.mjs'
import models from './works/models.mjs'
import searches from './works/searches.mjs'
import tests from './works/tests.mjs'

export const works = [...searches, ...tests, ...graphs, ...models, ...effects]
