import { capital } from '../ui/capital'

/** What is known beforehand, as it is typed: an edge a line (`a -> b`), a tier a line (`a, b`). */
export interface KnowledgeText {
  readonly required: string
  readonly forbidden: string
  readonly tiers: string
}

/** An edge that was typed; over time, so many steps from cause to effect, where a time was written. */
export interface KnownEdge {
  readonly from: string
  readonly to: string
  readonly lag: number | undefined
  /** Where it stands, for sentences. */
  readonly place: string
}

export interface KnownTier {
  readonly names: readonly string[]
  readonly place: string
}

export interface ReadKnowledge {
  readonly required: readonly KnownEdge[]
  readonly forbidden: readonly KnownEdge[]
  readonly tiers: readonly KnownTier[]
}

const fields = { required: 'the required edges', forbidden: 'the forbidden edges', tiers: 'the tiers' } as const
type Field = keyof typeof fields

/** Reads the three texts; names may stand in quotes, and must when they hold a comma or an arrow. Throws a sentence. */
export function readKnowledge(texts: KnowledgeText, names: readonly string[]): ReadKnowledge {
  const edges = (field: Field): KnownEdge[] =>
    linesOf(texts[field]).map(({ line, at }) => edgeOf(line, `line ${at} of ${fields[field]}`, names))
  return {
    required: edges('required'),
    forbidden: edges('forbidden'),
    tiers: linesOf(texts.tiers).map(({ line, at }) => {
      const place = `line ${at} of the tiers`
      const members = partsOf(line, ',').filter((part) => part !== '')
      return { names: members.map((part) => nameOf(part, place, names)), place: `${place} (${line})` }
    }),
  }
}

const linesOf = (text: string): { readonly line: string; readonly at: number }[] =>
  text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), at: i + 1 }))
    .filter(({ line }) => line !== '')

function edgeOf(line: string, place: string, names: readonly string[]): KnownEdge {
  const parts = partsOf(line, '->')
  if (parts.length !== 2)
    throw new Error(`${capital(place)}: "${line}" is no edge. Write two names with an arrow, such as age -> income.`)
  const [from, to] = parts.map((part) => timedNameOf(part, place, names)) as [Timed, Timed]
  const lag = from.lag === undefined && to.lag === undefined ? undefined : (from.lag ?? 0) - (to.lag ?? 0)
  if (lag !== undefined && lag < 0)
    throw new Error(
      `${capital(place)}: "${line}" leads back in time. The cause comes first: ${to.name}[t-1] is before t.`,
    )
  return { from: from.name, to: to.name, lag, place: `${place} (${line})` }
}

/** Parts a line at a separator outside of quotes. */
function partsOf(line: string, separator: string): string[] {
  const parts: string[] = []
  let quoted = false
  let start = 0
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') quoted = !quoted
    if (quoted || !line.startsWith(separator, i)) continue
    parts.push(line.slice(start, i))
    start = i + separator.length
  }
  return [...parts, line.slice(start)].map((part) => part.trim())
}

interface Timed {
  readonly name: string
  readonly lag: number | undefined
}

/** A name with its time, if it has one: `load[t-2]`. A column that is called so is that column. */
function timedNameOf(part: string, place: string, names: readonly string[]): Timed {
  const [, before, steps] = /^(.*?)\s*\[\s*t\s*(?:[-−–]\s*(\d+)\s*)?\]$/s.exec(part) ?? []
  if (before === undefined || names.includes(unquoted(part)))
    return { name: nameOf(part, place, names), lag: undefined }
  return { name: nameOf(before, place, names), lag: Number(steps ?? 0) }
}

const unquoted = (part: string): string => (/^".*"$/s.test(part) ? part.slice(1, -1) : part)

function nameOf(part: string, place: string, names: readonly string[]): string {
  const name = unquoted(part)
  if (!names.includes(name))
    throw new Error(
      `${capital(place)}: "${name}" is no column. The columns are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}.`,
    )
  return name
}
