import { signal } from '@preact/signals'
import type { Table } from 'causalkit/data'
import { rows } from '../rows'
import { taskOf } from '../worker/task'
import type { BundledName, ReadRows } from './jobs'
import { type ColumnUse, useOf } from './retype'

/** What was read, before columns were taken for something else. */
export const read = signal<
  | { readonly name: string; readonly source: string; readonly table: Table; readonly notes: readonly string[] }
  | undefined
>(undefined)
/** What each column is taken for. */
export const uses = signal<Readonly<Record<string, ColumnUse>>>({})

export const reading = taskOf('readFile')
export const bundled = taskOf('bundled')
export const retyping = taskOf('retype')
export const describing = taskOf('describe')
export const diagnosing = taskOf('diagnose')

function take(name: string, source: string, found: ReadRows): void {
  const { table, notes } = found
  read.value = { name, source, table, notes }
  uses.value = Object.fromEntries(table.columns.map((column, i) => [column, useOf(table.data[i]!)]))
  show(name, source, table)
}

function show(name: string, source: string, table: Table): void {
  rows.value = { name, source, table }
  diagnosing.cancel()
  diagnosing.result.value = undefined
  describing.result.value = undefined
  void describing.start({ table })
}

export async function readFile(file: File): Promise<void> {
  const found = await reading.start({ file, name: file.name })
  if (found !== undefined) take(file.name, `the file ${file.name}`, found)
}

export async function takeBundled(name: BundledName): Promise<void> {
  reading.failure.value = undefined
  const found = await bundled.start({ name })
  if (found !== undefined) take(name, found.notes[0] ?? name, found)
}

/** Takes a column for something else; when it cannot be that, the choice is taken back and the reason told. */
export async function takeFor(column: string, use: ColumnUse): Promise<void> {
  const known = read.value
  if (known === undefined) return
  const before = uses.value
  const chosen = { ...before, [column]: use }
  uses.value = chosen
  const found = await retyping.start({ table: known.table, uses: chosen })
  if (found !== undefined) show(known.name, known.source, found.table)
  else if (uses.value === chosen) uses.value = before
}

/** Rows that another panel offered, such as a model's draws, are looked at here like a file. */
export function adopt(): void {
  const offered = rows.value
  if (offered === undefined || offered.table.columns.length === 0) return
  if (read.value !== undefined && read.value.name === offered.name && read.value.source === offered.source) return
  take(offered.name, offered.source, { table: offered.table, notes: [] })
}
