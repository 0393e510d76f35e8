import { CausalError, sentenceOf } from '../../errors.js'
import { show } from '../../show.js'
import type { SqlRow, SqlText } from '../types.js'
import { checkRemote } from './from.js'
import type { RemoteOptions, RemotePart, RemoteRows } from './types.js'

/** Asks the parts of remote rows, one statement after the other. */
export interface Asking {
  /** Runs a statement in a part and reads its answer; what goes wrong names the part. */
  ask<S extends SqlText, R>(
    part: RemotePart,
    statement: S,
    read: (statement: S, rows: readonly SqlRow[]) => R,
  ): Promise<R>
  /** Reads what was answered in a part; what goes wrong names the part. */
  within<R>(part: RemotePart, read: () => R): R
  readonly parts: readonly RemotePart[]
  /** Whether rows that lack a value are left out. */
  readonly leavesOut: boolean
}

/** The door of the remote verbs: rows and options are looked at before anything is asked. */
export function asking(rows: RemoteRows, options: RemoteOptions): Asking {
  checkRemote(rows)
  const { incomplete = 'refuse', onProgress, signal } = options
  if (incomplete !== 'refuse' && incomplete !== 'leave out')
    throw new CausalError('invalid-argument', `incomplete is "refuse" or "leave out", got ${show(incomplete)}.`)
  const { parts } = rows
  let answered = 0
  const within = <R>(part: RemotePart, read: () => R): R => {
    try {
      return read()
    } catch (error) {
      throw inPart(part, parts, error)
    }
  }
  return {
    parts,
    leavesOut: incomplete === 'leave out',
    within,
    async ask(part, statement, read) {
      if (signal?.aborted) {
        throw new CausalError('aborted', `stopped by the caller after ${answered} statements.`, { answered })
      }
      onProgress?.({ answered, text: statement.text })
      const answer = await answerOf(part, statement, parts)
      answered++
      return within(part, () => read(statement, answer))
    },
  }
}

async function answerOf(
  part: RemotePart,
  { text, parameters }: SqlText,
  parts: readonly RemotePart[],
): Promise<readonly SqlRow[]> {
  try {
    return await part.warehouse.query(text, parameters)
  } catch (error) {
    const said = error instanceof Error ? error.message : show(error)
    throw new CausalError('engine', `${nameOf(part, parts)} did not answer: ${said}`, {
      part: parts.indexOf(part),
      said,
      text,
    })
  }
}

/** How a part is called: the engine, and where there are several its place and source. */
export function nameOf({ warehouse, source }: RemotePart, parts: readonly RemotePart[]): string {
  if (parts.length === 1) return warehouse.dialect.name
  const at = parts.findIndex((part) => part.warehouse === warehouse && part.source === source)
  return `part ${at + 1} of ${parts.length} (${warehouse.dialect.name}, ${show(source)})`
}

function inPart(part: RemotePart, parts: readonly RemotePart[], error: unknown): unknown {
  if (parts.length === 1 || !(error instanceof CausalError)) return error
  return new CausalError(error.code, `${nameOf(part, parts)}: ${sentenceOf(error)}`, {
    ...error.details,
    part: parts.indexOf(part),
  })
}
