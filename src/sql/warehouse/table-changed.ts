import { CausalError } from '../../errors.js'

/** The error of two statements that summed up different numbers of rows. */
export function tableChanged(before: number, now: number, part?: number): CausalError {
  return new CausalError(
    'engine',
    `${before} rows were summed up by one statement and ${now} by the next${part === undefined ? '' : ` in part ${part + 1}`}: the table changed between them. Ask for a fixed version of it.`,
    part === undefined ? {} : { part },
  )
}
