/** What is known beforehand, as it is typed: an edge a line (`a -> b`), a tier a line (`a, b`). */
export interface KnowledgeText {
  readonly required: string
  readonly forbidden: string
  readonly tiers: string
}

export interface ReadKnowledge {
  readonly required: readonly (readonly [string, string])[]
  readonly forbidden: readonly (readonly [string, string])[]
  readonly tiers: readonly (readonly string[])[]
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Reads the three texts; names may stand in quotes, and must when they hold a comma or an arrow. Throws a sentence. */
export function readKnowledge({ required, forbidden, tiers }: KnowledgeText, names: readonly string[]): ReadKnowledge {
  return {
    required: linesOf(required).map((line) => pairOf(line, 'required', names)),
    forbidden: linesOf(forbidden).map((line) => pairOf(line, 'forbidden', names)),
    tiers: linesOf(tiers).map((line) => partsOf(line, ',').map((part) => nameOf(part, 'tiers', names))),
  }
}

function pairOf(line: string, field: string, names: readonly string[]): readonly [string, string] {
  const parts = partsOf(line, '->')
  if (parts.length !== 2)
    throw new Error(
      `In the ${field} edges, "${line}" is no edge: write two names with an arrow, such as age -> income.`,
    )
  return [nameOf(parts[0]!, field, names), nameOf(parts[1]!, field, names)]
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

function nameOf(part: string, field: string, names: readonly string[]): string {
  const name = /^".*"$/.test(part) ? part.slice(1, -1) : part
  if (!names.includes(name))
    throw new Error(
      `In the ${field}, "${name}" is no column. The columns are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}.`,
    )
  return name
}
