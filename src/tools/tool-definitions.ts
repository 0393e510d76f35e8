import { checkTable } from '../data/tables/check-table.js'
import type { Table } from '../data/types.js'
import { CausalError, calledAs } from '../errors.js'
import { checkedObject } from '../names.js'
import { checkOptions } from '../options.js'
import { checkedInput } from './core/check-input.js'
import { plainJson } from './core/plain-json.js'
import type { KnownTables, Tool } from './core/tool.js'
import { checkSensitivity } from './tools/check-sensitivity.js'
import { checkSeparation } from './tools/check-separation.js'
import { describeTable } from './tools/describe-table.js'
import { diagnoseTable } from './tools/diagnose-table.js'
import { drawGraph } from './tools/draw-graph.js'
import { estimateEffectTool } from './tools/estimate-effect.js'
import { findRootCauses } from './tools/find-root-causes.js'
import { identifyEffect } from './tools/identify-effect.js'
import { learnGraph } from './tools/learn-graph.js'
import { listAdjustmentSets } from './tools/list-adjustment-sets.js'
import { refuteEffect } from './tools/refute-effect.js'
import { suggestMethod } from './tools/suggest-method.js'
import { testGraph } from './tools/test-graph.js'
import { writeReport } from './tools/write-report.js'
import type { ToolAnswer, ToolDefinition } from './types.js'

const tools: readonly Tool[] = [
  describeTable,
  diagnoseTable,
  suggestMethod,
  learnGraph,
  testGraph,
  checkSeparation,
  listAdjustmentSets,
  identifyEffect,
  estimateEffectTool,
  refuteEffect,
  checkSensitivity,
  findRootCauses,
  drawGraph,
  writeReport,
]

/**
 * What {@link toolDefinitions} is told.
 *
 * @category Tools
 */
export interface ToolOptions {
  /** Tables that an agent may name instead of sending their rows. */
  readonly tables?: Readonly<Record<string, Table>>
}

/**
 * The main verbs as tools for an agent: from a table to a diagnosis, a graph, a formula, an effect, what would overturn it, and a report.
 *
 * Each has a name, a description and JSON schemas, so that any protocol of tools can offer it (an example for the Model Context
 * Protocol: `examples/mcp-server.mjs`). Answers are short text and plain data. What is wrong with the input comes back as a
 * message that says what to do, and an effect that cannot be known as an answer that says why; neither is an exception. Tables are
 * taken when the definitions are made: make them again after loading another.
 *
 * @param options - `tables`: tables by name
 * @returns fourteen tools
 * @throws CausalError `invalid-argument` for what is no table
 * @complexity that of the verbs
 * @category Tools
 * @example
 * const tools = toolDefinitions({ tables: { stones: fromCounts(kidneyStones) } })
 * const estimate = tools.find(({ name }) => name === 'estimate_effect')!
 * const answer = estimate.run({
 *   table: 'stones',
 *   graph: 'stone -> treatment -> recovered; stone -> recovered',
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: 'regression',
 * })
 * answer.ok && answer.data.estimate
 * //=> 0.053671
 * estimate.run({ table: 'stone' }).text
 * //=> 'estimate_effect: `graph` is missing: A causal graph as text: "X -> Y; Z -> X; Z -> Y", with X <-> Y for a hidden common cause; or dagitty text such as "dag { X -> Y }" or "pag { X o-> Y }". Names with spaces or signs in double quotes.'
 */
export function toolDefinitions(options: ToolOptions = {}): readonly ToolDefinition[] {
  return calledAs('toolDefinitions', () => {
    checkOptions('options', options, ['tables'])
    const entries = Object.entries(checkedObject('tables', options.tables ?? {}))
    for (const [, table] of entries) checkTable(table)
    const tables: KnownTables = new Map(entries)
    return Object.freeze(tools.map((tool) => definitionOf(tool, tables)))
  })
}

function definitionOf(tool: Tool, tables: KnownTables): ToolDefinition {
  const { name, description, takes, required, gives } = tool
  return Object.freeze({
    name,
    description,
    inputSchema: { type: 'object', properties: takes, required, additionalProperties: false },
    outputSchema: { type: 'object', properties: gives, required: Object.keys(gives), additionalProperties: false },
    run: (input: unknown): ToolAnswer => {
      try {
        const { text, data } = calledAs(name, () => tool.answer(checkedInput(tool, input), tables))
        return { ok: true, text, data: plainJson(data) }
      } catch (error) {
        if (!(error instanceof CausalError)) throw error
        const { code, details, message } = error
        return { ok: false, text: message, error: { code, details: plainJson(details) } }
      }
    },
  })
}
