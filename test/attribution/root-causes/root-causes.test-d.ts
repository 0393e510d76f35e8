import { expectTypeOf } from 'vitest'
import {
  changePoint,
  dag,
  failureAttribution,
  onlineRootCauses,
  type RootCauses,
  rootCauses,
  series,
  splitSeries,
  table,
} from '../../../src/index.js'

const rows = table({ cpu: [1, 2, 3], page: [2, 4, 5] })
expectTypeOf(rootCauses(rows, rows, { graph: dag('cpu -> page') })).toEqualTypeOf<RootCauses<'cpu' | 'page'>>()
rootCauses(rows, rows, { graph: dag('cpu -> page'), target: 'page' })
rootCauses(rows, rows, { discovery: (quiet) => dag({ nodes: quiet.columns }) })
// @ts-expect-error no such column
rootCauses(rows, rows, { graph: dag('cpu -> page'), target: 'disk' })
// @ts-expect-error no such column in the graph's nodes
rootCauses(rows, rows, { graph: dag('cpu -> disk') })
const { before, after } = splitSeries(series(rows), { step: 2 })
expectTypeOf(changePoint(before, { quiet: 1 }).variable).toEqualTypeOf<'cpu' | 'page' | null>()
// @ts-expect-error a table is no series
onlineRootCauses(rows, rows, { target: 'cpu' })
// @ts-expect-error no such variable
onlineRootCauses(before, after, { target: 'disk' })
expectTypeOf(
  failureAttribution([
    { agent: 'planner', score: 1 },
    { agent: 'coder', score: 0 },
  ]).blame[0]!.agent,
).toEqualTypeOf<'planner' | 'coder'>()
