import { type Diagnosis, diagnose } from '../../advise/index.js'
import { readCsv } from '../../data/files/read-csv.js'
import { table } from '../../data/tables/table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { parseDagitty } from '../../graph/formats/parse-dagitty.js'
import { admg } from '../../graph/kinds/admg.js'
import { cpdag } from '../../graph/kinds/cpdag.js'
import { dag } from '../../graph/kinds/dag.js'
import { mpdag } from '../../graph/kinds/mpdag.js'
import type { CausalGraph } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { KnownTables, ToolInput } from './tool.js'

/** The table that an argument names or holds. */
export function tableAt(input: ToolInput, key: string, tables: KnownTables): Table {
  const given = input[key]
  if (typeof given === 'string') {
    const found = tables.get(given)
    if (found !== undefined) return found
    const known = tables.size === 0 ? 'no table is loaded' : `the loaded tables are ${quoteNames([...tables.keys()])}`
    const message = `there is no table called ${show(given)}: ${known}. Name one, or give { csv }, { columns } or { rows }.`
    throw new CausalError('unknown-name', message, { name: given })
  }
  const parts = given as { readonly csv?: string; readonly columns?: object; readonly rows?: readonly object[] }
  if (parts.csv !== undefined) return readCsv(parts.csv) as Table
  return table((parts.columns ?? parts.rows) as never) as Table
}

/** The graph that an argument writes. */
export function graphAt(input: ToolInput, key = 'graph'): CausalGraph {
  const written = String(input[key])
  if (/^\s*pdag\s*\{/.test(written)) return asClass(parseDagitty(written))
  if (/^\s*(dag|mag|pag|admg|cpdag|mpdag)?\s*\{/.test(written)) return parseDagitty(written)
  return written.includes('<->') ? (admg(written) as CausalGraph) : (dag(written) as CausalGraph)
}

/** The text of a class of DAGs says `pdag`: it is read as the narrowest kind that it is. */
function asClass(graph: CausalGraph): CausalGraph {
  const { nodes, edges, latents } = graph
  const spec = { nodes, edges, latents } as never
  for (const make of [() => cpdag(spec), () => mpdag(spec)]) {
    try {
      return make() as CausalGraph
    } catch (error) {
      if (!(error instanceof CausalError)) throw error
    }
  }
  return graph
}

/** A list of names, empty where it was left out. */
export const namesAt = (input: ToolInput, key: string): readonly string[] => (input[key] ?? []) as readonly string[]

/** The diagnosis of the table that an argument names or holds. */
export function diagnosisAt(input: ToolInput, tables: KnownTables): Diagnosis {
  const { time, environment } = input as { readonly time?: string; readonly environment?: string }
  return diagnose(tableAt(input, 'table', tables), {
    ...(time === undefined ? {} : { time }),
    ...(environment === undefined ? {} : { environment }),
  })
}
