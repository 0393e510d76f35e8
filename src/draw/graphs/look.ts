import { CausalError } from '../../errors.js'
import { asList, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Label, labelOf, lineWidth, type Run } from '../label.js'
import { isBow } from '../layout/graph-sheet.js'
import type { NodeRoles, PictureOptions } from '../picture-options.js'
import { mostColours } from '../svg.js'
import type { DrawnGraph } from './drawn-graph.js'
import { edgeLooks } from './edge-looks.js'
import { groupsOf } from './groups.js'
import { highlightsOf, pairKey } from './highlights.js'
import { type Shape, slant } from './shapes.js'

/** A role that has a shape; latent nodes are dashed besides. */
export type ShapedRole = Exclude<keyof NodeRoles, 'latent'>

export const shapeOf: Readonly<Record<ShapedRole, { readonly shape: Shape; readonly isDouble: boolean }>> = {
  treatment: { shape: 'hexagon', isDouble: false },
  outcome: { shape: 'stadium', isDouble: true },
  adjusted: { shape: 'rectangle', isDouble: false },
  selected: { shape: 'rectangle', isDouble: true },
  instrument: { shape: 'parallelogram', isDouble: false },
}

export interface NodeLook {
  readonly label: Label
  readonly width: number
  readonly height: number
  readonly role: ShapedRole | undefined
  readonly shape: Shape
  readonly isDouble: boolean
  readonly isLatent: boolean
  /** The highlight: 1 for the first one, 0 for none. */
  readonly accent: number
  /** The groups: 1 for the first one. */
  readonly groups: readonly number[]
}

export interface EdgeLook {
  readonly width: number
  readonly line: 'solid' | 'dashed' | 'dotted'
  readonly label: string
  readonly accent: number
}

/** How a graph is drawn: what the options say, for each drawn node and edge. */
export interface Look {
  readonly nodes: readonly NodeLook[]
  readonly edges: readonly EdgeLook[]
  readonly highlights: readonly string[]
  readonly groups: readonly string[]
  readonly hasLegend: boolean
}

type Asked = Pick<PictureOptions, 'highlight' | 'roles' | 'edges' | 'widths' | 'labels' | 'groups' | 'legend'>

const leastNode = 36

/** Reads what the options say of nodes and edges. */
export function lookOf(drawn: DrawnGraph, options: Asked): Look {
  const variables = drawn.index.size
  const { roles, latent } = rolesOf(drawn, options.roles)
  const groups = groupsOf(drawn, options.groups)
  const labels = labelsOf(drawn, options.labels)
  const highlights = highlightsOf(options.highlight)
  const accents = new Int32Array(variables)
  const paired: ReadonlySet<number>[] = []
  const inHighlight: ReadonlySet<number>[] = []
  for (const [k, { nodes = [], edges }] of highlights.entries()) {
    const members = nodes.map((name) => lookUp('node', drawn.index, name))
    for (const i of members) accents[i] ||= k + 1
    inHighlight.push(new Set(edges === undefined ? members : []))
    paired.push(new Set(edges?.map((pair) => pairKey(drawn, pair))))
  }
  for (const [what, count] of [
    ['highlights', highlights.length],
    ['groups', groups.names.length],
  ] as const) {
    if (count <= mostColours) continue
    throw new CausalError(
      'invalid-argument',
      `${count} ${what} could not be told apart by their colours (${mostColours} at most): leave some out, or draw several pictures.`,
      { count, most: mostColours },
    )
  }
  if (options.legend !== undefined && typeof options.legend !== 'boolean') {
    throw new CausalError('invalid-argument', `the legend is true or false, got ${show(options.legend)}.`)
  }
  const accentOf = (a: number, b: number): number => {
    const key = Math.min(a, b) * variables + Math.max(a, b)
    return highlights.findIndex((_, k) => paired[k]!.has(key) || (inHighlight[k]!.has(a) && inHighlight[k]!.has(b))) + 1
  }
  const nodes = drawn.names.map((_, i): NodeLook => {
    const v = drawn.variableOf[i]!
    const role = roles[v]
    const { shape, isDouble } = role === undefined ? { shape: 'stadium' as const, isDouble: false } : shapeOf[role]
    const label = withTail(labels[v]!, drawn, i)
    const room = shape === 'stadium' || shape === 'rectangle' ? 22 : 22 + slant
    return {
      label,
      width: Math.max(leastNode, label.width + room + (isDouble ? 4 : 0)),
      height: Math.max(leastNode, label.height + 18),
      role,
      shape,
      isDouble,
      isLatent: drawn.latent[i] === 1 || latent[v] === 1,
      accent: accents[v]!,
      groups: groups.of[v]!,
    }
  })
  const told = edgeLooks(drawn, options.edges, options.widths)
  return {
    nodes,
    edges: drawn.edges.map(
      (edge, e): EdgeLook => ({
        width: told[e]!.width ?? 1.4,
        line: told[e]!.line ?? (isBow(edge) ? 'dashed' : 'solid'),
        label: [edge.label, told[e]!.label].filter((text) => text !== undefined).join(' · '),
        accent: accentOf(drawn.variableOf[edge.from]!, drawn.variableOf[edge.to]!),
      }),
    ),
    highlights: highlights.map(({ label }) => label ?? ''),
    groups: groups.names,
    hasLegend: options.legend === true,
  }
}

/** The name of a drawn node, with its time, and its second line. */
function withTail(label: Label, { suffix, notes }: DrawnGraph, i: number): Label {
  const tail = suffix?.[i]
  const note = notes?.[i] ?? ''
  if (tail === undefined && note === '') return label
  const lines = [...label.lines]
  if (tail !== undefined) lines[lines.length - 1] = [...lines.at(-1)!, ...afterComma(lines.at(-1)!, tail)]
  if (note !== '') lines.push([{ text: note, level: 'base' }])
  return {
    ...label,
    lines,
    width: lines.reduce((most, line) => Math.max(most, lineWidth(line)), 0),
    height: 18 * lines.length,
  }
}

/** A second subscript, set apart from the first. */
function afterComma(runs: readonly Run[], tail: readonly Run[]): readonly Run[] {
  return runs.at(-1)!.level === 'sub' ? [{ text: ',', level: 'sub' }, ...tail] : tail
}

function rolesOf(
  drawn: DrawnGraph,
  given: NodeRoles | undefined,
): { roles: readonly (ShapedRole | undefined)[]; latent: Uint8Array } {
  checkOptions('roles', given, ['treatment', 'outcome', 'adjusted', 'latent', 'selected', 'instrument'])
  const roles: (ShapedRole | undefined)[] = [...drawn.index.keys()].map(() => undefined)
  const latent = new Uint8Array(drawn.index.size)
  for (const [role, names] of Object.entries(given ?? {}) as [keyof NodeRoles, string | readonly string[]][]) {
    for (const name of asList(names)) {
      const i = lookUp('node', drawn.index, name)
      if (role === 'latent') latent[i] = 1
      else if (roles[i] === undefined || roles[i] === role) roles[i] = role
      else {
        throw new CausalError(
          'invalid-argument',
          `${show(name)} has the roles ${roles[i]} and ${role}: a node is drawn with one shape, so name one of them.`,
          { name },
        )
      }
    }
  }
  return { roles, latent }
}

function labelsOf(drawn: DrawnGraph, given: PictureOptions['labels']): readonly Label[] {
  if (given !== undefined && (typeof given !== 'object' || Array.isArray(given))) {
    throw new CausalError('invalid-argument', `labels are given by name, as { X: 'age' }, got ${show(given)}.`)
  }
  const labels = [...drawn.index.keys()].map((name) => labelOf(name))
  for (const [name, text] of Object.entries(given ?? {})) {
    if (typeof text !== 'string') {
      throw new CausalError('invalid-argument', `the label of ${show(name)} is a text, got ${show(text)}.`, { name })
    }
    labels[lookUp('node', drawn.index, name)] = { ...labelOf(text), isGiven: true }
  }
  return labels
}
