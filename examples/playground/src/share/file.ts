import { dagittyRoles } from 'causalkit/graph'
import { readGraph, wholeText } from '../reading'
import { firstWork, type Work } from '../work'
import { type ReadWork, readWork } from './read-work'

/** The longest file that is opened, in characters. */
export const longestFile = 4_000_000

/** A work as the text of a file. */
export const toFile = (work: Work): string =>
  `${JSON.stringify({ causalkit: 'playground', version: 1, work }, null, 2)}\n`

/** Reads a file: one that this page saved, or dagitty text with its roles. */
export function fromFile(text: string): ReadWork {
  if (text.length > longestFile) return { ok: false, message: `the file is longer than ${longestFile} characters` }
  if (!text.trimStart().startsWith('{')) return fromDagitty(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, message: 'the file is no JSON, or was cut short' }
  }
  const { causalkit, version, work } = value as { causalkit?: unknown; version?: unknown; work?: unknown }
  if (causalkit !== 'playground') return { ok: false, message: 'the file is JSON, but not of this playground' }
  if (version !== 1)
    return { ok: false, message: `the file is of version ${JSON.stringify(version)}, and this page reads version 1` }
  const read = readWork(work)
  return read.ok ? read : { ok: false, message: `the file holds no work of this page: ${read.message}` }
}

function fromDagitty(text: string): ReadWork {
  const read = readGraph(text)
  if (!read.read) return { ok: false, message: `the file is neither JSON of this page nor a graph: ${read.message}` }
  const { exposures, outcomes, adjusted, selected } = dagittyRoles(wholeText(text))
  const [treatment = '', outcome = ''] = [exposures[0], outcomes[0]]
  return readWork({ ...firstWork, text, treatment, outcome, adjusted, selection: selected })
}
