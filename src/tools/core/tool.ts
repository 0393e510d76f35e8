import type { Table } from '../../data/types.js'
import type { JsonSchema } from '../types.js'

/** The arguments of a tool, checked against its schema. */
export type ToolInput = Readonly<Record<string, unknown>>

/** Tables that are known by a name. */
export type KnownTables = ReadonlyMap<string, Table>

/** A tool as its file writes it; `toolDefinitions` makes the public value. */
export interface Tool {
  readonly name: string
  readonly description: string
  /** The schema of each argument. */
  readonly takes: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
  /** The schema of each field of the data; all are always there. */
  readonly gives: Readonly<Record<string, JsonSchema>>
  readonly answer: (input: ToolInput, tables: KnownTables) => { readonly text: string; readonly data: ToolInput }
}

export const text = (description: string): JsonSchema => ({ type: 'string', description })
export const number = (description: string): JsonSchema => ({ type: ['number', 'null'], description })
export const yesNo = (description: string): JsonSchema => ({ type: 'boolean', description })
export const list = (items: JsonSchema, description: string): JsonSchema => ({ type: 'array', items, description })
export const names = (description: string): JsonSchema => list({ type: 'string' }, description)
export const records = (description: string): JsonSchema => list({ type: 'object' }, description)
export const oneOf = (values: readonly string[], description: string): JsonSchema => ({
  type: 'string',
  enum: values,
  description,
})

/** The schema of a table as an argument. */
export const tableSchema: JsonSchema = {
  description:
    'The data: the name of a table that is already loaded, or { "csv": text with a header row }, or { "columns": { name: [values] } }, or { "rows": [{ name: value }] }. Numbers and texts; null where a value is missing.',
  oneOf: [
    { type: 'string' },
    { type: 'object', properties: { csv: { type: 'string' } }, required: ['csv'], additionalProperties: false },
    { type: 'object', properties: { columns: { type: 'object' } }, required: ['columns'], additionalProperties: false },
    { type: 'object', properties: { rows: { type: 'array' } }, required: ['rows'], additionalProperties: false },
  ],
}

/** The schema of a graph as an argument. */
export const graphSchema: JsonSchema = {
  type: 'string',
  description:
    'A causal graph as text: "X -> Y; Z -> X; Z -> Y", with X <-> Y for a hidden common cause; or dagitty text such as "dag { X -> Y }" or "pag { X o-> Y }". Names with spaces or signs in double quotes.',
}
