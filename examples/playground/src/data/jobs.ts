import { type Diagnosis, diagnose } from 'causalkit/advise'
import { type ColumnDescription, describe, fromCounts, type Table } from 'causalkit/data'
import { berkeleyAdmissions, kidneyStones } from 'causalkit/gallery'
import type { Progress } from '../worker/protocol'
import { readRows } from './csv/read-rows'
import { type CsvForm, firstForm } from './csv/settings'
import { plainReading, type Reading } from './reading'
import { type ColumnUse, retype } from './retype'

/** Rows that were read, and what was noticed. */
export interface ReadRows {
  readonly table: Table
  /** The columns whose numbers are days since 1970-01-01. */
  readonly dates: readonly string[]
  readonly notes: readonly string[]
  /** How a file was read; undefined for rows from elsewhere. */
  readonly reading: Reading | undefined
}

export interface DataJobs {
  readonly readFile: {
    readonly input: { readonly file: Blob; readonly name: string; readonly form?: CsvForm }
    readonly output: ReadRows
  }
  readonly bundled: { readonly input: { readonly name: BundledName }; readonly output: ReadRows }
  readonly retype: {
    readonly input: {
      readonly table: Table
      readonly uses: Readonly<Record<string, ColumnUse>>
      readonly dates: readonly string[]
    }
    readonly output: { readonly table: Table }
  }
  readonly describe: {
    readonly input: { readonly table: Table }
    readonly output: { readonly columns: readonly ColumnDescription[] }
  }
  readonly diagnose: { readonly input: { readonly table: Table; readonly time?: string }; readonly output: Diagnosis }
}

const published = { berkeley: berkeleyAdmissions, 'kidney stones': kidneyStones } as const
export type BundledName = keyof typeof published

type Tell = (progress: Progress) => void

export const dataJobs = {
  async readFile({ file, name, form = firstForm }: DataJobs['readFile']['input'], tell: Tell): Promise<ReadRows> {
    if (file.size === 0) throw new Error(`"${name}" is empty: choose a file with a line of names and rows below it.`)
    tell({ share: undefined, doing: `reading ${name}` })
    const buffer = await file.arrayBuffer().catch(() => {
      throw new Error(`"${name}" can no longer be read: it was moved or changed since it was chosen. Choose it again.`)
    })
    const bytes = new Uint8Array(buffer)
    const magic = String.fromCharCode(...bytes.subarray(0, 4))
    if (magic === 'PAR1' || magic === 'PARE' || /\.parquet$/i.test(name)) {
      const { readParquet } = await import('./parquet/read-parquet')
      const read = await readParquet(bytes, (share) => tell({ share, doing: 'reading columns' }))
      const columns = Object.fromEntries(read.dates.map((date) => [date, 'date' as const]))
      return { ...read, reading: { ...plainReading, format: 'parquet', columns } }
    }
    return readRows(bytes, name, form, ({ stage, done, total }) =>
      tell({ share: total ? done / total : undefined, doing: `reading ${stage}` }),
    )
  },
  bundled({ name }: DataJobs['bundled']['input']): ReadRows {
    const counts = published[name]
    const { columns, rowCount, data } = fromCounts<(typeof counts.variables)[number]>(counts) as Table
    return {
      table: { columns, rowCount, data },
      dates: [],
      reading: undefined,
      notes: [`${counts.title}. ${counts.citation.replace(/\.$/, '')}`],
    }
  },
  retype({ table, uses, dates }: DataJobs['retype']['input']): { table: Table } {
    return { table: retype(table, uses, dates) }
  },
  describe({ table }: DataJobs['describe']['input']): { columns: readonly ColumnDescription[] } {
    return { columns: describe(table) }
  },
  diagnose({ table, time }: DataJobs['diagnose']['input'], tell: Tell): Diagnosis {
    tell({ share: undefined, doing: 'looking at the columns' })
    return diagnose(table, time === undefined ? {} : { time })
  },
}
