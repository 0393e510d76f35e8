import { signal } from '@preact/signals'
import type { Table } from 'causalkit/data'
import { rows } from '../rows'
import { keep, work } from '../work'
import { taskOf } from '../worker/task'
import { type CsvForm, firstForm } from './csv/settings'
import type { BundledName, ReadRows } from './jobs'
import { type ColumnUse, useOf } from './retype'

/** What was read, before columns were taken for something else. */
export const read = signal<(ReadRows & { readonly name: string; readonly source: string }) | undefined>(undefined)
/** The file that was chosen last, read or not: it is read anew when it is told how it is written. */
export const chosen = signal<File | undefined>(undefined)
/** How a text file is written, as far as it was said. */
export const form = signal<CsvForm>(firstForm)
/** What each column is taken for. */
export const uses = signal<Readonly<Record<string, ColumnUse>>>({})

export const reading = taskOf('readFile')
export const bundled = taskOf('bundled')
export const retyping = taskOf('retype')
export const describing = taskOf('describe')
export const diagnosing = taskOf('diagnose')

function take(name: string, source: string, found: ReadRows): void {
  const { table, dates } = found
  read.value = { name, source, ...found }
  uses.value = Object.fromEntries(
    table.columns.map((column, i) => [column, useOf(table.data[i]!, dates.includes(column))]),
  )
  retyping.failure.value = undefined
  show(name, source, table)
}

function show(name: string, source: string, table: Table): void {
  rows.value = { name, source, table }
  keepReading()
  diagnosing.cancel()
  diagnosing.result.value = undefined
  describing.result.value = undefined
  void describing.start({ table })
}

/** Reads a file that was chosen, by what is found in it. */
export function readFile(file: File): Promise<void> {
  form.value = firstForm
  return readChosen(file)
}

/** Reads the file anew, now that something is said of how it is written. */
export async function readAnew(parts: Partial<CsvForm>): Promise<void> {
  form.value = { ...form.value, ...parts }
  if (chosen.value !== undefined) await readChosen(chosen.value)
}

async function readChosen(file: File): Promise<void> {
  chosen.value = file
  bundled.failure.value = undefined
  const found = await reading.start({ file, name: file.name, form: form.value })
  if (found !== undefined) take(file.name, `the file ${file.name}`, found)
}

/** Keeps in the work how the file was read and what its columns were taken for, for the code that is exported. */
function keepReading(): void {
  const { reading, table, dates } = read.value!
  if (reading === undefined) {
    if (work.value.panels['data'] !== undefined) keep('data', null)
    return
  }
  const chosen = table.columns.flatMap((column, i): [string, 'number' | 'category' | 'date'][] => {
    const use = uses.value[column]
    const found = useOf(table.data[i]!, dates.includes(column))
    // dates are numbers, of days, once they are read as dates
    if (use === undefined || use === 'ignore' || use === found || (found === 'date' && use === 'number')) return []
    return [[column, use]]
  })
  keep('data', { ...reading, columns: { ...reading.columns, ...Object.fromEntries(chosen) } })
}

export async function takeBundled(name: BundledName): Promise<void> {
  reading.cancel()
  reading.failure.value = undefined
  chosen.value = undefined
  const found = await bundled.start({ name })
  if (found !== undefined) take(name, found.notes[0] ?? name, { ...found, notes: [] })
}

/** Takes a column for something else; when it cannot be that, the choice is taken back and the reason told. */
export async function takeFor(column: string, use: ColumnUse): Promise<void> {
  const known = read.value
  if (known === undefined) return
  const before = uses.value
  const next = { ...before, [column]: use }
  uses.value = next
  const found = await retyping.start({ table: known.table, uses: next, dates: known.dates })
  if (found !== undefined) show(known.name, known.source, found.table)
  else if (uses.value === next) uses.value = before
}

/** Rows that another panel offered, such as a model's draws, are looked at here like a file. */
export function adopt(): void {
  const offered = rows.value
  if (offered === undefined || offered.table.columns.length === 0) return
  if (read.value !== undefined && read.value.name === offered.name && read.value.source === offered.source) return
  chosen.value = undefined
  take(offered.name, offered.source, { table: offered.table, dates: [], notes: [], reading: undefined })
}
